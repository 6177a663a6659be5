// S2, ransomware on file servers: the first forty minutes at one laptop, and the disk that changes hands at the same laptop. From the arrival of the second laptop on (the cable, the union
// of two journals, the conflict of two severities, one step ticked twice, the hand-over between laptops) it is in scenarioS2Two.spec.ts.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { custodyFormOf, openItem, recordCustody, saySomethingOf } from '../../support/custodySteps.ts';
import { goTo } from '../../support/goTo.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, replaceDialog } from '../../support/runtime.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { choose, openForm, rowsOf, seal } from '../../support/scenarioSteps.ts';
import { reopenIncident } from '../../support/vaultSteps.ts';
import { unlock } from '../ringA/window.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Ransomware on file servers';
const playbook = 'Ransomware or destructive encryption';
const hash = 'c'.repeat(64);
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

async function beginIsolation(page: Page, target: string): Promise<Locator> {
  await goTo(page, 'a', 'Actions');
  const dialog = await openForm(page, 'n', 'New action');
  await dialog.getByRole('textbox', { name: 'What', exact: true }).fill(`Isolate ${target}`);
  await choose(page, dialog, /Kind/, 'Isolate host');
  await dialog.getByRole('textbox', { name: 'Targets' }).fill(target);
  return dialog;
}

async function addPhysical(page: Page, name: string, kind: string, fields: Readonly<Record<string, string>>): Promise<string> {
  await goTo(page, 'e', 'Evidence');
  const dialog = await openForm(page, 'Shift+E', 'Add an item without a file');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await choose(page, dialog, /Kind/, kind);
  for (const [label, text] of Object.entries(fields)) await dialog.getByRole('textbox', { name: label, exact: true }).fill(text);
  await seal(dialog);
  return refOf(page, name);
}

async function refOf(page: Page, name: string): Promise<string> {
  const row = rowsOf(page, 'Evidence', name);
  await expect(row).toContainText('In custody');
  return /EV-[A-Z0-9]{2}-\d{3}/.exec(await row.innerText())?.[0] ?? '';
}

test('S2: ransomware on file servers, the first forty minutes and the disk that changes hands', async () => {
  const start = await prepareProfile({
    incident: title, start: '2026-12-07T07:00:00Z', operator: { name: 'Ana Ruiz', initials: 'AR', role: 'Incident handler' },
    body: { types: ['malicious-code:infected-system', 'availability:sabotage'] },
    tell: async ({ record }) => {
      for (const name of ['FS01', 'FS02']) await record('system', { ref: '', name, systemKind: 'server', addresses: [], criticality: 'critical', state: 'suspected' });
    },
  });
  const folder = freshFolder('scenario');
  const photo = path.join(folder, 'note.jpg');
  writeFileSync(photo, Buffer.from('ffd8ffe000104a46494600', 'hex'));
  giveToApp(folder);
  const scenario = await launchScenario('2026-12-07T08:00:00Z', start);
  const page = scenario.window;
  await unlock(page);
  await reopenIncident(page, title);

  // T+0: PB-01 starts.
  await goTo(page, 'p', 'Playbook');
  const proposed = rowsOf(page, 'Playbooks', playbook);
  await expect(proposed).toContainText('proposed');
  await proposed.click();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: playbook }).getByRole('button', { name: 'Start this playbook' }).press('Enter');
  await expect(page.getByRole('grid', { name: `Steps of ${playbook}` })).toBeVisible();

  // T+4: the photo of the note is the first item.
  await scenario.setClock('2026-12-07T08:04:00Z');
  await replaceDialog(scenario.app, 'showOpenDialog', { canceled: false, filePaths: [photo] });
  await goTo(page, 'e', 'Evidence');
  await (await openForm(page, 'e', 'Add evidence')).getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  const first = await refOf(page, 'note.jpg');
  expect(first).toMatch(/-001$/);

  // T+6: the clock of the host is 3 min 12 s fast against the phone, and the system keeps that.
  await scenario.setClock('2026-12-07T08:06:00Z');
  await goTo(page, 'y', 'Systems');
  await rowsOf(page, 'Systems', 'FS01').click();
  const amend = await openForm(page, 'm', /^Amend/);
  await choose(page, amend, /Field/, 'Clock error');
  await amend.getByRole('textbox', { name: 'Clock error' }).fill('192');
  await amend.getByRole('textbox', { name: 'Why it is amended' }).fill('compared with the phone at 08:06Z');
  await seal(amend, 'Amend');
  await expect(inspector(page).getByText('source clock is 3 min 12 s fast').first()).toBeVisible();

  // T+9: isolating warns to capture first; FS02 is isolated at once, and the reason for what was skipped is kept.
  await scenario.setClock('2026-12-07T08:09:00Z');
  const isolate = await beginIsolation(page, 'FS02');
  const capture = isolate.getByRole('group', { name: /Capture first: this may be lost/ });
  for (const what of ['Memory', 'Network connections', 'Host clock against a reference']) await choose(page, capture, new RegExp(`${what}$|^.*${what}`), 'Skipped');
  const submit = isolate.getByRole('button', { name: 'Seal entry' });
  await expect(submit).toBeDisabled();
  const reasons = capture.getByRole('textbox', { name: /Skipped because/ });
  for (const index of [0, 1, 2]) await reasons.nth(index).fill('encryption running');
  await seal(isolate);
  await expect(inspector(page).getByText('encryption running').first()).toBeVisible();

  // T+9 to T+23: rank 2 of FS01 first, memory to the external disk; the hash is there after 14 minutes.
  await scenario.setClock('2026-12-07T08:23:00Z');
  const image = await addPhysical(page, 'Memory image of FS01', 'Memory image', { 'From system': 'FS01' });
  await openItem(page, 'Memory image of FS01');
  await inspector(page).getByRole('button', { name: 'How it was acquired' }).click();
  const acquisition = page.getByRole('dialog', { name: 'How the item was acquired' });
  await acquisition.getByRole('textbox', { name: 'Tool', exact: true }).fill('Memory grabber');
  await acquisition.getByRole('textbox', { name: 'Version' }).fill('4.2');
  await choose(page, acquisition, /Method/, 'Live');
  await acquisition.getByRole('textbox', { name: 'Began' }).fill('2026-12-07 08:09:00Z');
  for (const field of ['Hash of the source', 'Hash of the output']) await acquisition.getByRole('textbox', { name: field }).fill(hash);
  await choose(page, acquisition, /Compared/, 'Hashes match');
  await seal(acquisition);
  await expect(inspector(page).getByText('Acquired with Memory grabber: Hashes match')).toBeVisible();
  await page.getByRole('radio', { name: 'Volatility checklist' }).click();
  const memory = page.getByRole('row').filter({ hasText: 'Memory; processes' });
  await memory.click();
  await page.keyboard.press('c');
  const line = page.getByRole('dialog', { name: 'Captured' });
  await line.getByRole('textbox', { name: 'Tool' }).fill('Memory grabber 4.2');
  await seal(line);
  await expect(memory).toContainText('Captured');
  await expect(memory).not.toContainText('after what keeps longer');
  await page.getByRole('radio', { name: 'Items' }).click();

  // T+40: the disk that holds the image, sealed and in the safe; the witness attests the entry of that event.
  await scenario.setClock('2026-12-07T08:40:00Z');
  const disk = await addPhysical(page, 'External disk', 'Storage media', { 'Seal number': '88121', 'Serial number': 'S6PT0001' });
  await openItem(page, 'External disk');
  await recordCustody(page, 'Store', { Place: 'Safe 2, room 114', 'Seal number': '88121' });
  await expect(inspector(page).getByText('Seal 88121', { exact: true })).toBeVisible();
  await saySomethingOf(page, 'Confirm', /Safe 2, room 114/, 'Berit Aune, witness: seal 88121 seen closed');

  // T+300: Ana releases the disk to Ben. Holds: refusing the receipt keeps Ana as custodian.
  await scenario.setClock('2026-12-07T13:00:00Z');
  const release = { 'To': 'Ben Okoro', 'Purpose': 'Examination', 'Seal number': '88121' };
  await recordCustody(page, 'Release', release);
  const row = rowsOf(page, 'Evidence', 'External disk');
  await expect(row).toContainText('In transit to Ben Okoro');
  await recordCustody(page, 'Refuse', { By: 'Ben Okoro', Notes: 'no label on the bag' });
  await expect(row).toContainText('Ana Ruiz');
  await expect(row).toContainText('In custody');
  await scenario.setClock('2026-12-07T13:05:00Z');
  await recordCustody(page, 'Label', {});
  await recordCustody(page, 'Release', release);
  // It shows in transit until Ben has checked the seal and accepts.
  await expect(row).toContainText('In transit to Ben Okoro');
  await expect(row).toContainText('Ana Ruiz');
  await scenario.setClock('2026-12-07T13:08:00Z');
  await recordCustody(page, 'Receive', { 'By': 'Ben Okoro', 'Seal number': '88121', 'Condition': 'seal closed' });
  await expect(row).toContainText('Ben Okoro');
  await expect(row).toContainText('In custody');
  await expect(inspector(page).getByText('Seal 88121', { exact: true })).toBeVisible();

  // Holds: no id collides or changes.
  expect(new Set([first, image, disk])).toEqual(new Set(['001', '002', '003'].map((number) => first.replace(/\d+$/, number))));
  for (const [name, ref] of [['note.jpg', first], ['Memory image of FS01', image], ['External disk', disk]] as const) await expect(rowsOf(page, 'Evidence', name)).toContainText(ref);
  // Holds: the custody form prints collected by Ana, safe, Ana, Ben, without a gap.
  await expect(inspector(page).getByText(/Gap in custody/)).toHaveCount(0);
  const form = await custodyFormOf(scenario, folder);
  expect(form).toMatch(/Ana Ruiz[\s\S]*store[\s\S]*88121[\s\S]*release[\s\S]*refuse[\s\S]*release[\s\S]*receive[\s\S]*Ben Okoro/);
  expect(form).toMatch(/Berit\s+Aune, witness/);
  expect(form).not.toContain('Open to question');
  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
