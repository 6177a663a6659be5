// Scenario S4, customer notification at 20 hours, on the clocks of the story. The approval comes from another person at the same laptop here; from a laptop of their own it comes in scenarioS4Two.spec.ts.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { plugPrinter } from '../../support/paperPrinter.ts';
import { prepareProfile, type Story } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, replaceDialog } from '../../support/runtime.ts';
import { launchScenario, type Scenario } from '../../support/scenarioClock.ts';
import { reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Records read from the customer store';
const notifyClock = 'Notify the customer by e-mail and phone';

const rowOf = (page: Page, grid: string, text: string): Locator => page.getByRole('grid', { name: grid, exact: true }).getByRole('row').filter({ hasText: text });
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });
const time = (instant: string) => ({ at: Date.parse(instant), precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: instant, clockSource: 'device' }) as unknown as NonNullable<Parameters<Story['record']>[2]>['occurred'] & object;

/** Vector 1: discovered Saturday 20:00Z, confirmed and with impact on the customer Sunday 01:30Z; customer data in scope. */
async function beginning({ record, at }: Story): Promise<void> {
  await record('milestone', { milestone: 'discovered', basis: 'alert on the store' }, { occurred: time('2026-11-21T20:00:00Z') });
  await record('milestone', { milestone: 'confirmed', basis: 'queries of a stranger in the log' }, { occurred: time('2026-11-22T01:30:00Z') });
  await record('milestone', { milestone: 'customerImpactConfirmed', basis: 'the tables are the customer’s' }, { occurred: time('2026-11-22T01:30:00Z') });
  await record('data-set', { ref: '', name: 'Customer records', categories: ['personal'], subjects: ['customer'], regimes: ['contract'], jurisdictions: [], stateAtExposure: 'stored', disclosed: 'potentially', encrypted: 'no' });
  await record('contact', { name: 'Berit Dahl', organisation: 'Customer', contactKinds: ['security'], numbers: ['+47 22 00 01'], emails: ['security@customer.example'] });
  await record('contact', { name: 'Arne Lie', organisation: 'Customer', contactKinds: ['admin'], numbers: ['+47 22 00 02'], emails: [] });
  await record('channel', { ref: '', channelKind: 'email', label: 'Spare mailbox', address: 'spare@box.example', dependencies: [], needs: [], state: 'trusted' });
  await record('code-sheet', { ref: '', lines: 30, holder: 'Customer', state: 'issued' });
  at('2026-11-22T02:00:00Z');
  await record('action', { ref: '', title: 'Key of the stranger revoked', actionKind: 'rotate-credential', targets: [], authority: { basis: 'not-stated' }, state: 'done' });
}

async function choose(page: Page, form: Locator, label: string, option: string): Promise<void> {
  await form.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
}

async function approve(page: Page, by: string): Promise<void> {
  await inspector(page).getByRole('button', { name: /^Approve/ }).click();
  const form = page.getByRole('dialog', { name: /^Approve M-/ });
  await form.getByRole('textbox', { name: 'Who approves' }).fill(by);
  await form.getByRole('button', { name: 'Seal entry' }).click();
  await expect(inspector(page).getByText(new RegExp(`Approved by ${by}, `))).toBeVisible();
}

/** Records that the selected message went out, in words of the form. */
async function recordSending(page: Page, fill: (form: Locator) => Promise<void>): Promise<void> {
  await inspector(page).getByRole('button', { name: /^Record sending/ }).click();
  const form = page.getByRole('dialog', { name: /went out$/ });
  await expect(form.getByRole('textbox', { name: 'With' })).toBeVisible();
  await fill(form);
  await form.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(form).toHaveCount(0);
}

async function openClock(page: Page, name: string): Promise<Locator> {
  await goTo(page, 'l', 'Clocks');
  await rowOf(page, 'Clocks', name).dblclick();
  return page.getByRole('dialog', { name });
}

async function photoOfTheMail(scenario: Scenario): Promise<void> {
  const page = scenario.window;
  const folder = freshFolder('photo');
  const photo = path.join(folder, 'handset-photo.png');
  writeFileSync(photo, Buffer.from('iVBORw0KGgo=', 'base64'));
  giveToApp(folder);
  await replaceDialog(scenario.app, 'showOpenDialog', { canceled: false, filePaths: [photo] });
  await goTo(page, 'e', 'Evidence');
  await page.keyboard.press('e');
  await page.getByRole('dialog', { name: 'Add evidence' }).getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'handset-photo.png' })).toContainText('In custody');
}

test('S4: a notice at 20 hours needs its three blocks, a second person and both ways; its update clock and its correction follow from it', async () => {
  const profile = await prepareProfile({
    operator: { name: 'Dee Oduya', initials: 'DO', role: 'Customer liaison' }, start: '2026-11-22T01:35:00Z', incident: title, tell: beginning,
    body: { codename: 'KELP', summary: 'A stranger read tables of the customer store.', exercise: false, tlp: 'AMBER', zone: 'UTC', clockProfiles: ['customer-contract'] },
  });
  const scenario = await launchScenario('2026-11-22T15:59:00Z', profile);
  const page = scenario.window;
  const printer = await plugPrinter(scenario.app);
  await unlockAndRead(page);
  await reopenIncident(page, title);

  // Sunday 16:00Z: 20 hours after the discovery the shadow clock is amber; both readings stand in its dialog.
  await scenario.setClock('2026-11-22T16:00:00Z');
  const first = await openClock(page, notifyClock);
  await expect(first).toContainText(/Due \(UTC\)\s*2026-11-23 01:30/);
  await expect(first).toContainText(/Stricter reading\s*2026-11-22 20:00/);
  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'Clocks', notifyClock).locator('[data-tone]')).toHaveAttribute('data-tone', 'soon');
  await expect(rowOf(page, 'Clocks', notifyClock)).toContainText('03:59:');

  // The draft opens filled from the journal; without an estimated impact it cannot be approved.
  await goTo(page, 'Shift+m', 'Messages');
  await page.keyboard.press('n');
  const compose = page.getByRole('dialog', { name: 'Write a message' });
  await expect(compose.getByRole('textbox', { name: 'Brief description' })).toHaveValue(/A stranger read tables[^]*2026-11-21T20:00Z[^]*2026-11-22T01:30Z/);
  await expect(compose.getByRole('textbox', { name: /^Measures/ })).toHaveValue(/Key of the stranger revoked/);
  await expect(compose.getByRole('textbox', { name: 'Subject' })).toHaveValue(/^KELP/);
  await expect(compose.getByText('Still empty: Estimated impact')).toBeVisible();
  await compose.getByRole('textbox', { name: 'Recipients' }).fill('security@customer.example');
  await compose.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(compose).toHaveCount(0);
  await inspector(page).getByRole('button', { name: /^Approve/ }).click();
  const blocked = page.getByRole('dialog', { name: /^Approve M-/ });
  await expect(blocked.getByRole('alert')).toContainText('Estimated impact');
  await blocked.getByRole('textbox', { name: 'Who approves' }).fill('Legal counsel');
  await expect(blocked.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await inspector(page).getByRole('button', { name: /^Amend/ }).click();
  const amend = page.getByRole('dialog', { name: /^Amend/ });
  await choose(page, amend, 'Field', 'Estimated impact');
  await amend.getByRole('textbox', { name: 'Estimated impact' }).fill('10,000 to 12,000 records (likely).');
  await amend.getByRole('textbox', { name: /reason|why/i }).fill('count of the export');
  await amend.getByRole('button', { name: /^Amend/ }).click();
  await expect(amend).toHaveCount(0);

  // 16:25Z legal approves: four eyes.
  await scenario.setClock('2026-11-22T16:25:00Z');
  await approve(page, 'Legal counsel');
  // Holds: three blocks present in print.
  await inspector(page).getByRole('button', { name: /^Print/ }).click();
  const paper = await printer.next();
  expect(paper.text).toContain('TLP:AMBER');
  expect(paper.text).toMatch(/Description\s+A stranger read tables/);
  expect(paper.text).toMatch(/Estimated impact\s+10,000 to 12,000 records \(likely\)/);
  expect(paper.text).toMatch(/Measures for investigation and remediation Key of the stranger revoked/);
  expect(paper.text).toMatch(/by Legal counsel, 2026-11-22T16:25Z/);

  // 16:40Z the e-mail goes out by handset from the spare mailbox, with a photo as proof.
  await scenario.setClock('2026-11-22T16:40:00Z');
  await photoOfTheMail(scenario);
  await goTo(page, 'Shift+m', 'Messages');
  await rowOf(page, 'Messages', 'KELP').click();
  await recordSending(page, async (form) => {
    await choose(page, form, 'Channel', 'Spare mailbox');
    await choose(page, form, 'What shows it', 'Photo');
    await form.getByRole('combobox', { name: 'Evidence item' }).fill('handset');
    await page.getByRole('option', { name: /handset-photo/ }).click();
  });
  // Holds: the clock cannot be stopped by e-mail alone.
  await goTo(page, 'l', 'Clocks');
  await expect(rowOf(page, 'Clocks', notifyClock)).toContainText('running');
  await expect(rowOf(page, 'Clocks', notifyClock)).toContainText('1 of 2');

  // 16:45Z nobody answers; 16:52Z the other contact was reached, called back, and read back what counts.
  await scenario.setClock('2026-11-22T16:45:00Z');
  await goTo(page, 'Shift+m', 'Messages');
  await rowOf(page, 'Messages', 'KELP').click();
  await recordSending(page, async (form) => {
    await choose(page, form, 'How', 'Spoken');
    await choose(page, form, 'Outcome', 'No answer');
    await form.getByRole('textbox', { name: 'With' }).fill('Berit Dahl');
  });
  await goTo(page, 'l', 'Clocks');
  await expect(rowOf(page, 'Clocks', notifyClock)).toContainText('1 of 2');
  await scenario.setClock('2026-11-22T16:52:00Z');
  await goTo(page, 'Shift+m', 'Messages');
  await rowOf(page, 'Messages', 'KELP').click();
  await recordSending(page, async (form) => {
    await choose(page, form, 'How', 'Spoken');
    await form.getByRole('textbox', { name: 'With' }).fill('Arne Lie');
    await choose(page, form, 'How they prove it', 'Line of a code sheet');
    await choose(page, form, 'What shows it', 'Read back');
    await form.getByRole('textbox', { name: /words read back/ }).fill('tables read, 10,000 to 12,000 records, key revoked');
  });
  // Met with 8 h 38 min left on the formal reading, 3 h 8 min on the strict one. Holds: both channel records are linked.
  const met = await openClock(page, notifyClock);
  await expect(met).toContainText(/State\s*met/i);
  await expect(met).toContainText(/8 h 3[78] min, 3 h [78] min on the stricter reading/);
  await expect(met.getByText('Stopped by').locator('xpath=following-sibling::*[1]').getByRole('button')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await goTo(page, 'Shift+m', 'Messages');
  await rowOf(page, 'Messages', 'KELP').click();
  await expect(inspector(page)).toContainText(/Relayed by handset[^]*No answer[^]*Spoken · Arne Lie · Reached · tables read/);

  // The update clock runs from the first notice: due Monday 16:40Z; update 1 on Monday 11:00Z moves it to Tuesday 11:00Z.
  await goTo(page, 'l', 'Clocks');
  await expect(rowOf(page, 'Clocks', 'Update the customer')).toContainText('2026-11-23 16:40');
  await scenario.setClock('2026-11-23T11:00:00Z');
  await goTo(page, 'Shift+m', 'Messages');
  await page.keyboard.press('n');
  await choose(page, compose, 'Kind', 'Status update');
  await compose.getByRole('textbox', { name: 'Findings' }).fill('No second key was used.');
  await compose.getByRole('textbox', { name: 'Work in progress' }).fill('Logs are read, until Tuesday.');
  await compose.getByRole('textbox', { name: 'When systems are restored' }).fill('Nothing is down.');
  await expect(compose.getByRole('textbox', { name: 'Actions taken' })).toHaveValue(/revoked/);
  await compose.getByRole('textbox', { name: 'Recipients' }).fill('security@customer.example');
  await compose.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(compose).toHaveCount(0);
  await approve(page, 'Legal counsel');
  await recordSending(page, () => Promise.resolve());
  await goTo(page, 'l', 'Clocks');
  await expect(rowOf(page, 'Clocks', 'Update the customer, no. 2')).toContainText('2026-11-24 11:00');

  // Tuesday: the number was wrong. The correction names the first message and says what changed.
  await scenario.setClock('2026-11-24T09:00:00Z');
  await goTo(page, 'Shift+m', 'Messages');
  await rowOf(page, 'Messages', 'Customer notification').click();
  await inspector(page).getByRole('button', { name: /^Correct/ }).click();
  const correct = page.getByRole('dialog', { name: 'Correct a message that went out' });
  await expect(correct.getByRole('textbox', { name: 'Estimated impact' })).toHaveValue(/12,000/);
  await correct.getByRole('textbox', { name: 'Estimated impact' }).fill('1,200 records.');
  await correct.getByRole('textbox', { name: 'What changed' }).fill('1,200 records, not 12,000.');
  await correct.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(correct).toHaveCount(0);
  await approve(page, 'Legal counsel');
  await inspector(page).getByRole('button', { name: /^Print/ }).click();
  const correction = await printer.next();
  expect(correction.text).toMatch(/Corrects M-\w\w-001 of 2026-11-22T16:40Z 1,200 records, not 12,000\./);
  // Holds: the wrong number stays visible as corrected.
  await page.getByRole('row', { name: /^M-\w\w-001 / }).click();
  await expect(inspector(page)).toContainText('10,000 to 12,000 records');
  await expect(inspector(page)).toContainText('It is corrected by another message.');

  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
