// S3, the shift change with a laptop each: Ana hands over on hers, Cem answers on his while it is off the cable, Ben reads on a third. At no instant, on no laptop, are there none or two coordinators.
import { test, type Locator, type Page } from '@playwright/test';
import { projectIncident, rolesView, type PlacedEntry } from '#domain';
import { goTo } from '../../support/goTo.ts';
import { plugPrinter } from '../../support/paperPrinter.ts';
import { receivedEntries } from '../../support/receivedEntries.ts';
import { rowsOf, writeLine } from '../../support/scenarioSteps.ts';
import { answerItem, endOfShift } from '../../support/shiftChange.ts';
import { allSynced, closeLaptops, connectAgain, cutNetwork, dialogOf, freePort, joinHub, openLaptop, prepareTeam, setClocks, startHub, type Laptop } from '../../support/twoConsoles.ts';
import { expect, reopenIncident } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 240_000 });
test.afterEach(closeLaptops);

const items = 'Items of the hand-over';
const standingOf = (page: Page): Locator => page.getByRole('main', { name: 'Shift hand-over' }).getByRole('status');
const openHandover = async ({ window }: Laptop): Promise<void> => goTo(window, 'Shift+h', 'Shift hand-over');

/** Who coordinates by the board of this laptop: one person, and nobody who claims it beside them. */
async function expectCoordinator({ window: page }: Laptop, active: string, before: string | null): Promise<void> {
  await goTo(page, 'w', 'Roles and shifts');
  const holder = (person: string): Locator => page.getByRole('grid', { name: 'Roles and shifts' }).getByRole('row', { name: new RegExp(`^Incident coordinator ${person}`) });
  await expect(holder(active)).toContainText('active');
  await expect(rowsOf(page, 'Roles and shifts', 'Incident coordinator')).toHaveCount(before === null ? 1 : 2);
  if (before !== null) await expect(holder(before)).toContainText('handed over');
  await expect(page.getByText('nobody coordinates it')).toHaveCount(0);
}

/** After each entry that a laptop received: from the first acceptance on exactly one coordinator at every instant, and none contested. */
function countsOfCoordinators(received: readonly PlacedEntry[]): ReadonlySet<number> {
  const counts = new Set<number>();
  for (let length = 1; length <= received.length; length += 1) {
    const { coordinators, contested } = rolesView(projectIncident(received.slice(0, length)));
    const first = coordinators[0];
    if (first === undefined) continue;
    const instants = coordinators.flatMap(({ from, to }) => [from, ...(to === null ? [from + 1e12] : [to - 1, to])]).filter((at) => at >= first.from);
    for (const at of instants) counts.add(coordinators.filter(({ from, to }) => from <= at && (to === null || at < to)).length);
    counts.add(contested.length === 0 ? 1 : contested.length);
  }
  return counts;
}

test('S3: a shift change between two laptops, and a third that reads: one coordinator at every instant on each, and the same sheet', async () => {
  const { log, founder, colleagues } = await prepareTeam(endOfShift, [
    { operator: { name: 'Cem Ay', initials: 'CA', role: 'Incident coordinator' }, role: 'writer' },
    { operator: { name: 'Ben Sol', initials: 'BS', role: 'Analyst' }, role: 'reader' },
  ]);
  const [ana, cem, ben] = await Promise.all([founder, ...colleagues].map((profile) => openLaptop(profile, '2026-11-21T13:28:00Z')));
  if (ana === undefined || cem === undefined || ben === undefined) throw new Error('three laptops are needed');
  const all = [ana, cem, ben];
  const printers = { ana: await plugPrinter(ana.app), cem: await plugPrinter(cem.app) };

  await reopenIncident(ana.window, endOfShift.incident);
  const hub = await startHub(ana, await freePort());
  for (const laptop of [cem, ben]) {
    await joinHub(laptop, hub);
    await reopenIncident(laptop.window, endOfShift.incident);
  }

  const hash = await test.step('T+460: Ana offers the sheet on her laptop, and it arrives at the others', async () => {
    await setClocks(all, '2026-11-21T13:40:00Z');
    await openHandover(ana);
    await ana.window.keyboard.press('n');
    const compose = dialogOf(ana.window, 'Hand over');
    await expect(compose.getByRole('textbox', { name: 'Outgoing' })).toHaveValue('Ana Ek');
    await expect(compose.getByRole('region', { name: 'From the journal' })).toContainText('Call customer B');
    await compose.getByRole('textbox', { name: 'Incoming' }).fill('Cem Ay');
    await compose.getByRole('textbox', { name: 'Condition of the people' }).fill('Ben has been awake for 20 hours');
    await compose.getByRole('button', { name: 'Seal the hand-over' }).press('Enter');
    const hashes: string[] = [];
    for (const laptop of all) {
      await openHandover(laptop);
      await expect(standingOf(laptop.window)).toContainText('19 items: 0 accepted, 0 refused, 19 open');
      hashes.push(/Sheet sha256 ([0-9a-f]{16})/.exec(await standingOf(laptop.window).innerText())?.[1] ?? '');
    }
    // Holds: the hash of the sheet is in the journal, the same on all three.
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{16}$/);
    return hashes[0] ?? '';
  });

  await test.step('T+462: the sheet on paper, from either laptop: the approval that expires, and both expiries', async () => {
    await setClocks(all, '2026-11-21T13:42:00Z');
    for (const [laptop, printer] of [[ana, printers.ana], [cem, printers.cem]] as const) {
      await laptop.window.keyboard.press('Control+p');
      const { text } = await printer.next();
      expect(text).toMatch(/Approval AP-\w\w-001 A-\w\w-005 Cut the supplier link asked of Ana Ek by Ben Sol 2026-11-21T14:10Z/);
      expect(text).toMatch(/Expiry T-\w\w-\d+ Proxy log is overwritten assigned 2026-11-22T06:00Z/);
      expect(text).toMatch(/Expiry T-\w\w-\d+ VPN log is overwritten assigned 2026-11-23T06:00Z/);
      expect(text).toContain('Ben has been awake for 20 hours');
      // Built from the same heads, it is the same content.
      expect(text).toContain(`content sha256 ${hash}`);
    }
  });

  await test.step('Cem asks on his laptop, Ana answers on hers', async () => {
    const hypothesis = 'The supplier link was used';
    await answerItem(cem.window, hypothesis, 'q', /^Ask about item/, 'On what ground?');
    await expect(rowsOf(ana.window, items, hypothesis)).toContainText('On what ground?');
    await answerItem(ana.window, hypothesis, 'w', /^Answer about item/, 'A session of theirs at 05:50');
    await expect(rowsOf(cem.window, items, hypothesis)).toContainText('A session of theirs at 05:50');
  });

  await test.step('T+470: off the cable, Cem refuses one item and accepts the others; until it arrives each laptop has its one coordinator', async () => {
    await allSynced(cem);
    await cutNetwork(cem);
    await setClocks(all, '2026-11-21T13:50:00Z');
    await openHandover(cem);
    await answerItem(cem.window, 'Call customer B', 'x', /^Refuse item/, 'no language');
    await answerItem(cem.window, 'Disk of FS01', 'a', /^Accept item/, 'seal 88121 whole');
    await setClocks(all, '2026-11-21T13:54:00Z');
    await rowsOf(cem.window, items, 'Incident coordinator').click();
    await cem.window.keyboard.press('a');
    await expect(standingOf(cem.window)).toContainText('19 items: 2 accepted, 1 refused, 16 open');
    await cem.window.keyboard.press('Shift+a');
    await expect(standingOf(cem.window)).toContainText('19 items: 18 accepted, 1 refused, 0 open');
    await expectCoordinator(cem, 'Cem Ay', 'Ana Ek');
    await expectCoordinator(ana, 'Ana Ek', null);
    await expectCoordinator(ben, 'Ana Ek', null);
    // Ana goes on meanwhile.
    await setClocks(all, '2026-11-21T13:56:00Z');
    await writeLine(ana.window, 'Waiting for Cem at the console');
  });

  await test.step('T+474: it arrives, and all three say the same', async () => {
    await setClocks(all, '2026-11-21T13:58:00Z');
    await connectAgain(cem);
    for (const laptop of all) {
      await openHandover(laptop);
      await expect(standingOf(laptop.window)).toContainText('19 items: 18 accepted, 1 refused, 0 open');
      await expect(standingOf(laptop.window)).toContainText(`Sheet sha256 ${hash}`);
      await expectCoordinator(laptop, 'Cem Ay', 'Ana Ek');
    }
    for (const { window: page } of all) {
      // Holds: the refused item still has an owner; what was accepted has the new one.
      await goTo(page, 'k', 'Tasks');
      await expect(rowsOf(page, 'Tasks', 'Call customer B')).toContainText('Ana Ek');
      await expect(rowsOf(page, 'Tasks', 'VPN log')).toContainText('Cem Ay');
      await goTo(page, 'e', 'Evidence');
      await expect(rowsOf(page, 'Evidence', 'Disk of FS01')).toContainText('Cem Ay');
      await expect(rowsOf(page, 'Evidence', 'Disk of FS02')).toContainText('In transit to Ben Sol');
      // The request waits for Cem now, by an entry; its expiry is the same.
      await goTo(page, 'x', 'Approvals');
      await expect(rowsOf(page, 'Approvals', 'Cut the supplier link')).toHaveCount(1);
      await expect(rowsOf(page, 'Approvals', 'Cut the supplier link')).toContainText(/Waits[^]*Cem Ay[^]*2026-11-21[T ]14:10/);
    }
    // What Ana wrote meanwhile has come to everybody before the laptops are closed.
    await expect(async () => {
      const held: number[] = [];
      for (const laptop of all) held.push(await allSynced(laptop));
      expect(new Set(held).size, held.join(' ')).toBe(1);
    }).toPass({ timeout: 60_000 });
  });
  expect(all.flatMap(({ problems }) => problems)).toEqual([]);
  await closeLaptops();

  // Holds: at no instant zero or two coordinators, on any laptop, after whatever it had received.
  const received = await Promise.all([founder, ...colleagues].map((profile) => receivedEntries(profile, log)));
  const ids = received.map((entries) => entries.map(({ id }) => id).toSorted());
  expect(ids[0]?.length).toBeGreaterThan(40);
  for (const own of ids) expect(own).toEqual(ids[0]);
  for (const entries of received) expect([...countsOfCoordinators(entries)]).toEqual([1]);
});
