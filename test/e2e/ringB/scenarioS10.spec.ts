// A console whose clock was wrong, reports that are only noise, and an exercise beside the real incident. Reports, the entries with raw times and their corrections but one are recorded by the
// engine beforehand; the milestone, the clocks, the verdicts, the figures and the papers go through the window.
// The lost laptop itself (removing its device, setting apart what an old backup of it writes, a new laptop with all that was synced) is in scenarioS10Two.spec.ts.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import type { UnixMs } from '#base';
import type { BodyOf, EntryDraft, Occurred } from '#domain';
import { INCIDENT, must } from '../../support/engineHarness.ts';
import { goTo } from '../../support/goTo.ts';
import { prepareProfile, type Story } from '../../support/preparedProfile.ts';
import { keepPrints, textOfPdf } from '../../support/printedPages.ts';
import { freshFolder, replaceDialog } from '../../support/runtime.ts';
import { launchScenario, type Scenario } from '../../support/scenarioClock.ts';
import { expect, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';
import { runFromPalette } from '../ringA/window.ts';

test.describe.configure({ timeout: 180_000 });

const incident = 'Console laptop stolen';
const exercise = 'Table-top: mail is down';
const SLOW_MS = 47 * 60_000;
const reason = 'clock of B3 was 47 min slow since its battery ran flat, compared with two phones';

function when(instant: number): Occurred {
  return { at: instant as UnixMs, precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' };
}

/** Lines with the raw times of the slow clock, and 22 of the 23 corrections. The laptop says 08:50 when it is 09:37. */
async function tellTheStory({ engine, log, at, record, recordAll }: Story): Promise<void> {
  must(await engine.handlers['pack.take']({ log, source: { from: 'console', pack: 'europe' }, reason: 'payment institution with managed services' }));
  // From a mail of the customer, whose clock is right.
  await record('milestone', { milestone: 'awareSignificant', basis: 'mail of the customer' }, { occurred: { ...when(Date.parse('2026-12-02T09:30:00Z')), clockSource: 'external-log' } });
  at('2026-12-03T08:20:00Z');
  const lines = [];
  for (let index = 1; index <= 22; index += 1) lines.push(await record('event', { track: 'defender', fact: `Step ${index} taken beside the laptop`, source: 'written at once' }));
  await record('milestone', { milestone: 'classifiedMajor', basis: 'written down at once' }, { occurred: when(Date.parse('2026-12-03T08:21:00Z')) });
  at('2026-12-03T08:50:00Z');
  const raw = when(Date.parse('2026-12-03T08:20:00Z'));
  await recordAll(lines.map(({ entryId }): EntryDraft => ({ kind: 'amend', occurred: null, body: { target: entryId, field: 'occurred', from: JSON.stringify(raw), value: JSON.stringify(when(Number(raw.at) + SLOW_MS)), reason } })));
  const others: readonly (readonly [Partial<BodyOf<'incident'>>, boolean])[] = [
    [{ ref: 'INC-2', title: 'Port scan seen by the firewall' }, true], [{ ref: 'INC-3', title: 'The same scan, told twice' }, true], [{ ref: 'INC-4', title: 'Probe of the mail gateway' }, true], [{ ref: 'INC-5', title: exercise, exercise: true }, false],
  ];
  for (const [body, isObserved] of others) {
    const opened = must(await engine.handlers['incident.create']({ body: { ...INCIDENT, exercise: false, severity: 'low', types: [], verdict: 'suspected', clockProfiles: ['managed-service'], ...body }, occurred: null }));
    const add = async (draft: EntryDraft) => must(await engine.handlers['entry.record']({ log: opened.log, draft }));
    await add({ kind: 'milestone', occurred: null, body: { milestone: 'reported', basis: 'ticket of the monitoring' } });
    if (isObserved) await add({ kind: 'transition', occurred: null, body: { target: opened.entry.entryId, state: 'observed', reason: 'made automatically, low severity' } });
  }
}

async function toList(page: Page): Promise<void> {
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('main', { name: 'Incidents' })).toBeVisible();
}

async function giveVerdict(page: Page, title: string, verdict: string | null, disposition: string, duplicateOf: string | null): Promise<void> {
  await toList(page);
  await reopenIncident(page, title);
  await goTo(page, 'q', 'Assessment');
  await page.keyboard.press('Shift+q');
  const dialog = page.getByRole('dialog', { name: 'What it turned out to be' });
  if (verdict !== null) {
    await dialog.getByRole('button', { name: /^Verdict|Verdict$/ }).first().click();
    await page.getByRole('option', { name: verdict }).click();
  }
  await dialog.getByRole('button', { name: /Disposition/ }).click();
  await page.getByRole('option', { name: disposition }).click();
  if (duplicateOf !== null) {
    await dialog.getByRole('combobox', { name: /plicate/ }).fill(duplicateOf);
    await page.keyboard.press('Escape');
  }
  await expect(dialog.getByRole('button', { name: /The incident is then/ })).toContainText('Not an incident');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('looked at beside the work');
  await dialog.getByRole('button', { name: 'Record verdict' }).press('Enter');
  await expect(dialog).toHaveCount(0);
}

async function savedReport(scenario: Scenario): Promise<string> {
  const file = path.join(freshFolder('report'), 'report.pdf');
  await replaceDialog(scenario.app, 'showSaveDialog', { canceled: false, filePath: file });
  await goTo(scenario.window, 'r', 'Reports');
  await scenario.window.keyboard.press('Shift+P');
  await expect(scenario.window.getByText(file)).toBeVisible();
  expect(existsSync(file)).toBe(true);
  return textOfPdf(file);
}

test('a clock that was wrong, noise, and an exercise', async () => {
  const profile = await prepareProfile({ incident, start: '2026-12-03T08:00:00Z', body: { ref: 'INC-1', zone: 'Europe/Berlin', exercise: false }, tell: tellTheStory });
  const scenario = await launchScenario('2026-12-03T08:51:00Z', profile);
  const page = scenario.window;
  const printed = await keepPrints(scenario.app);
  await unlockAndRead(page);
  await reopenIncident(page, incident);

  // How slow the clock was is kept with the laptop.
  await goTo(page, 'y', 'Systems');
  await page.keyboard.press('n');
  const system = page.getByRole('dialog').last();
  await system.getByRole('textbox', { name: /^Name/ }).fill('B3');
  await system.getByRole('textbox', { name: 'Clock error' }).fill('-2820');
  await system.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(system).toHaveCount(0);
  await expect(page.getByRole('grid', { name: 'Systems' }).getByRole('row').filter({ hasText: 'B3' })).toContainText(/slow|-47|2,?820/);

  // Before the correction one limit is 39 minutes away and the other counts from the raw time.
  const regimes = page.getByRole('grid', { name: 'Regimes' });
  const openRegime = async (name: string): Promise<void> => {
    await goTo(page, 'Shift+R', 'Regulators');
    await regimes.getByRole('row').filter({ hasText: name }).click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name })).toBeVisible();
  };
  const clock = (id: string) => page.getByRole('dialog').getByRole('row').filter({ hasText: `${id} ·` });
  await openRegime('NIS2: significant incident');
  await expect(clock('NIS2.EW').getByRole('cell').nth(1)).toHaveText('running');
  await page.keyboard.press('Escape');
  await openRegime('DORA: major ICT-related incident');
  await expect(clock('DORA.INI')).toContainText('2026-12-03 12:21');
  await page.keyboard.press('Escape');

  // The 23rd correction, and the clock of the laptop is set: the raw time is kept beside the corrected one; two clocks change, one is overdue and asks for the reason.
  await goTo(page, 'm', 'Milestones');
  const grid = page.getByRole('grid', { name: 'Milestones' });
  await grid.getByRole('row').filter({ hasText: 'Classified as major' }).click();
  await page.keyboard.press('m');
  const amend = page.getByRole('dialog', { name: /^Amend/ });
  await amend.getByRole('button', { name: /Field/ }).click();
  await page.getByRole('option', { name: 'Occurred', exact: true }).click();
  await amend.getByRole('textbox', { name: 'Occurred' }).fill('2026-12-03 09:08Z');
  await amend.getByRole('textbox', { name: /Why it is amended/ }).fill(reason);
  await amend.getByRole('button', { name: 'Amend', exact: true }).press('Enter');
  await expect(amend).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Inspector' }).locator('del')).toContainText('08:21');
  await scenario.setClock('2026-12-03T09:40:00Z');
  await openRegime('DORA: major ICT-related incident');
  await expect(clock('DORA.INI')).toContainText('2026-12-03 13:08');
  await expect(clock('DORA.INI')).toContainText('Due before the beginning was amended: 2026-12-03 12:21');
  await page.keyboard.press('Escape');
  await openRegime('NIS2: significant incident');
  await expect(clock('NIS2.EW').getByRole('cell').nth(1)).toContainText('overdue');
  await expect(clock('NIS2.EW').getByRole('button', { name: 'Give the reason of the delay…' })).toBeVisible();
  await page.keyboard.press('Escape');

  // Holds: the print says which times were corrected and why; no line is lost.
  const paper = await savedReport(scenario);
  const appendix = paper.slice(paper.indexOf('Appendix: amendments and retractions'));
  expect(appendix.match(/: occurred/g)).toHaveLength(23);
  expect(appendix.replace(/\s+/g, ' ')).toContain('clock of B3 was 47 min');
  for (let index = 1; index <= 22; index += 1) expect(paper).toContain(`Step ${index} `);
  expect(paper).not.toContain('EXERCISE');

  // Noise has no clocks and is kept apart; one is a duplicate, another a scan and no incident.
  await toList(page);
  const list = page.getByRole('grid', { name: 'Incidents' });
  await expect(list).toContainText('Observed (3)');
  await reopenIncident(page, 'Port scan seen by the firewall');
  await expect(page.getByRole('list', { name: 'Most urgent clocks' }).getByRole('button')).toHaveCount(0);
  await giveVerdict(page, 'The same scan, told twice', null, 'Duplicate', 'INC-2');
  await giveVerdict(page, 'Probe of the mail gateway', 'False positive', 'Scan or probe', null);
  await toList(page);
  await expect(list).toContainText('Observed (1)');
  await expect(list).toContainText('Over (2)');

  // Holds: what is observed appears in the figures only; the exercise and what was none are counted apart.
  await runFromPalette(page, 'figures over all');
  const figures = page.getByRole('main', { name: 'Figures over all incidents' });
  await expect(figures).toContainText('2 incidents counted');
  await expect(figures).toContainText('1 exercise');
  await expect(figures).toContainText('2 false');
  await expect(figures).toContainText('Under observation');

  // The exercise says so on all paper: the document and a list.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main', { name: 'Incidents', exact: true })).toBeVisible();
  await reopenIncident(page, exercise);
  await expect(page.getByText('EXERCISE').first()).toBeVisible();
  expect(await savedReport(scenario)).toContain('EXERCISE');
  await goTo(page, 'm', 'Milestones');
  await expect(grid.getByRole('row').filter({ hasText: 'Reported' })).toBeVisible();
  await page.keyboard.press('Control+p');
  expect(await printed(1)).toMatch(/^EXERCISE · /);
  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
