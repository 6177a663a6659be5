// Scenario S3, shift change after eight hours, on the clocks of the story. Both people work on the same laptop: the second laptop and sync are not part of it.
// The console counts each clock and each open hypothesis as an item of its own, so that the sheet has 19 items where the story counts 12.
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { BodyOf } from '#domain';
import { goTo } from '../../support/goTo.ts';
import { plugPrinter } from '../../support/paperPrinter.ts';
import { prepareProfile, type Story } from '../../support/preparedProfile.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Two file servers encrypted';
const rowOf = (page: Page, grid: string, text: string): Locator => page.getByRole('grid', { name: grid, exact: true }).getByRole('row').filter({ hasText: text });
type Time = NonNullable<BodyOf<'task'>['due']>;
const time = (instant: string): Time => ({ at: Date.parse(instant) as NonNullable<Time['at']>, precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: instant, clockSource: 'device' });

/** T is 06:00Z. What the first hours left: Ana coordinates, nine clocks run, one approval is asked for, one item is in transit, two logs expire. */
async function beginning({ record, at }: Story): Promise<void> {
  for (const kind of ['declared', 'discovered', 'confirmed', 'customerImpactConfirmed'] as const) await record('milestone', { milestone: kind, basis: 'seen on FS01' });
  await record('assignment', { role: 'incident-coordinator', person: 'Ana Ek', state: 'accepted' });
  await record('shift', { person: 'Ana Ek', begins: time('2026-11-21T06:00:00Z'), ends: time('2026-11-21T14:00:00Z') });
  await record('shift', { person: 'Cem Ay', begins: time('2026-11-21T14:00:00Z'), ends: time('2026-11-21T22:00:00Z') });
  at('2026-11-21T06:40:00Z');
  const disk = { ref: '', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana Ek', custodian: 'Ana Ek' } as const;
  await record('evidence', { ...disk, name: 'Disk of FS01', sealNumber: '88121', storage: 'safe' });
  const second = await record('evidence', { ...disk, name: 'Disk of FS02', sealNumber: '88122' });
  at('2026-11-21T11:00:00Z');
  await record('custody', { item: second.entryId, type: 'release', by: 'Ana Ek', to: 'Ben Sol', method: 'hand', purpose: 'imaging' });
  await record('task', { ref: '', title: 'Call customer B', owner: 'Ana Ek', state: 'assigned' });
  await record('task', { ref: '', title: 'Proxy log is overwritten', owner: 'Ana Ek', due: time('2026-11-22T06:00:00Z'), state: 'assigned' }, { tags: ['expires'] });
  await record('task', { ref: '', title: 'VPN log is overwritten', owner: 'Ana Ek', due: time('2026-11-23T06:00:00Z'), state: 'assigned' }, { tags: ['expires'] });
  for (const statement of ['Entry by the backup account', 'Entry by mail', 'The supplier link was used']) await record('finding', { ref: '', statement, findingKind: 'hypothesis', confidence: 'low', state: 'open' });
  at('2026-11-21T13:20:00Z');
  await record('communication', { direction: 'out', communicationKind: 'internal', text: 'Update to our own people' });
  for (const host of ['FS01', 'FS02', 'FS03', 'FS04']) await record('action', { ref: '', title: `Isolated ${host}`, actionKind: 'isolate-host', targets: [host], authority: { basis: 'not-stated' }, state: 'done' });
  const action = await record('action', { ref: '', title: 'Cut the supplier link', actionKind: 'restrict-supplier-link', targets: [], authority: { basis: 'not-stated' }, state: 'proposed' });
  await record('approval', { ref: '', action: action.entryId, targets: [], seat: 'single', requestedBy: 'Ben Sol', approver: 'Ana Ek', expiresAt: time('2026-11-21T14:10:00Z') });
}

async function answer(page: Page, item: string, key: string, dialog: RegExp, note: string): Promise<void> {
  await rowOf(page, 'Items of the hand-over', item).click();
  await page.keyboard.press(key);
  const form = page.getByRole('dialog', { name: dialog });
  await expect(form.getByRole('textbox')).toBeFocused();
  await form.getByRole('textbox').fill(note);
  await form.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(form).toHaveCount(0);
}

test('S3: a shift change by items: one is refused and keeps its owner, one coordinator follows the other, and a request goes on with its expiry', async () => {
  const profile = await prepareProfile({
    operator: { name: 'Ana Ek', initials: 'AE', role: 'Incident coordinator' }, start: '2026-11-21T06:00:00Z', incident: title, tell: beginning,
    body: { codename: 'KELP', severity: 'critical', major: true, exercise: false, tlp: 'AMBER', zone: 'UTC', clockProfiles: ['customer-contract'] },
  });
  const scenario = await launchScenario('2026-11-21T13:29:00Z', profile);
  const page = scenario.window;
  const printer = await plugPrinter(scenario.app);
  await unlockAndRead(page);
  await reopenIncident(page, title);

  // T+450: the hand-over is amber, 30 min before the end of the shift; nine clocks run.
  await goTo(page, 'l', 'Clocks');
  const handoverClock = rowOf(page, 'Clocks', 'On duty: Ana Ek');
  await expect(handoverClock.locator('[data-tone]')).toHaveAttribute('data-tone', 'calm');
  await scenario.setClock('2026-11-21T13:30:00Z');
  await expect(handoverClock.locator('[data-tone]')).toHaveAttribute('data-tone', 'soon');
  await expect(handoverClock).toContainText('2026-11-21 14:00');
  await expect(rowOf(page, 'Clocks', 'running')).toHaveCount(9);

  // Ana adds to what the console builds from the journal, at T+460.
  await scenario.setClock('2026-11-21T13:40:00Z');
  await goTo(page, 'Shift+h', 'Shift hand-over');
  await page.keyboard.press('n');
  const compose = page.getByRole('dialog', { name: 'Hand over' });
  await expect(compose.getByRole('textbox', { name: 'Outgoing' })).toHaveValue('Ana Ek');
  await expect(compose.getByRole('region', { name: 'From the journal' })).toContainText('Call customer B');
  await compose.getByRole('textbox', { name: 'Incoming' }).fill('Cem Ay');
  await compose.getByRole('textbox', { name: 'Tried without success' }).fill('Blocking the beacon by name');
  await compose.getByRole('textbox', { name: 'Condition of the people' }).fill('Ben has been awake for 20 hours');
  await compose.getByRole('button', { name: 'Seal the hand-over' }).press('Enter');
  const standing = page.getByRole('main', { name: 'Shift hand-over' }).getByRole('status');
  await expect(standing).toContainText('19 items: 0 accepted, 0 refused, 19 open');

  // T+462: the sheet on paper. Holds: it lists the expiring approval and both expiries.
  await scenario.setClock('2026-11-21T13:42:00Z');
  await page.keyboard.press('Control+p');
  const paper = await printer.next();
  expect(paper.text).toMatch(/Approval AP-\w\w-001 A-\w\w-005 Cut the supplier link asked of Ana Ek by Ben Sol 2026-11-21T14:10Z/);
  expect(paper.text).toMatch(/Expiry T-\w\w-\d+ Proxy log is overwritten assigned 2026-11-22T06:00Z/);
  expect(paper.text).toMatch(/Expiry T-\w\w-\d+ VPN log is overwritten assigned 2026-11-23T06:00Z/);
  expect(paper.text).toContain('Ben has been awake for 20 hours');
  expect(paper.pages).toBeLessThanOrEqual(4);
  // Holds: the hash of the sheet is in the journal.
  const hash = /Sheet sha256 ([0-9a-f]{16})/.exec(await standing.innerText())?.[1] ?? '';
  expect(hash).not.toBe('');
  expect(paper.text).toContain(`content sha256 ${hash}`);

  await answer(page, 'The supplier link was used', 'q', /^Ask about item/, 'On what ground?');
  await answer(page, 'The supplier link was used', 'w', /^Answer about item/, 'A session of theirs at 05:50');

  // T+470: Cem refuses one item, looks at the seal before he takes the disk, and accepts the rest.
  await scenario.setClock('2026-11-21T13:50:00Z');
  await answer(page, 'Call customer B', 'x', /^Refuse item/, 'no language');
  await answer(page, 'Disk of FS01', 'a', /^Accept item/, 'seal 88121 whole');
  await scenario.setClock('2026-11-21T13:54:00Z');
  await page.keyboard.press('Shift+a');
  await expect(standing).toContainText('19 items: 18 accepted, 1 refused, 0 open');
  await expect(standing).toContainText('complete');

  // Holds: the refused item still has an owner.
  await expect(rowOf(page, 'Items of the hand-over', 'Call customer B')).toContainText('Ana Ek');
  await goTo(page, 'k', 'Tasks');
  await expect(rowOf(page, 'Tasks', 'Call customer B')).toContainText('Ana Ek');
  await expect(rowOf(page, 'Tasks', 'VPN log')).toContainText('Cem Ay');
  // Evidence: a custody event was written.
  await goTo(page, 'e', 'Evidence');
  await expect(page.getByRole('row').filter({ hasText: 'Disk of FS01' })).toContainText('Cem Ay');
  await expect(page.getByRole('row').filter({ hasText: 'Disk of FS02' })).toContainText('In transit to Ben Sol');

  // Holds: at no instant zero or two coordinators. The one ends when the other begins, and nobody claims the role beside them.
  await goTo(page, 'w', 'Roles and shifts');
  const holder = (person: string): Locator => page.getByRole('grid', { name: 'Roles and shifts' }).getByRole('row', { name: new RegExp(`^Incident coordinator ${person}`) });
  await expect(holder('Cem Ay')).toContainText('active');
  await expect(holder('Ana Ek')).toContainText('handed over');
  const tenure = async (person: string): Promise<readonly string[]> => (await holder(person).innerText()).match(/2026-11-21 \d\d:\d\d:\d\d/g) ?? [];
  const [from, until] = await tenure('Ana Ek');
  expect(from).toMatch(/^2026-11-21 06:00:/);
  expect(until).toMatch(/^2026-11-21 13:54/);
  expect(await tenure('Cem Ay')).toEqual([until]);
  await expect(rowOf(page, 'Roles and shifts', 'Incident coordinator')).toHaveCount(2);
  await expect(page.getByText('nobody coordinates it')).toHaveCount(0);

  // The request waits for Cem now, by an entry; its expiry is the same.
  await goTo(page, 'x', 'Approvals');
  await expect(rowOf(page, 'Approvals', 'Cut the supplier link')).toHaveCount(1);
  await expect(rowOf(page, 'Approvals', 'Cut the supplier link')).toContainText(/Waits[^]*Cem Ay[^]*2026-11-21[T ]14:10/);
  await goTo(page, 'l', 'Clocks');
  await expect(handoverClock).toContainText('met');

  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
