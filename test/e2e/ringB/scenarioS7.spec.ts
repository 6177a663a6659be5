// S7, payment fraud: a voice that cannot prove who it is, an emergency override that is ratified in part, and a channel that is not trusted.
import { expect, test, type Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { must } from '../../support/engineHarness.ts';
import { prepareProfile, type Story } from '../../support/preparedProfile.ts';
import { readIncident } from '../../support/readVault.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { choose, clockRow, openForm, rowsOf, seal } from '../../support/scenarioSteps.ts';
import { reopenIncident } from '../../support/vaultSteps.ts';
import { unlock } from '../ringA/window.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Payment order from a taken-over mailbox';
const caller = '+49 30 555 0199';
const approverNumbers = ['+49 171 000 01', '+49 171 000 02', '+49 30 000 03'];
const overrides = [
  { kind: 'Revoke sessions', title: 'Revoke all sessions of the finance director', target: 'f.weber', harm: 'The stranger approves the next payment at ten' },
  { kind: 'Disable account', title: 'Disable the account of the finance director', target: 'f.weber', harm: 'The stranger signs in again with the known password' },
  { kind: 'Block domain', title: 'Block the domain of the partner Fjordtrans', target: 'fjordtrans.example', harm: 'Replies of the stranger reach the finance team' },
] as const;

/** The start of the story: contacts, channels and a code sheet. Answers the words of the paper copy, line by line. */
async function tellStart({ engine, log, record }: Story): Promise<readonly string[]> {
  const contact = { contactKinds: [], emails: [] };
  await record('contact', { ...contact, name: 'Ines Duarte', roleTitle: 'Approver', order: 1, numbers: approverNumbers });
  await record('contact', { ...contact, name: 'Nordbank fraud desk', contactKinds: ['hotline'], numbers: ['+49 69 110 110'] });
  const channel = { ref: '', dependencies: [], needs: [], state: 'unstated' } as const;
  await record('channel', { ...channel, channelKind: 'secure-im', label: 'Company chat', address: 'chat.corp.example', corporate: true });
  const { entryId } = await record('code-sheet', { ref: '', lines: 20, holder: 'Finance director', state: 'issued' });
  const { job } = must(await engine.handlers['codeSheet.make']({ log, sheet: entryId as never }));
  const words = [...job.html.matchAll(/>([a-z]+ [a-z]+)</g)].map(([, line]) => line ?? '');
  expect(new Set(words).size, 'a line of two words for each number').toBe(20);
  return words;
}

/** Writes an action on the ground of an emergency override. */
async function override(page: Page, action: (typeof overrides)[number], isFirst: boolean): Promise<void> {
  const dialog = await openForm(page, 'n', 'New action');
  await dialog.getByRole('textbox', { name: 'What', exact: true }).fill(action.title);
  await choose(page, dialog, /Kind/, action.kind);
  await dialog.getByRole('textbox', { name: 'Targets' }).fill(action.target);
  await dialog.getByRole('textbox', { name: 'Carried out by' }).fill('Ana Ek');
  await dialog.getByRole('radio', { name: /override/i }).press('Space');
  await expect(dialog.getByRole('alert')).toContainText('It has to be ratified within 30 minutes');
  await dialog.getByRole('textbox', { name: 'Which harm it stops' }).fill(action.harm);
  // Harm and alternative have to be filled.
  if (isFirst) await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /^Milder way/ }).fill('Waiting for the approver, who did not answer three calls');
  await seal(dialog);
  await expect(rowsOf(page, 'Actions', action.title)).toBeVisible();
}

/** Writes the approver's answer to an override; the person who carried it out cannot give it. */
async function ratify(page: Page, action: string, isRatified: boolean): Promise<void> {
  const waiting = page.getByRole('alert').filter({ hasText: 'ratified' });
  await waiting.locator('div').filter({ hasText: action }).last().getByRole('button', { name: /Ratify A-/ }).click();
  const dialog = page.getByRole('dialog', { name: /Ratify A-/ });
  await expect(dialog).toContainText(action);
  await dialog.getByRole('textbox', { name: 'Answered by' }).fill('ana ek');
  // Holds: requester and approver differ in every approved action.
  await expect(dialog.getByText('Whoever asks does not approve.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Answered by' }).fill('Ines Duarte');
  if (!isRatified) {
    await dialog.getByRole('radio', { name: 'Not ratified' }).press('Space');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('Fjordtrans is a victim too, and its deliveries stop');
    await expect(dialog.getByRole('note')).toContainText('A task to roll the action back is recorded with this.');
  }
  await dialog.getByRole('checkbox', { name: 'By word of mouth' }).press('Space');
  await choose(page, dialog, /Identity proved by/, 'Spoken phrase');
  await choose(page, dialog, /Result/, 'Passed');
  // Holds: secrets are never stored. The form asks for the number of a line and for nothing that was spoken.
  await expect(dialog.getByText('Never write down the secret itself.')).toBeVisible();
  await seal(dialog);
}

test('S7: a wrong voice is not believed, an override is ratified in part and rolled back, and nothing leaves on a distrusted channel', async () => {
  let paper: readonly string[] = [];
  const start = await prepareProfile({
    start: '2026-12-08T09:40:00Z', incident: title, body: { types: ['fraud:masquerade'], major: true, zone: 'Europe/Berlin' }, tell: async (story) => { paper = await tellStart(story); },
  });
  const scenario = await launchScenario('2026-12-08T10:00:00Z', start);
  const page = scenario.window;
  page.setDefaultTimeout(20_000);
  await unlock(page);
  await reopenIncident(page, title);

  // Start: PB-02 is proposed for this type of incident and runs.
  await goTo(page, 'p', 'Playbook');
  const proposed = rowsOf(page, 'Playbooks', 'Business e-mail compromise');
  await expect(proposed).toContainText('proposed');
  await proposed.dblclick();
  await page.getByRole('button', { name: 'Start this playbook' }).press('Enter');
  await expect(page.getByRole('grid', { name: 'Steps of Business e-mail compromise' })).toBeVisible();

  // T+3: a caller fails line 7; the attempt is kept, and what follows from it.
  await scenario.setClock('2026-12-08T10:03:00Z');
  await goTo(page, 'c', 'Communications');
  const verify = await openForm(page, 'v', 'Verify a caller');
  await verify.getByRole('textbox', { name: 'Who they say they are' }).fill('The finance director');
  await verify.getByRole('textbox', { name: 'Number shown' }).fill(caller);
  await verify.getByRole('textbox', { name: 'Line asked for' }).fill('7');
  await choose(page, verify, /Answer/, 'Failed');
  await verify.getByRole('textbox', { name: 'What they want' }).fill('To stop the freeze of the account');
  await verify.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(verify).toContainText('Say nothing.');
  await verify.getByRole('button', { name: 'Keep the number as an indicator' }).press('Enter');
  await expect(verify.getByRole('button', { name: 'Keep the number as an indicator' })).toBeDisabled();
  await verify.getByRole('button', { name: 'Open a task to review the channel' }).press('Enter');
  await expect(verify.getByRole('button', { name: 'Open a task to review the channel' })).toBeDisabled();
  await verify.getByRole('button', { name: 'Close' }).last().press('Enter');
  const attempt = rowsOf(page, 'Communications', 'Challenge line 7 of CS-');
  await expect(attempt).toContainText('failed');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Reached, identity not checked');
  await goTo(page, 'i', 'Indicators');
  await expect(rowsOf(page, 'Indicators', '555')).toContainText(/Phone|Telephone/);
  await goTo(page, 'k', 'Tasks');
  await expect(rowsOf(page, 'Tasks', 'Review the channel')).toContainText(caller);

  // T+6: the fraud desk of the bank, on the number of the call sheet.
  await scenario.setClock('2026-12-08T10:06:00Z');
  await goTo(page, 'h', 'Call sheet');
  await expect(rowsOf(page, 'Call sheet', 'Nordbank fraud desk')).toContainText('+49 69 110 110');
  await goTo(page, 'c', 'Communications');
  const bank = await openForm(page, 'n', 'Record a message or a call');
  await bank.getByRole('textbox', { name: 'Text', exact: true }).fill('Recall of the payment asked, their reference RC-55817');
  await bank.getByRole('textbox', { name: 'With' }).fill('Nordbank fraud desk');
  await bank.getByRole('textbox', { name: 'Channel' }).fill('+49 69 110 110');
  await choose(page, bank, /Outcome/, 'Reached');
  await seal(bank);
  await expect(rowsOf(page, 'Communications', 'RC-55817')).toContainText('10:06:');

  // T+8: three attempts to reach the approver, then the override.
  await scenario.setClock('2026-12-08T10:08:00Z');
  await goTo(page, 'h', 'Call sheet');
  const run = await openForm(page, 'c', 'Call run');
  for (const number of approverNumbers) {
    await expect(run.getByRole('status')).toContainText(number);
    await run.getByRole('button', { name: 'No answer' }).press('n');
  }
  await expect(run.getByText('3 attempts so far')).toBeVisible();
  await run.getByRole('button', { name: 'Close' }).last().press('Enter');
  await expect(run).toHaveCount(0);
  await goTo(page, 'a', 'Actions');
  for (const [index, action] of overrides.entries()) await override(page, action, index === 0);
  const owed = await clockRow(page, 'Ratify the emergency override');
  await expect(owed).toHaveCount(3);
  for (const index of [0, 1, 2]) await expect(owed.nth(index)).toContainText(/2026-12-08 10:38/);

  // T+31: the approver on the number on file; two overrides stand, one does not.
  await scenario.setClock('2026-12-08T10:31:00Z');
  await goTo(page, 'h', 'Call sheet');
  const again = await openForm(page, 'c', 'Call run');
  await expect(again.getByRole('status')).toContainText(approverNumbers[0] ?? '');
  await choose(page, again, /How they prove it/, 'Spoken phrase');
  await again.getByRole('button', { name: 'Reached', exact: false }).first().press('r');
  await expect(again.getByRole('status')).toContainText('Reached: Ines Duarte');
  await again.getByRole('button', { name: 'Close' }).last().press('Enter');
  await goTo(page, 'x', 'Approvals');
  await expect(page.getByRole('alert').filter({ hasText: '3 emergency overrides wait' })).toBeVisible();
  for (const [index, action] of overrides.entries()) await ratify(page, action.title, index < 2);
  await expect(page.getByRole('alert').filter({ hasText: 'emergency override' })).toHaveCount(0);
  await expect(await clockRow(page, 'Ratify the emergency override')).toHaveCount(3);
  for (const index of [0, 1, 2]) {
    await expect(owed.nth(index)).toContainText(/met/);
    await expect(owed.nth(index)).toContainText(/entry \d+/);
  }

  // T+40: rolled back, and the partner is told.
  await scenario.setClock('2026-12-08T10:40:00Z');
  await goTo(page, 'k', 'Tasks');
  const task = rowsOf(page, 'Tasks', /Roll back A-..-\d{3}: Block the domain of the partner/);
  await task.click();
  const done = await openForm(page, 's', 'Change the state');
  await choose(page, done, /New state/, 'Done');
  await seal(done, 'Change state');
  await expect(task).toContainText('Done');
  await goTo(page, 'a', 'Actions');
  const blocked = rowsOf(page, 'Actions', 'Block the domain of the partner');
  await expect(blocked).toContainText('Not ratified');
  await blocked.click();
  const back = await openForm(page, 's', 'Change the state');
  await choose(page, back, /New state/, 'Rolled back');
  await seal(back, 'Change state');
  await expect(blocked).toContainText('Rolled back');
  await goTo(page, 'c', 'Communications');
  const partner = await openForm(page, 'n', 'Record a message or a call');
  await partner.getByRole('textbox', { name: 'Text', exact: true }).fill('Told that the block of their domain is lifted');
  await partner.getByRole('textbox', { name: 'With' }).fill('Fjordtrans duty desk');
  await partner.getByRole('textbox', { name: 'Channel' }).fill('+47 22 00 00');
  await seal(partner);

  // T+52: detail is not sent through the chat of the organisation; without a decision the form is held, and the phone is chosen.
  await scenario.setClock('2026-12-08T10:52:00Z');
  const detail = await openForm(page, 'n', 'Record a message or a call');
  const words = 'Two payments of the taken-over mailbox are recalled, the account is disabled';
  await detail.getByRole('textbox', { name: 'Text', exact: true }).fill(words);
  await detail.getByRole('textbox', { name: 'With' }).fill('Finance team');
  await detail.getByRole('textbox', { name: 'Channel' }).fill('Company chat');
  await expect(detail.getByRole('alert')).toContainText('Company chat: Distrusted. Nothing goes out here yet.');
  await expect(detail.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await expect(detail.getByRole('button', { name: 'Record the decision' })).toBeDisabled();
  await detail.getByRole('textbox', { name: 'Channel' }).fill('+49 30 000 77');
  await expect(detail.getByRole('alert')).toHaveCount(0);
  await expect(detail.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(words);
  await seal(detail);
  await expect(rowsOf(page, 'Communications', words)).toContainText('+49 30 000 77');

  // Holds: override, ratification and rollback appear in order on the screen too.
  await goTo(page, 'j', 'Journal');
  await page.getByRole('search').getByRole('textbox').fill('fjordtrans');
  await expect(rowsOf(page, 'Journal', 'Told that the block').first()).toBeVisible();
  expect(scenario.problems).toEqual([]);
  await scenario.close();

  const { rows, approvals } = await readIncident(start, title);
  const numberOf = (kind: string, text: RegExp): number => {
    const found = rows.find((row) => row.stamp.kind === kind && text.test(row.text));
    expect(found, `${kind} ${String(text)}`).toBeDefined();
    return found?.stamp.number ?? 0;
  };
  // Holds: override, ratification and rollback appear in order.
  const order = [
    numberOf('communication', /freeze/), numberOf('action', /Block the domain/), numberOf('approval', /./), numberOf('task', /Roll back A-/), numberOf('communication', /block of their domain is lifted/), numberOf('communication', /recalled, the account/),
  ];
  expect(order).toEqual(order.toSorted((left, right) => left - right));
  expect(rows.filter((row) => row.stamp.kind === 'transition').map((row) => row.text).join('\n')).toMatch(/ratified[\s\S]*ratified[\s\S]*not.ratified[\s\S]*rolled.back/i);
  // Holds: requester and approver differ in every approved action.
  expect(approvals.map(({ body }) => body.verdict).toSorted()).toEqual(['approved', 'approved', 'refused']);
  for (const { body } of approvals) expect(body.approver.toLowerCase()).not.toBe(body.requestedBy.toLowerCase());
  // Holds: secrets are never stored; not one line of the paper copy stands in any entry.
  const stored = JSON.stringify([rows, approvals]).toLowerCase();
  expect(paper.filter((line) => stored.includes(line.toLowerCase()))).toEqual([]);
});
