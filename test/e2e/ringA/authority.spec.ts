import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, openIncident, runFromPalette, startIncident, test } from './window.ts';

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 15_000 });

/** Writes down in the room of readiness what was signed: user accounts may be disabled, except two. */
async function signBeforehand(page: Page): Promise<void> {
  await goTo(page, 'x', 'Standing approvals');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New standing approval' });
  await dialog.getByRole('textbox', { name: 'What was signed' }).fill('Containment of user accounts');
  await dialog.getByRole('textbox', { name: 'Signed by' }).fill('Anna Lund');
  await dialog.getByRole('combobox', { name: 'Kinds of action' }).fill('Disable');
  await page.getByRole('option', { name: 'Disable account' }).click();
  await dialog.getByRole('textbox', { name: 'Only in these hours' }).fill('daily 00:00-24:00 Europe/Oslo');
  await dialog.getByRole('textbox', { name: 'Does not cover' }).fill('CORP\\m.solberg\nIngrid Berg');
  await dialog.getByRole('textbox', { name: 'Signed', exact: true }).fill('2020-01-01');
  await dialog.getByRole('textbox', { name: 'Valid until' }).fill('2090-01-01');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(page.getByRole('grid', { name: 'Standing approvals' })).toContainText('m.solberg');
}

async function beginAction(page: Page, title: string, target: string) {
  await goTo(page, 'a', 'Actions');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New action' });
  await dialog.getByRole('textbox', { name: 'What', exact: true }).fill(title);
  await dialog.getByRole('button', { name: /Kind/ }).first().click();
  await page.getByRole('option', { name: 'Disable account' }).click();
  await dialog.getByRole('textbox', { name: 'Targets' }).fill(target);
  return dialog;
}

test('what was signed beforehand comes into an incident and is looked up while an action is written; who is excluded has to be asked for', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Nothing is prepared yet');
  await runFromPalette(page, 'Readiness');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not ready: 17 of 17 lines are open');
  await page.keyboard.press('n');
  const check = page.getByRole('dialog', { name: 'Record a check' });
  await check.getByRole('textbox', { name: 'Signed by' }).fill('Anna Lund');
  await check.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('16 of 17', keyTime);
  // A customer has a list of their own, beside that of the house.
  await page.keyboard.press('n');
  await check.getByRole('textbox', { name: 'Signed by' }).fill('Anna Lund');
  await check.getByRole('textbox', { name: 'Customer' }).fill('Nordlys AS');
  await check.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('1 customer is not ready', keyTime);
  await page.getByRole('button', { name: 'Whose checklist' }).click();
  await page.getByRole('option', { name: 'Nordlys AS' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('11 of 12 lines');
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
  await signBeforehand(page);
  await page.getByRole('button', { name: 'All incidents' }).click();
  await openIncident(page, 'An account is taken over');
  await goTo(page, 'x', 'Approvals');
  await page.getByRole('radio', { name: 'Signed beforehand' }).click();
  await expect(page.getByRole('grid', { name: 'Standing approvals' })).toContainText('Containment of user accounts');

  let dialog = await beginAction(page, 'Disable the account of J. Doe', 'j.doe');
  await expect(dialog.getByRole('status').first()).toContainText(/Approved beforehand by SA-..-001/);
  await expect(dialog.getByRole('radio', { name: /Standing approval/ })).toBeChecked();
  await expect(dialog.getByRole('textbox', { name: 'Reference of the approval' })).toHaveValue(/^SA-..-001$/);
  await expect(dialog.getByRole('group', { name: /Capture first/ })).toContainText('Mailbox rules');
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'Course' })).toBeVisible();
  await expect(inspector.getByText('Sign-in log')).toBeVisible();

  // The same person under another spelling: the form asks, and the request is written right after.
  dialog = await beginAction(page, 'Disable the account of M. Solberg', 'M.Solberg@corp');
  await expect(dialog.getByRole('status').first()).toContainText('M.Solberg@corp is excluded in SA-');
  await dialog.getByRole('radio', { name: /Standing approval/ }).press('Space');
  await dialog.getByRole('textbox', { name: 'Reference of the approval' }).fill('PA-03');
  await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dialog.getByRole('radio', { name: /Not stated/ }).press('Space');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  const ask = page.getByRole('dialog', { name: 'Ask for approval' });
  await expect(ask).toContainText('M.Solberg@corp', keyTime);
  const own = await ask.getByRole('textbox', { name: 'Asked by' }).inputValue();
  await ask.getByRole('textbox', { name: 'Approver' }).fill(own.toUpperCase());
  await expect(ask).toContainText('Whoever asks does not approve.');
  await ask.getByRole('textbox', { name: 'Approver' }).fill('Anna Lund');
  await ask.getByRole('button', { name: 'Record the request' }).click();
  await expect(ask).toHaveCount(0, keyTime);

  await goTo(page, 'x', 'Approvals');
  const row = page.getByRole('grid', { name: 'Approvals' }).getByRole('row', { name: /AP-/ });
  await expect(row).toContainText('Waits');
  await row.click();
  await expect(inspector.getByRole('button', { name: 'Record the answer' })).toBeVisible();
  await page.keyboard.press('a');
  const answer = page.getByRole('dialog', { name: /Answer to AP-/ });
  await answer.getByRole('checkbox', { name: 'By word of mouth' }).press('Space');
  await answer.getByRole('checkbox', { name: /read back/ }).press('Space');
  await answer.getByRole('button', { name: 'Seal entry' }).click();
  await expect(row).toContainText('Approved', keyTime);
  await expect(row).toContainText('Owed');
  await goTo(page, 'l', 'Clocks');
  await expect(page.getByText('Confirm in writing what was approved by word of mouth').first()).toBeVisible();
  await goTo(page, 'a', 'Actions');
  await expect(page.getByRole('grid', { name: 'Actions' }).getByRole('row', { name: /M. Solberg/ })).toContainText('Authorised');
});

test('an override needs its harm and what was rejected; not ratified, a task opens to roll it back', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Money is leaving');
  const dialog = await beginAction(page, 'Disable the account of the director', 'director');
  await dialog.getByRole('radio', { name: /override/i }).press('Space');
  await expect(dialog.getByRole('alert')).toContainText('nobody has approved this');
  await dialog.getByRole('textbox', { name: 'Which harm it stops' }).fill('A payment leaves at noon');
  await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /^Milder way/ }).fill('Waiting for the approver, who cannot be reached');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  await page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: 'Ratify or not' }).click();
  const ratify = page.getByRole('dialog', { name: /Ratify A-/ });
  await ratify.getByRole('radio', { name: 'Not ratified' }).press('Space');
  await ratify.getByRole('textbox', { name: 'Answered by' }).fill('Anna Lund');
  await ratify.getByRole('button', { name: 'Seal entry' }).click();
  await expect(ratify).toHaveCount(0, keyTime);
  await goTo(page, 'k', 'Tasks');
  await expect(page.getByRole('grid', { name: 'Tasks' })).toContainText(/Roll back A-..-001: Disable the account of the director/);
});
