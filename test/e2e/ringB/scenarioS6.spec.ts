// Several regulators over a weekend: a payment institution in Berlin (DORA, GDPR) with a managed-service subsidiary (NIS2), not registered with the SEC.
// The vault, the incident and the two packs of rules are made by the engine beforehand; milestones, answers, submissions, the amendment and the paper go through the window.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { must } from '../../support/engineHarness.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { keepPrints } from '../../support/printedPages.ts';
import { freshFolder, giveToApp, replaceDialog } from '../../support/runtime.ts';
import { launchScenario, type Scenario } from '../../support/scenarioClock.ts';
import { expect, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });

const incident = 'Payments stand still';
const regimes = { DORA: 'DORA: major ICT-related incident', NIS2: 'NIS2: significant incident', GDPR: 'GDPR: personal data breach', SEC: 'SEC: Form 8-K, Item 1.05' } as const;
type Regime = keyof typeof regimes;

async function seal(dialog: Locator, button: string): Promise<void> {
  await dialog.getByRole('button', { name: button, exact: true }).press('Enter');
  await expect(dialog).toHaveCount(0);
}

async function milestone(page: Page, kind: string, when: string): Promise<void> {
  await goTo(page, 'm', 'Milestones');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Record a milestone' });
  await dialog.getByRole('button', { name: /Milestone$/ }).click();
  await page.getByRole('option', { name: kind, exact: true }).click();
  await dialog.getByRole('textbox', { name: 'What shows it' }).fill('written down as it was');
  await dialog.getByRole('textbox', { name: 'Occurred' }).fill(when);
  await seal(dialog, 'Seal entry');
  await expect(page.getByRole('grid', { name: 'Milestones' }).getByRole('row').filter({ hasText: kind })).toBeVisible();
}

async function chooseRegime(page: Page, regime: Regime): Promise<void> {
  await goTo(page, 'Shift+R', 'Regulators');
  await page.getByRole('grid', { name: 'Regimes' }).getByRole('row').filter({ hasText: regimes[regime] }).click();
}

async function sent(page: Page, regime: Regime, clock: string, text: string, receipt: string): Promise<void> {
  await chooseRegime(page, regime);
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: `Sent to the authority: ${regimes[regime]}` });
  await chooseDuty(page, dialog, clock);
  await dialog.getByRole('textbox', { name: 'What was sent' }).fill(text);
  await dialog.getByRole('textbox', { name: 'Receipt or reference' }).fill(receipt);
  await seal(dialog, 'Record');
}

async function chooseDuty(page: Page, dialog: Locator, clock: string): Promise<void> {
  await dialog.getByRole('button', { name: /Which duty it meets/ }).click();
  await page.getByRole('option', { name: `(${clock})` }).click();
}

/** The lines of the clocks of a regime, as its dialog shows them; the dialog is closed by the caller with Escape. */
async function openRegime(page: Page, regime: Regime): Promise<(clock: string) => Locator> {
  await chooseRegime(page, regime);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: regimes[regime] });
  await expect(dialog).toBeVisible();
  return (clock) => dialog.getByRole('row').filter({ hasText: `${clock} ·` });
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A field of a worksheet that is open. */
async function worksheetField(page: Page, regime: Regime, worksheet: string, label: string): Promise<string> {
  await openRegime(page, regime);
  await page.getByRole('button', { name: `Worksheet: ${worksheet}` }).press('Enter');
  const sheet = page.getByRole('dialog', { name: `${regime} · ${worksheet}` });
  const value = await sheet.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) }).getByRole('cell').innerText();
  await closeDialog(page);
  return value;
}

/** Seals the photo of a receipt through the window. */
async function sealPhoto(scenario: Scenario): Promise<void> {
  const page = scenario.window;
  const folder = freshFolder('receipt');
  const file = path.join(folder, 'receipt.png');
  writeFileSync(file, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
  giveToApp(folder);
  await replaceDialog(scenario.app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  await goTo(page, 'e', 'Evidence');
  await page.keyboard.press('e');
  await page.getByRole('dialog', { name: 'Add evidence' }).getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'receipt.png' })).toContainText('In custody');
}

test('several regulators over a weekend', async () => {
  const profile = await prepareProfile({
    incident, start: '2026-12-02T08:30:00Z', body: { zone: 'Europe/Berlin', exercise: false },
    tell: async ({ engine, log, at }) => {
      at('2026-12-02T08:40:00Z');
      for (const pack of ['europe', 'united-states']) must(await engine.handlers['pack.take']({ log, source: { from: 'console', pack }, reason: 'payment institution in Berlin, managed services, office in New York' }));
    },
  });
  const scenario = await launchScenario('2026-12-02T09:05:00Z', profile);
  const page = scenario.window;
  const printed = await keepPrints(scenario.app);
  await unlockAndRead(page);
  await reopenIncident(page, incident);

  // Wednesday: the clock counts from the classification; a submission stops it only with its receipt.
  await milestone(page, 'Aware of ICT-related incident (DORA)', '2026-12-02 09:00Z');
  await scenario.setClock('2026-12-02T12:05:00Z');
  await milestone(page, 'Classified as major (DORA)', '2026-12-02 12:00Z');
  let clock = await openRegime(page, 'DORA');
  await expect(clock('DORA.INI')).toContainText('2026-12-02 16:00');
  await closeDialog(page);
  await scenario.setClock('2026-12-02T15:10:00Z');
  await sealPhoto(scenario);
  await chooseRegime(page, 'DORA');
  await page.keyboard.press('s');
  const initial = page.getByRole('dialog', { name: `Sent to the authority: ${regimes.DORA}` });
  await chooseDuty(page, initial, 'DORA.INI');
  await initial.getByRole('textbox', { name: 'What was sent' }).fill('initial notification over the portal');
  await initial.getByRole('textbox', { name: 'When' }).fill('2026-12-02 15:10Z');
  await expect(initial.getByRole('note')).toContainText('the clock runs on');
  await initial.getByRole('combobox', { name: 'Item of evidence that shows it' }).pressSequentially('EV-');
  await page.getByRole('option').filter({ hasText: 'EV-' }).click();
  await expect(initial.getByRole('note')).toHaveCount(0);
  await seal(initial, 'Record');
  clock = await openRegime(page, 'DORA');
  await expect(clock('DORA.INI').getByRole('cell').nth(1)).toHaveText('met');
  await expect(clock('DORA.INT')).toContainText('2026-12-05 15:10');
  await expect(clock('DORA.INT')).toContainText('2026-12-07 11:00');
  await closeDialog(page);

  // Thursday: the subsidiary.
  await scenario.setClock('2026-12-03T08:05:00Z');
  await milestone(page, 'Aware of significant incident (NIS2)', '2026-12-03 08:00Z');
  clock = await openRegime(page, 'NIS2');
  await expect(clock('NIS2.EW')).toContainText('2026-12-04 08:00');
  await expect(clock('NIS2.IN')).toContainText('2026-12-06 08:00');
  await closeDialog(page);
  await scenario.setClock('2026-12-03T20:00:00Z');
  await sent(page, 'NIS2', 'NIS2.EW', 'early warning', 'CSIRT-2026-4711');

  // Friday: personal data; and a regime that does not apply, which two stand for.
  await scenario.setClock('2026-12-04T16:25:00Z');
  await milestone(page, 'Aware of personal data breach', '2026-12-04 16:20Z');
  clock = await openRegime(page, 'GDPR');
  await expect(clock('GDPR.33')).toContainText('2026-12-07 16:20');
  await closeDialog(page);
  await chooseRegime(page, 'SEC');
  await page.keyboard.press('a');
  const answer = page.getByRole('dialog', { name: regimes.SEC });
  await answer.getByRole('radio', { name: 'not to be reported' }).press('Space');
  await answer.getByRole('textbox', { name: 'Reason' }).fill('not a registrant');
  await answer.getByRole('textbox', { name: 'Decided by' }).fill('R. Iversen');
  await expect(answer.getByRole('button', { name: 'Record the answer' })).toBeDisabled();
  await answer.getByRole('textbox', { name: 'Approved by' }).fill('M. Berg, general counsel');
  await seal(answer, 'Record the answer');
  clock = await openRegime(page, 'SEC');
  await expect(clock('SEC.105').first()).toContainText('not applicable');
  await closeDialog(page);

  // Saturday: each next stage counts from what was really submitted.
  await scenario.setClock('2026-12-05T14:00:00Z');
  await sent(page, 'DORA', 'DORA.INT', 'unchanged', 'BaFin-2');
  clock = await openRegime(page, 'DORA');
  await expect(clock('DORA.FIN')).toContainText('2027-01-05 14:00');
  await closeDialog(page);
  await scenario.setClock('2026-12-05T18:00:00Z');
  await sent(page, 'NIS2', 'NIS2.IN', 'incident notification', 'CSIRT-2026-4712');
  clock = await openRegime(page, 'NIS2');
  await expect(clock('NIS2.FR')).toContainText('2027-01-05 18:00');
  await closeDialog(page);

  // Sunday: the privacy officer knew earlier. The milestone is amended, the limit is over on arrival, and the reason is asked for.
  await scenario.setClock('2026-12-06T23:10:00Z');
  await goTo(page, 'm', 'Milestones');
  await page.getByRole('grid', { name: 'Milestones' }).getByRole('row').filter({ hasText: 'Aware of personal data breach' }).click();
  await page.keyboard.press('m');
  const amend = page.getByRole('dialog', { name: /^Amend/ });
  await amend.getByRole('button', { name: /Field/ }).click();
  await page.getByRole('option', { name: 'Occurred', exact: true }).click();
  await amend.getByRole('textbox', { name: 'Occurred' }).fill('2026-12-03 22:00Z');
  await amend.getByRole('textbox', { name: /Why it is amended/ }).fill('mail of the privacy officer was found');
  await seal(amend, 'Amend');
  clock = await openRegime(page, 'GDPR');
  await expect(clock('GDPR.33')).toContainText('overdue');
  await expect(clock('GDPR.33')).toContainText('2026-12-06 22:00');
  // Holds: the old due time is kept in the history.
  await expect(clock('GDPR.33')).toContainText('Due before the beginning was amended: 2026-12-07 16:20');
  await page.getByRole('button', { name: 'Give the reason of the delay…' }).press('Enter');
  const late = page.getByRole('dialog', { name: 'Decide about a clock' });
  await late.getByRole('textbox', { name: 'Decided by' }).fill('R. Iversen');
  await expect(late.getByRole('button', { name: 'Record the decision' })).toBeDisabled();
  await late.getByRole('textbox', { name: /^Reason/ }).fill('the mail was found on Sunday night');
  await seal(late, 'Record the decision');
  await scenario.setClock('2026-12-06T23:55:00Z');
  await sent(page, 'GDPR', 'GDPR.33', 'notification', 'DPA-99');
  clock = await openRegime(page, 'GDPR');
  await expect(clock('GDPR.33')).toContainText('met late');
  await expect(page.getByRole('button', { name: 'Give the reason of the delay…' })).toHaveCount(0);
  await closeDialog(page);

  // Holds: no milestone moved another.
  clock = await openRegime(page, 'NIS2');
  await expect(clock('NIS2.EW')).toContainText('2026-12-04 08:00');
  await expect(clock('NIS2.FR')).toContainText('2027-01-05 18:00');
  await closeDialog(page);
  clock = await openRegime(page, 'DORA');
  await expect(clock('DORA.INI')).toContainText('2026-12-02 16:00');
  await expect(clock('DORA.FIN')).toContainText('2027-01-05 14:00');
  await closeDialog(page);

  // Holds: four worksheets share one timeline.
  const timeline = await worksheetField(page, 'DORA', 'Intermediate report', 'Date and time of occurrence');
  expect(timeline.split('\n').map((line) => line.slice(0, 17))).toEqual(['2026-12-02 09:00Z', '2026-12-02 12:00Z', '2026-12-03 08:00Z', '2026-12-03 22:00Z']);
  expect(await worksheetField(page, 'NIS2', 'Final report', 'Timeline')).toBe(timeline);
  for (const [regime, worksheet, label] of [['NIS2', 'Early warning', 'When we became aware'], ['GDPR', 'Notification to the authority (Article 33)', 'When we became aware']] as const) {
    expect(timeline.split('\n')).toContain(await worksheetField(page, regime, worksheet, label));
  }

  // Holds: the print lists the regimes that are not reported, with reasons.
  await goTo(page, 'Shift+R', 'Regulators');
  await page.keyboard.press('Control+p');
  const paper = await printed(1);
  const [owed = '', unreported = ''] = paper.split('Regimes not reported, with reasons');
  expect(unreported).toMatch(/SEC: Form 8-K.*not to be reported.*not a registrant.*R\. Iversen/);
  expect(owed).toContain('DPA-99');
  expect(owed).toContain('2026-12-06 22:00');
  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
