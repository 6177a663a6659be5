// Runs a scenario once and keeps what happened; every moment of it is then looked at as if the machine had stopped there.
import type { MemoryStore } from '#engine';
import type { EntryId, LogId } from '#base';
import { must } from '../../support/engineHarness.ts';
import { createMemoryDisk, fingerprint, type DiskOptions, type MemoryDisk, type Refusal } from '../disk/memoryDisk.ts';
import type { DiskEvent, Image } from '../disk/image.ts';
import { cutPower, type Chance, type CutMode } from '../disk/powerCut.ts';
import { checkVault, toldBy, type Checked } from './check.ts';
import { copyAfter, openOn } from './process.ts';
import type { Scenario, World } from './scenarios.ts';

export interface Rehearsal {
  readonly scenario: Scenario;
  readonly world: World;
  readonly base: Image;
  readonly store: MemoryStore;
  readonly events: readonly DiskEvent[];
  /** Events before this index belong to the opening and not to the scenario. */
  readonly start: number;
  /** What had been told before the scenario began. */
  readonly entries: ReadonlyMap<EntryId, LogId>;
  readonly items: ReadonlyMap<EntryId, LogId>;
}

/** Does a scenario on a disk that works, or on one that forgets what it is asked. */
export async function rehearse(world: World, scenario: Scenario, disk: Pick<DiskOptions, 'forget' | 'postpone'> = {}): Promise<Rehearsal> {
  const scene = await setScene(world, scenario);
  const stage = createMemoryDisk({ base: scene.base, ...disk });
  const running = must(await openOn(stage, world.recoveryKey, { store: copyAfter(scene.store, []), ...environmentOf(scenario) }));
  const start = scenario.opening === true ? 0 : stage.events.length;
  await scenario.run({ disk: stage, running, world });
  await running.end();
  return { ...scene, events: [...stage.events], start };
}

/** What a scenario begins with: the disk after the earlier run, the working copy, what had been told. */
export type Scene = Omit<Rehearsal, 'events' | 'start'>;
export async function setScene(world: World, scenario: Scenario): Promise<Scene> {
  const store = copyAfter(world.store, []);
  if (scenario.before === undefined && scenario.harm === undefined) return { scenario, world, base: world.base, store, entries: world.entries, items: new Map() };
  const earlier = createMemoryDisk({ base: world.base });
  const running = must(await openOn(earlier, world.recoveryKey, { store, ...environmentOf(scenario) }));
  await scenario.before?.({ disk: earlier, running, world });
  await running.end();
  scenario.harm?.(earlier, world);
  const told = toldBy(earlier.events);
  return { scenario, world, base: cutPower(world.base, earlier.events, 'everything', () => 0), store, entries: new Map([...world.entries, ...told.entries]), items: told.items };
}

/** When and how a disk refuses: one request, or everything from one on. */
export interface RefusalPlan { readonly at: number; readonly code: Refusal; readonly lasting: boolean }
export interface Refused extends Checked { readonly wasRefused: boolean; readonly outcome: 'opened' | 'not-opened' }

/** Does a scenario on a disk that refuses, ends the program, and looks at the vault with a disk that works again. */
export async function checkRefusal(scene: Scene, plan: RefusalPlan): Promise<Refused> {
  const { scenario, world } = scene;
  let from: number | null = scenario.opening === true ? 0 : null;
  let wasRefused = false;
  const disk = createMemoryDisk({
    base: scene.base,
    refuse: ({ index, kind }) => {
      if (from === null) return null;
      const hit = plan.lasting ? index >= from + plan.at : index === from + plan.at;
      // A full disk refuses what needs room; syncs, removals and cuts go on.
      if (!hit || (plan.code === 'ENOSPC' && !['write', 'create', 'mkdir', 'link', 'rename'].includes(kind))) return null;
      wasRefused = true;
      return plan.code;
    },
  });
  const store = copyAfter(scene.store, []);
  const opened = await openOn(disk, world.recoveryKey, { store, ...environmentOf(scenario) });
  if (opened.ok) {
    from ??= disk.requests();
    await (scenario.cheaply ?? scenario.run)({ disk, running: opened.value, world });
    await opened.value.end();
  }
  const after = createMemoryDisk({ base: scene.base, before: disk.events });
  const checked = await check(scene, after, disk.events, true, scenario.evidence);
  const label = `${scenario.name}, ${plan.code} at request ${plan.at}${plan.lasting ? ' and after it' : ''}`;
  return { ...checked, wasRefused, outcome: opened.ok ? 'opened' : 'not-opened', failures: checked.failures.map((failure) => `${label}: ${failure}`) };
}

function environmentOf(scenario: Scenario) {
  return scenario.environment === undefined ? {} : { environment: scenario.environment };
}

/** A moment at which the program stops: so many events, and perhaps a part of the next write. */
export interface KillPoint { readonly events: readonly DiskEvent[]; readonly label: string }

/** The moment after so many events. */
export function momentAfter({ events }: Rehearsal, count: number): KillPoint {
  return { events: events.slice(0, count), label: `after ${count} events` };
}

/** Every moment between two events at which something changed or was told, and `tears` cuts inside each write. */
export function killPoints({ events, start }: Rehearsal, tears: number): readonly KillPoint[] {
  const points: KillPoint[] = [{ events: events.slice(0, start), label: `before ${start}` }];
  for (let index = start; index < events.length; index += 1) {
    const event = events[index] as DiskEvent;
    const before = events.slice(0, index);
    if (event.kind === 'write') {
      for (const length of cuts(event.bytes.length, tears)) points.push({ events: [...before, { ...event, bytes: event.bytes.subarray(0, length) }], label: `${index} write, ${length} of ${event.bytes.length}` });
    }
    if (event.kind !== 'sync') points.push({ events: [...before, event], label: `after ${index} ${event.kind}` });
  }
  return points;
}

/** Lengths from 1 to one less than all, the ends first. */
function cuts(length: number, count: number): readonly number[] {
  const wanted = [length - 1, 1, ...Array.from({ length: Math.max(0, count - 2) }, (_, index) => Math.floor((length * (index + 1)) / (count - 1)))];
  return [...new Set(wanted.filter((cut) => cut > 0 && cut < length))].slice(0, count);
}

/** The program was killed; the system goes on and keeps what it was given. */
export async function checkKill(rehearsal: Rehearsal, point: KillPoint, goOn: boolean): Promise<Checked> {
  const disk = createMemoryDisk({ base: rehearsal.base, before: point.events });
  const checked = await check(rehearsal, disk, point.events, goOn, rehearsal.scenario.evidence);
  return { ...checked, failures: checked.failures.map((failure) => `${rehearsal.scenario.name}, killed ${point.label}: ${failure}`) };
}

/** Killed, opened again, and then the power goes before anything is written: what was shown must still be there. */
export async function checkKillThenCut(rehearsal: Rehearsal, point: KillPoint, chance: Chance): Promise<Checked> {
  const disk = createMemoryDisk({ base: rehearsal.base, before: point.events });
  const first = await check(rehearsal, disk, point.events, false, false);
  const after = createMemoryDisk({ base: cutPower(rehearsal.base, disk.events, 'nothing', chance) });
  const second = await check(rehearsal, after, point.events, false, false);
  const gone = [...first.shown].filter((id) => !second.shown.has(id)).map((id) => `an entry was shown after the kill and is gone after the power cut: ${id}`);
  return { ...second, failures: [...first.failures, ...second.failures, ...gone].map((failure) => `${rehearsal.scenario.name}, killed ${point.label}, opened, power cut: ${failure}`) };
}

/** What a power cut left: the disk, and a name that only the same disk after the same promises has. */
export interface Cut { readonly image: Image; readonly events: readonly DiskEvent[]; readonly label: string; readonly state: string }

/** The power went at this moment. */
export function cutAt(rehearsal: Rehearsal, { events, label }: KillPoint, mode: CutMode, chance: Chance): Cut {
  const image = cutPower(rehearsal.base, events, mode, chance);
  return { image, events, label: `${rehearsal.scenario.name}, power cut ${label} (${mode})`, state: `${rehearsal.scenario.name} ${fingerprint(image)} ${toldBy(events).entries.size}` };
}

/** Opens what a power cut left and looks at everything that was told. */
export async function checkCut(rehearsal: Rehearsal, cut: Cut, goOn: boolean): Promise<Checked> {
  const checked = await check(rehearsal, createMemoryDisk({ base: cut.image }), cut.events, goOn, rehearsal.scenario.evidence);
  return { ...checked, failures: checked.failures.map((failure) => `${cut.label}: ${failure}`) };
}

function check(rehearsal: Scene, disk: MemoryDisk, events: readonly DiskEvent[], goOn: boolean, evidence: boolean): Promise<Checked> {
  const told = toldBy(events);
  const marks = events.flatMap((event) => (event.kind === 'mark' ? [event.mark] : []));
  return checkVault(disk, {
    always: rehearsal.world.recoveryKey, logs: [rehearsal.world.log], goOn, evidence, store: copyAfter(rehearsal.store, marks),
    told: { ...told, entries: new Map([...rehearsal.entries, ...told.entries]), items: new Map([...rehearsal.items, ...told.items]) },
  });
}
