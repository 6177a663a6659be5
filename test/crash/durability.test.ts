// Kill, power cut and refusal at every moment of twelve scenarios, over a simulated disk, with the real vault folder and the real engine.
import { beforeAll, describe, expect, test } from 'vitest';
import { createMemoryDisk } from './disk/memoryDisk.ts';
import { cutModes, countUnsafe, cutPower, type CutMode } from './disk/powerCut.ts';
import { checkVault, toldBy } from './vault/check.ts';
import { VAULT } from './vault/process.ts';
import { checkCut, checkKill, checkKillThenCut, checkRefusal, cutAt, killPoints, momentAfter, rehearse, setScene, type KillPoint, type Rehearsal } from './vault/rehearse.ts';
import { createWorld, rehearseCreation, scenarios, type World } from './vault/scenarios.ts';
import { createChance, createTally, isLong, spread } from './vault/tally.ts';

/** Cuts inside each write, and how many power cuts and refusals of each scenario there is time for. */
const TEARS = isLong ? 40 : 13;
const CUTS = 18;
/** The long run asks for so many different states after a power cut, and gives up after so many rounds over all scenarios. */
const STATES = 10_000;
const CHANCES = 12;
const chancyModes = ['prefix', 'subset', 'torn'] as const;
const DOUBLE = isLong ? 60 : 5;
const REFUSALS = isLong ? 1_000 : 12;

let world: World;
const rehearsals: Rehearsal[] = [];
beforeAll(async () => {
  world = await createWorld();
  for (const scenario of scenarios) rehearsals.push(await rehearse(world, scenario));
});

test('there are twelve scenarios, and each tells somebody something', () => {
  expect(scenarios).toHaveLength(12);
  for (const { scenario, events, start } of rehearsals) expect(events.slice(start).filter((event) => event.kind === 'mark').length, scenario.name).toBeGreaterThan(0);
});

test('killed at any moment, or inside any write: nothing acknowledged is lost, the vault opens, writing goes on', async () => {
  const tally = createTally();
  let tails = 0;
  for (const rehearsal of rehearsals) {
    for (const [index, point] of killPoints(rehearsal, TEARS).entries()) {
      const checked = await checkKill(rehearsal, point, index % 6 === 0);
      tally.add(checked);
      tails += checked.quarantined;
      // A kill can only ever leave a tail: what lies before it was written whole.
      expect(checked.damaged, point.label).toBe(0);
    }
  }
  expect(tails).toBeGreaterThan(100);
  tally.say(`kill points over ${rehearsals.length} scenarios, ${tails} torn tails in quarantine`);
  expect(tally.count()).toBeGreaterThanOrEqual(2_000);
});

test('a power cut at any moment: what was not synced may be gone, torn or reordered, what was acknowledged is there', async () => {
  const tally = createTally();
  const chance = createChance(1);
  const seen = new Set<string>();
  let cuts = 0;
  /** Looks at a state once, however often it comes. */
  const look = async (rehearsal: Rehearsal, point: KillPoint, mode: CutMode): Promise<void> => {
    const cut = cutAt(rehearsal, point, mode, chance);
    cuts += 1;
    if (seen.has(cut.state)) return;
    seen.add(cut.state);
    tally.add(await checkCut(rehearsal, cut, tally.count() % 4 === 0));
  };
  for (const rehearsal of rehearsals) {
    const moments = cutMoments(rehearsal);
    for (const { moment, mode } of isLong ? moments : spread(moments, CUTS)) await look(rehearsal, momentAfter(rehearsal, moment), mode);
  }
  // In the long run the power also goes inside every write, and chance decides again and again what of it and of the rest reached the disk.
  for (let round = 0; isLong && round < CHANCES && seen.size < STATES; round += 1) {
    for (const rehearsal of rehearsals) for (const point of killPoints(rehearsal, TEARS)) for (const mode of chancyModes) await look(rehearsal, point, mode);
  }
  tally.say(`different states after ${cuts} power cuts`);
  expect(seen.size).toBeGreaterThanOrEqual(isLong ? STATES : 150);
});

interface Moment { readonly moment: number; readonly mode: CutMode }

/** Where everything is safe there is one state; where something is not, every mode gives its own. */
function cutMoments({ events, start }: Rehearsal): readonly Moment[] {
  const moments = Array.from({ length: events.length - start + 1 }, (_, index) => start + index);
  return moments.flatMap((moment) => (countUnsafe(events.slice(0, moment)) === 0 ? [{ moment, mode: 'nothing' as const }] : cutModes.map((mode) => ({ moment, mode }))));
}

test('stopped while a vault is made: it has its name and opens, or nobody ever saw it', async () => {
  const tally = createTally();
  const chance = createChance(4);
  const { base, events, told, recoveryKey } = await rehearseCreation();
  let named = 0;
  for (let moment = 0; moment <= events.length; moment += isLong ? 1 : 2) {
    const before = events.slice(0, moment);
    for (const disk of [createMemoryDisk({ base, before }), ...cutModes.map((mode) => createMemoryDisk({ base: cutPower(base, before, mode, chance) }))]) {
      const isNamed = await disk.files.isTaken(VAULT);
      if (isNamed) named += 1;
      if (isNamed) tally.add(await checkVault(disk, { always: recoveryKey, told: toldBy([]), logs: [], evidence: false, goOn: false }));
      else tally.add({ failures: moment >= told ? [`a vault whose recovery key was told is gone after ${moment} events`] : [] });
    }
  }
  expect(named).toBeGreaterThan(10);
  tally.say(`moments in the making of a vault, ${named} of them with its name`);
});

test('killed, opened again, and then the power goes: what the second start showed is still there', async () => {
  const tally = createTally();
  const chance = createChance(2);
  for (const rehearsal of rehearsals) for (const point of spread(killPoints(rehearsal, 2), DOUBLE)) tally.add(await checkKillThenCut(rehearsal, point, chance));
  tally.say('kills followed by a power cut');
});

test('a disk that is full or fails at any request: nothing acknowledged is lost, and the vault opens when it works again', async () => {
  const tally = createTally();
  let refused = 0;
  let full = 0;
  for (const scenario of scenarios) {
    const scene = await setScene(world, scenario);
    const rehearsal = rehearsals.find((each) => each.scenario === scenario);
    const requests = (rehearsal?.events ?? []).slice(rehearsal?.start ?? 0).filter((event) => event.kind !== 'mark').length;
    const plans = Array.from({ length: requests }, (_, at) => [
      { at, code: 'ENOSPC' as const, lasting: true }, { at, code: 'ENOSPC' as const, lasting: false }, { at, code: 'EIO' as const, lasting: at % 2 === 0 },
    ]).flat();
    for (const plan of spread(plans, REFUSALS)) {
      const checked = await checkRefusal(scene, plan);
      if (!checked.wasRefused) continue;
      tally.add(checked);
      refused += 1;
      if (plan.code === 'ENOSPC') full += 1;
    }
  }
  tally.say(`refusals, ${full} of them for a full disk`);
  expect(refused).toBeGreaterThan(isLong ? 800 : 80);
  if (isLong) expect(full).toBeGreaterThanOrEqual(500);
});

describe('the harness notices what it is there for', () => {
  const modes = ['nothing', 'names', 'data'] as const;
  /** The failures that appear when the disk does not do what it was asked. */
  async function failuresOf(name: string, disk: Parameters<typeof rehearse>[2]): Promise<readonly string[]> {
    const scenario = scenarios.find((each) => each.name === name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    const rehearsal = await rehearse(world, scenario, disk);
    const marks = rehearsal.events.flatMap((event, index) => (event.kind === 'mark' && index >= rehearsal.start ? [index + 1] : []));
    const chance = createChance(3);
    const failures: string[] = [];
    for (const moment of spread([...marks, rehearsal.events.length], 6)) for (const mode of modes) failures.push(...(await checkCut(rehearsal, cutAt(rehearsal, momentAfter(rehearsal, moment), mode, chance), false)).failures);
    return failures;
  }

  test.each([
    ['a frame file that is not synced', 'entry', { forget: ({ kind, path }) => kind === 'sync' && path.endsWith('.frames') }, 'an acknowledged entry is lost'],
    ['an answer before the sync of the frame file', 'entry', { postpone: ({ kind, path }) => kind === 'sync' && path.endsWith('.frames') }, 'an acknowledged entry is lost'],
    ['a log folder that is not synced after a roll-over', 'roll-over', { forget: ({ kind, path }) => kind === 'syncFolder' && path.includes('/log/') }, 'an acknowledged entry is lost'],
    ['a head that is renamed before its bytes are synced', 'slot change', { forget: ({ kind, path }) => kind === 'sync' && path.includes('vault.') }, 'the vault does not open'],
    ['a vault folder that is not synced after the rename', 'slot change', { forget: ({ kind, path }) => kind === 'syncFolder' && path.endsWith('/Site') }, 'does not open'],
    ['a slot file that is not synced', 'slot change', { forget: ({ kind, path }) => kind === 'sync' && path.includes('/slots/') }, 'does not open'],
    ['an evidence part that is not synced', 'evidence part', { forget: ({ kind, path }) => kind === 'sync' && path.endsWith('.part') }, 'shown as sealed does not open'],
    ['an item folder that is not synced', 'evidence part', { forget: ({ kind, path }) => kind === 'syncFolder' && path.includes('/evidence/') }, 'shown as sealed does not open'],
    ['an extracted file that is not synced', 'export', { forget: ({ kind, path }) => kind === 'sync' && path.includes('.unfinished-') }, 'a file that was written is gone'],
  ] satisfies readonly (readonly [string, string, Parameters<typeof rehearse>[2], string])[])('%s', async (_what, name, disk, failure) => {
    expect((await failuresOf(name, disk)).filter((found) => found.includes(failure))).not.toEqual([]);
  });
});
