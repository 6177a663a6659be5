import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, runFromPalette, startDemo, startIncident, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

const rows = (page: Page, name: string) => page.getByRole('grid', { name }).getByRole('row');

/** Back in the list of incidents, a report is taken down by keys alone and opens an incident. */
async function reportByPhone(page: Page, said: string): Promise<void> {
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('main', { name: 'Incidents' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New report' })).toBeVisible();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'New report' });
  await expect(dialog.getByRole('textbox', { name: 'What was said' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Open incident' })).toBeDisabled();
  await page.keyboard.type(said);
  await expect(dialog.getByRole('button', { name: 'Open incident' })).toBeEnabled();
  expect(await axeFindings(dialog)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: said, level: 1 })).toBeVisible(keyTime);
}

test('a report taken down on the phone opens an incident, and the acknowledgement answers it', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Something else');
  await reportByPhone(page, 'Files on our share end in .locked');
  await goTo(page, 'm', 'Milestones');
  await expect(rows(page, 'Milestones').filter({ hasText: 'Reported' })).toContainText('Came in by: Phone');
  await goTo(page, 'n', 'Intake');
  const report = rows(page, 'Intake').filter({ hasText: '.locked' });
  await expect(report).toContainText(/R-[A-Z0-9]{2}-001/);
  await expect(report).toContainText('open');
  await report.click();
  await page.keyboard.press('k');
  const dialog = page.getByRole('dialog', { name: 'Acknowledge a report' });
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(/We have received your report \(R-/);
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(report).toContainText('after');
  await goTo(page, 'c', 'Communications');
  await expect(rows(page, 'Communications')).toHaveCount(2);
});

test('an assessment takes its priority from the criteria, and a verdict moves the incident out of the open ones', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Still open');
  await reportByPhone(page, 'Port scan seen by the firewall');
  await goTo(page, 'q', 'Assessment');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Assess the incident' });
  await expect(dialog.getByText('web shell on a public server', { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: /Urgency/ }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await expect(dialog.getByText('By the criteria: P1')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('may be more than a scan');
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(rows(page, 'Assessment').filter({ hasText: 'may be more' })).toContainText('current', keyTime);
  await expect(rows(page, 'Assessment').filter({ hasText: 'may be more' })).toContainText('P1');
  // A severity of high meets the default of the console; nothing is declared by it.
  const rule = page.getByRole('region', { name: 'When to declare' });
  await expect(rule).toContainText('Our own default says: declare');
  await rule.getByRole('button', { name: 'Declare' }).click();
  const declare = page.getByRole('dialog', { name: 'Declare the incident' });
  await expect(declare.getByRole('textbox', { name: /What shows it|Basis/ })).toHaveValue(/^Local default: declare from severity high on/);
  await declare.getByRole('button', { name: 'Cancel' }).click();

  await page.keyboard.press('Shift+q');
  const verdict = page.getByRole('dialog', { name: 'What it turned out to be' });
  await verdict.getByRole('button', { name: /^Verdict|Verdict$/ }).first().click();
  await page.getByRole('option', { name: 'False positive' }).click();
  await verdict.getByRole('button', { name: /Disposition/ }).click();
  await page.getByRole('option', { name: 'Scan or probe' }).click();
  await expect(verdict.getByRole('button', { name: /The incident is then/ })).toContainText('Not an incident');
  await verdict.getByRole('textbox', { name: 'Reason' }).fill('nothing answered, source is a known scanner');
  await verdict.getByRole('button', { name: 'Record verdict' }).click();
  await expect(verdict).toHaveCount(0, keyTime);
  await expect(page.getByText('Verdict: False positive: Scan or probe')).toBeVisible();
  await expect(rule).toHaveCount(0);
  await goTo(page, 'd', 'Decisions');
  await expect(rows(page, 'Decisions').filter({ hasText: 'False positive: Scan or probe' })).toBeVisible();
  await page.keyboard.press('Control+o');
  const list = page.getByRole('grid', { name: 'Incidents' });
  await expect(list).toContainText('Over (1)');
  await expect(list.getByRole('row', { name: /Port scan/ })).toContainText('Not an incident');
});

test('a list of alerts is taken in with what is wrong named, and a person joins a group to the detection', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Many alerts');
  await goTo(page, 'Shift+a', 'Alerts');
  await expect(page.getByText('No alerts', { exact: true })).toBeVisible();
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Take in a list of alerts' });
  await expect(dialog.getByRole('textbox', { name: 'List', exact: true })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'List', exact: true }).fill([
    'Id,Time,Rule,Severity,Host,User', '7,2026-11-21T02:14:00Z,Beacon to a new domain,High,FS01,', '8,2026-11-21T02:10:00Z,Credentials dumped,8/10,fs01.corp.example,CORP\\a.lund',
    '8,2026-11-21T02:10:00Z,Credentials dumped,8/10,fs01.corp.example,CORP\\a.lund', '9,yesterday,Beacon to a new domain,High,FS02,', '10,2026-11-21T09:00:00Z,Port scan,Low,EDGE,',
  ].join('\n'));
  await dialog.getByRole('textbox', { name: 'Tool, where the list names none' }).fill('EDR');
  await expect(dialog.getByRole('status')).toHaveText('3 new, 1 known already, 1 not read');
  await expect(dialog.getByText('Line 5: its time cannot be read', { exact: false })).toBeVisible();
  await expect(dialog.getByText('Line 4: 8 stands earlier in the list')).toBeVisible();
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Record 3 alerts' }).click();
  await expect(page.getByRole('dialog', { name: '3 alerts recorded' })).toBeVisible(keyTime);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const first = rows(page, 'Alerts').filter({ hasText: 'Credentials dumped' });
  await expect(first).toContainText('group proposed');
  await expect(rows(page, 'Alerts').filter({ hasText: 'Port scan' })).toContainText('alone');
  await first.click();
  await page.keyboard.press('Shift+J');
  const join = page.getByRole('dialog', { name: 'Join to the detection' });
  await expect(join).toContainText('Time zero becomes 2026-11-21 02:10:00');
  await join.getByRole('button', { name: 'Record the detection' }).click();
  await expect(join).toHaveCount(0, keyTime);
  await expect(rows(page, 'Alerts').filter({ hasText: 'Beacon' })).toContainText('Detected');
  await expect(rows(page, 'Alerts').filter({ hasText: 'Port scan' })).toContainText('alone');
  await goTo(page, 'm', 'Milestones');
  await expect(rows(page, 'Milestones').filter({ hasText: '2 alerts taken for one thing' })).toContainText('02:10:00');
});

test('milestones that contradict each other are kept and said, and others are named for thought', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'm', 'Milestones');
  const grid = rows(page, 'Milestones');
  await expect(grid.filter({ hasText: 'Detected' }).first()).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Record a milestone' });
  await dialog.getByRole('button', { name: /Milestone/ }).click();
  await page.getByRole('option', { name: 'Eradicated', exact: true }).click();
  await dialog.getByRole('textbox', { name: /What shows it|Basis/ }).fill('all persistence gone');
  await dialog.getByRole('textbox', { name: /^When|Occurred|Happened/ }).fill('2026-01-02 10:00');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(grid.filter({ hasText: 'all persistence gone' })).toContainText('contradicts');
  await expect(page.getByRole('note').filter({ hasText: 'Both are kept' })).toBeVisible();
});

test('a technique is found offline by words and by a revoked id', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Look it up');
  await runFromPalette(page, 'Find a technique');
  const dialog = page.getByRole('dialog', { name: 'Find a technique' });
  await expect(dialog.getByRole('textbox', { name: 'Id or words' })).toBeFocused();
  await page.keyboard.type('stuffing credential');
  await expect(dialog.getByRole('row')).toHaveCount(1);
  await expect(dialog.getByRole('row')).toContainText('T1110.004');
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Id or words' }).fill('T1562.001');
  await expect(dialog.getByRole('row', { name: /T1562\.001/ })).toContainText('now T1685');
  await dialog.getByRole('radio', { name: /D3FEND/ }).click();
  await dialog.getByRole('textbox', { name: 'Id or words' }).fill('network isolation');
  await expect(dialog.getByRole('row', { name: /D3-NI/ })).toContainText('Isolate');
});
