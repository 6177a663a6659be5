import { goTo } from '../../support/goTo.ts';
import { createVault, expect, keyTime, openIncident, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

test('clocks start with milestones, show in the header, and stop only with a record', async ({ console: window }) => {
  const { page } = window;
  await window.start();
  await createVault(page);
  await openIncident(page, 'Phones of the duty desk answer nobody');
  await goTo(page, 'l', 'Clocks');
  await expect(page.getByText('No clock runs yet')).toBeVisible();
  await page.keyboard.press('n');
  const commitments = page.getByRole('dialog', { name: 'Commitments of this incident' });
  await expect(commitments.getByRole('button', { name: 'Record the choice' })).toBeDisabled();
  await commitments.getByRole('checkbox', { name: 'Managed detection and response' }).press('Space');
  await commitments.getByRole('textbox', { name: 'Why' }).fill('service description 3.2');
  await commitments.getByRole('button', { name: 'Record the choice' }).click();
  const grid = page.getByRole('grid', { name: 'Clocks' });
  await expect(grid.getByRole('row').filter({ hasText: 'First escalation by e-mail' })).toContainText('waits for its beginning');

  await goTo(page, 'm', 'Milestones');
  await page.keyboard.press('n');
  const milestone = page.getByRole('dialog', { name: 'Record a milestone' });
  await milestone.getByRole('button', { name: /Milestone$/ }).click();
  await page.getByRole('option', { name: 'Declared', exact: true }).click();
  await milestone.getByRole('textbox', { name: 'What shows it' }).fill('severity high, said on the phone');
  await milestone.getByRole('textbox', { name: 'Occurred' }).fill('now');
  await milestone.getByRole('button', { name: 'Seal entry' }).click();
  await expect(milestone).toHaveCount(0, keyTime);
  const strip = page.getByRole('list', { name: 'Most urgent clocks' });
  await expect(strip.getByRole('button', { name: /^First escalation by e-mail 00:0\d:\d\d left, due / })).toBeVisible();

  await goTo(page, 'l', 'Clocks');
  const row = grid.getByRole('row').filter({ hasText: 'First escalation by e-mail' });
  await expect(row).toContainText('running');
  await row.click();
  await page.keyboard.press('Enter');
  const details = page.getByRole('dialog', { name: 'First escalation by e-mail' });
  await expect(details.getByText('escalation sent')).toBeVisible();
  await details.getByRole('button', { name: 'Close' }).last().click();

  await page.keyboard.press('d');
  const decide = page.getByRole('dialog', { name: 'Decide about a clock' });
  await decide.getByRole('textbox', { name: 'Decided by' }).fill('Anders Lund');
  await decide.getByRole('textbox', { name: /^Reason/ }).fill('The customer sits beside us.');
  await decide.getByRole('button', { name: 'Record the decision' }).click();
  await expect(row).toContainText('waived');
  await goTo(page, 'd', 'Decisions');
  await expect(page.getByRole('main', { name: 'Decisions' }).getByText('No, it is waived')).toBeVisible();

  await goTo(page, 'Shift+u', 'Updates');
  await page.keyboard.press('n');
  const subscribe = page.getByRole('dialog', { name: 'Who is to be kept informed' });
  await subscribe.getByRole('textbox', { name: 'Who they are' }).fill('The board');
  await subscribe.getByRole('textbox', { name: 'Interval in minutes' }).fill('90');
  await subscribe.getByRole('button', { name: 'Seal entry' }).click();
  await expect(subscribe).toHaveCount(0, keyTime);
  const board = page.getByRole('grid', { name: 'Updates' }).getByRole('row').filter({ hasText: 'The board' });
  await expect(board).toContainText('running');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('No update was sent yet')).toBeVisible();
  await inspector.getByRole('button', { name: /^Compose update/ }).click();
  const compose = page.getByRole('dialog', { name: 'Write a message' });
  await expect(compose.getByText('The first update to this audience.')).toBeVisible();
  await expect(compose.getByRole('textbox', { name: 'Audience' })).toHaveValue('The board');
  for (const block of ['Actions taken', 'Findings', 'Work in progress', 'When systems are restored']) await compose.getByRole('textbox', { name: block }).fill('Nothing new.');
  await compose.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(compose).toHaveCount(0, keyTime);
  await goTo(page, 'Shift+m', 'Messages');
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(1).click();
  await inspector.getByRole('button', { name: /^Record sending/ }).click();
  const sent = page.getByRole('dialog', { name: /went out$/ });
  await sent.getByRole('textbox', { name: 'With' }).fill('The board');
  await sent.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(sent).toHaveCount(0, keyTime);
  await goTo(page, 'Shift+u', 'Updates');
  await board.click();
  await expect(inspector.getByText('1 update was sent')).toBeVisible();
});

test('the demonstration owes something, says whose default it is, and gives a calendar file without a word of the case', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'l', 'Clocks');
  const row = page.getByRole('grid', { name: 'Clocks' }).getByRole('row').filter({ hasText: 'Receive what was released' });
  await expect(row).toContainText('local default');
  await page.keyboard.press('e');
  await expect(page.getByText(/^Calendar file saved/)).toBeVisible();
  const { name, text } = await page.evaluate(() => {
    const file = self.fake?.saved.at(-1);
    return { name: file?.name ?? '', text: new TextDecoder().decode(file?.bytes) };
  });
  expect(name).toMatch(/-clocks\.ics$/);
  expect(text).toContain('SUMMARY:KELP: Receive what was released');
  expect(text).not.toMatch(/Trondheim|TRD-|Ransomware/);
});
