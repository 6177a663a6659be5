import type { Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startIncident, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

const rowOf = (page: Page, grid: string, text: string) => page.getByRole('grid', { name: grid }).getByRole('row').filter({ hasText: text });

test('a shift change of twelve items: eleven pass with the coordinator, one is refused and stays with its owner', async ({ console: window }) => {
  const { page } = window;
  await startIncident(window, 'Two file servers encrypted');
  await goTo(page, 'w', 'Roles and shifts');
  await expect(page.getByText('Nobody has a role yet')).toBeVisible();
  await page.keyboard.press('n');
  const assign = page.getByRole('dialog', { name: 'Assign a role' });
  await assign.getByRole('textbox', { name: 'Person' }).fill('Ana Ek');
  await assign.getByRole('button', { name: 'Seal entry' }).press('Enter');
  const ana = rowOf(page, 'Roles and shifts', 'Ana Ek');
  await expect(ana).toContainText('asked', keyTime);
  await ana.click();
  await page.keyboard.press('a');
  await expect(ana).toContainText('active', keyTime);

  await goTo(page, 'k', 'Tasks');
  await page.keyboard.press('n');
  const task = page.getByRole('dialog', { name: 'New task' });
  await task.getByRole('textbox', { name: /^Title|^What|^Task/ }).first().fill('Call customer B');
  await task.getByRole('textbox', { name: 'Owner' }).fill('Ana Ek');
  await task.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(rowOf(page, 'Tasks', 'Call customer B')).toContainText('Ana Ek', keyTime);

  await goTo(page, 'Shift+h', 'Shift hand-over');
  await page.keyboard.press('n');
  const compose = page.getByRole('dialog', { name: 'Hand over' });
  await compose.getByRole('textbox', { name: 'Outgoing' }).fill('Ana Ek');
  await expect(compose.getByRole('region', { name: 'From the journal' })).toContainText('Call customer B');
  await expect(compose.getByRole('region', { name: 'From the journal' })).toContainText('Incident coordinator');
  await compose.getByRole('textbox', { name: 'Incoming' }).fill('Cem Ay');
  await compose.getByRole('textbox', { name: 'Tried without success' }).fill('Blocking the beacon by name');
  await compose.getByRole('textbox', { name: /^Further duties/ }).fill(Array.from({ length: 10 }, (_, index) => `Watch line ${index + 1}`).join('\n'));
  await compose.getByRole('button', { name: 'Seal the hand-over' }).press('Enter');
  const standing = page.getByRole('main', { name: 'Shift hand-over' }).getByRole('status');
  await expect(standing).toContainText('12 items: 0 accepted, 0 refused, 12 open', keyTime);
  await expect(standing).toContainText('open items stay with Ana Ek');

  const call = rowOf(page, 'Items of the hand-over', 'Call customer B');
  const say = async (key: string, dialog: string, note: string): Promise<void> => {
    await call.click();
    await page.keyboard.press(key);
    const form = page.getByRole('dialog', { name: dialog });
    await expect(form.getByRole('textbox')).toBeFocused();
    await form.getByRole('textbox').fill(note);
    await form.getByRole('button', { name: 'Seal entry' }).press('Enter');
    await expect(form).toHaveCount(0, keyTime);
  };
  await say('q', 'Ask about item 2', 'In which language?');
  await expect(call).toContainText('asked');
  await say('w', 'Answer about item 2', 'Finnish');
  await say('x', 'Refuse item 2', 'no language');
  await expect(call).toContainText('refused');
  await page.keyboard.press('Shift+a');
  await expect(standing).toContainText('12 items: 11 accepted, 1 refused, 0 open', keyTime);
  await expect(standing).toContainText('complete');
  await expect(call).toContainText('Ana Ek');

  await goTo(page, 'w', 'Roles and shifts');
  await expect(rowOf(page, 'Roles and shifts', 'Cem Ay')).toContainText('active');
  await expect(rowOf(page, 'Roles and shifts', 'Ana Ek')).toContainText('handed over');
  await goTo(page, 'k', 'Tasks');
  await expect(rowOf(page, 'Tasks', 'Call customer B')).toContainText('Ana Ek');
});

test('a declared incident without a coordinator says so; a plan is composed, versioned and compared; a report is numbered', async ({ console: window }) => {
  const { page } = window;
  await startIncident(window, 'Two file servers encrypted');
  await goTo(page, 'm', 'Milestones');
  await page.keyboard.press('n');
  const milestone = page.getByRole('dialog', { name: 'Record a milestone' });
  await milestone.getByRole('button', { name: /Milestone$/ }).click();
  await page.getByRole('option', { name: 'Declared', exact: true }).click();
  await milestone.getByRole('textbox', { name: 'What shows it' }).fill('severity high');
  await milestone.getByRole('textbox', { name: 'Occurred' }).fill('now');
  await milestone.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('region', { name: 'Command' })).toContainText('nobody coordinates it', keyTime);

  await goTo(page, 'Shift+p', 'Response plan');
  await page.keyboard.press('n');
  const first = page.getByRole('dialog', { name: 'Response plan, version 1' });
  await first.getByRole('textbox', { name: 'Situation' }).fill('Two servers encrypted');
  await first.getByRole('textbox', { name: 'Objectives' }).fill('Stop the spread');
  await first.getByRole('textbox', { name: 'Triggers' }).fill('a third server falls');
  await expect(first.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await first.getByRole('textbox', { name: 'Triggers' }).fill('a third server falls => cut the site');
  await first.getByRole('textbox', { name: 'Approved by' }).fill('Ana Ek');
  await first.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(page.getByText('owed within 4 h, 30 to 60 min are usual')).toBeVisible(keyTime);
  await page.keyboard.press('n');
  const second = page.getByRole('dialog', { name: 'Response plan, version 2' });
  await expect(second.getByRole('textbox', { name: 'Situation' })).toHaveValue('Two servers encrypted');
  await second.getByRole('textbox', { name: 'Objectives' }).fill('Stop the spread\nKeep the evidence');
  await second.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Changed since version 1' })).toContainText('Keep the evidence', keyTime);
  await page.keyboard.press('a');
  const approve = page.getByRole('dialog', { name: 'Approve version 2' });
  await approve.getByRole('textbox', { name: 'Approved by' }).fill('Ana Ek');
  await approve.getByRole('textbox', { name: 'How it was said' }).fill('on the bridge');
  await approve.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(page.getByText(/^Approved by Ana Ek/)).toBeVisible(keyTime);

  await goTo(page, 'Shift+s', 'Situation reports');
  await page.keyboard.press('n');
  const report = page.getByRole('dialog', { name: 'Situation report 1' });
  await report.getByRole('textbox', { name: 'Assessment' }).fill('The spread has stopped');
  await report.getByRole('textbox', { name: 'Next steps' }).fill('Rebuild FS01');
  await expect(report.getByRole('region', { name: /^What happened so far/ })).toContainText('Declared');
  await report.getByRole('button', { name: 'Issue' }).press('Enter');
  await expect(rowOf(page, 'Situation reports', 'The spread has stopped')).toContainText('Rebuild FS01', keyTime);
  await expect(page.getByText(/^Next: report 2/)).toBeVisible();
});
