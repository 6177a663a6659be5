// Scenario S3, shift change after eight hours, on the clocks of the story. Both people work at the same laptop here; with a laptop each it is in scenarioS3Two.spec.ts.
// The console counts each clock and each open hypothesis as an item of its own, so that the sheet has 19 items where the story counts 12.
import { expect, test, type Locator } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { plugPrinter } from '../../support/paperPrinter.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { rowsOf } from '../../support/scenarioSteps.ts';
import { answerItem, endOfShift } from '../../support/shiftChange.ts';
import { reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });

const title = endOfShift.incident;

test('S3: a shift change by items: one is refused and keeps its owner, one coordinator follows the other, and a request goes on with its expiry', async () => {
  const profile = await prepareProfile(endOfShift);
  const scenario = await launchScenario('2026-11-21T13:29:00Z', profile);
  const page = scenario.window;
  const printer = await plugPrinter(scenario.app);
  await unlockAndRead(page);
  await reopenIncident(page, title);

  // T+450: the hand-over is amber, 30 min before the end of the shift; nine clocks run.
  await goTo(page, 'l', 'Clocks');
  const handoverClock = rowsOf(page, 'Clocks', 'On duty: Ana Ek');
  await expect(handoverClock.locator('[data-tone]')).toHaveAttribute('data-tone', 'calm');
  await scenario.setClock('2026-11-21T13:30:00Z');
  await expect(handoverClock.locator('[data-tone]')).toHaveAttribute('data-tone', 'soon');
  await expect(handoverClock).toContainText('2026-11-21 14:00');
  await expect(rowsOf(page, 'Clocks', 'running')).toHaveCount(9);

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

  await answerItem(page, 'The supplier link was used', 'q', /^Ask about item/, 'On what ground?');
  await answerItem(page, 'The supplier link was used', 'w', /^Answer about item/, 'A session of theirs at 05:50');

  // T+470: Cem refuses one item, looks at the seal before he takes the disk, and accepts the rest.
  await scenario.setClock('2026-11-21T13:50:00Z');
  await answerItem(page, 'Call customer B', 'x', /^Refuse item/, 'no language');
  await answerItem(page, 'Disk of FS01', 'a', /^Accept item/, 'seal 88121 whole');
  await scenario.setClock('2026-11-21T13:54:00Z');
  await page.keyboard.press('Shift+a');
  await expect(standing).toContainText('19 items: 18 accepted, 1 refused, 0 open');
  await expect(standing).toContainText('complete');

  // Holds: the refused item still has an owner.
  await expect(rowsOf(page, 'Items of the hand-over', 'Call customer B')).toContainText('Ana Ek');
  await goTo(page, 'k', 'Tasks');
  await expect(rowsOf(page, 'Tasks', 'Call customer B')).toContainText('Ana Ek');
  await expect(rowsOf(page, 'Tasks', 'VPN log')).toContainText('Cem Ay');
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
  await expect(rowsOf(page, 'Roles and shifts', 'Incident coordinator')).toHaveCount(2);
  await expect(page.getByText('nobody coordinates it')).toHaveCount(0);

  // The request waits for Cem now, by an entry; its expiry is the same.
  await goTo(page, 'x', 'Approvals');
  await expect(rowsOf(page, 'Approvals', 'Cut the supplier link')).toHaveCount(1);
  await expect(rowsOf(page, 'Approvals', 'Cut the supplier link')).toContainText(/Waits[^]*Cem Ay[^]*2026-11-21[T ]14:10/);
  await goTo(page, 'l', 'Clocks');
  await expect(handoverClock).toContainText('met');

  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
