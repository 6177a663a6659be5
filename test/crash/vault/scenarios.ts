// The twelve things during which the machine may stop.
import { randomBytes } from 'node:crypto';
import type { EntryId, LogId } from '#base';
import type { MemoryStore } from '#engine';
import { scanFrames } from '#log';
import type { DiskEnvironment } from '../../../src/disk/environment.ts';
import { ask, INCIDENT, must, note, PASSPHRASE, type Running } from '../../support/engineHarness.ts';
import { createMemoryDisk, type MemoryDisk } from '../disk/memoryDisk.ts';
import { cloneImage, emptyImage, type DiskEvent, type Image } from '../disk/image.ts';
import { cutPower } from '../disk/powerCut.ts';
import { createOn, HOST, hashOf, mark, openOn, PARENT, VAULT } from './process.ts';

/** A vault at rest, with everything on it safe. */
export interface World {
  readonly base: Image;
  readonly store: MemoryStore;
  readonly recoveryKey: string;
  readonly log: LogId;
  readonly entries: ReadonlyMap<EntryId, LogId>;
}
export interface Stage { readonly disk: MemoryDisk; readonly running: Running; readonly world: World }
export interface Scenario {
  readonly name: string;
  readonly environment?: Partial<DiskEnvironment>;
  /** Looks at evidence after each point: only where there is any, because opening parts costs time. */
  readonly evidence: boolean;
  /** What is done before, in an earlier run of the program that ended well. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** What is done to the disk between the runs. */
  readonly harm?: (disk: MemoryDisk, world: World) => void;
  /** The opening itself counts as part of the scenario. */
  readonly opening?: true;
  /** Stops at the first refusal, as a person would; throws only what is a bug. */
  readonly run: (stage: Stage) => Promise<void>;
  /** The same requests without deriving keys from a passphrase: for scenarios that are run again for every refusal. */
  readonly cheaply?: (stage: Stage) => Promise<void>;
}

const BODY = { name: 'Image', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
const SOURCE = new Uint8Array(randomBytes(150_000));

async function record({ disk, running, world }: Stage, text: string): Promise<boolean> {
  const sealed = await running.engine.handlers['entry.record']({ log: world.log, draft: note(text) });
  if (sealed.ok) mark(disk, { entry: sealed.value.entryId, log: world.log });
  return sealed.ok;
}
async function recordSome(stage: Stage, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) if (!(await record(stage, `note ${number} `.repeat(number * 3)))) return;
}
async function seal({ disk, running, world }: Stage, bytes: Uint8Array, resume: EntryId | null): Promise<EntryId | null> {
  const { grant } = running.vault.grants.addBytes('image', bytes);
  const sealed = await running.engine.handlers['evidence.seal']({ log: world.log, grant, resume, legacyHashes: [], body: BODY, occurred: null, tags: [], links: [] });
  if (!sealed.ok) return null;
  mark(disk, { entry: sealed.value.entryId, log: world.log });
  mark(disk, { item: sealed.value.entryId, log: world.log });
  return sealed.value.entryId;
}
/** Begins to seal and stops after the first part, as a person who presses cancel. */
async function sealHalf(stage: Stage): Promise<void> {
  const dispose = stage.running.engine.onPush((push) => {
    if (push.name === 'evidence.progress' && push.payload.done >= 64 * 1024) void stage.running.engine.handlers['evidence.cancel']({ item: push.payload.item });
  });
  await seal(stage, SOURCE, null);
  dispose();
}

export const scenarios: readonly Scenario[] = [
  { name: 'entry', evidence: false, run: (stage) => recordSome(stage, 12) },
  {
    name: 'group commit', evidence: false,
    run: async (stage) => {
      for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 16 }, (_, index) => record(stage, `round ${round} note ${index}`)));
    },
  },
  { name: 'evidence part', evidence: true, run: async (stage) => void (await seal(stage, SOURCE, null)) },
  {
    name: 'seal', evidence: true, before: sealHalf,
    run: async (stage) => {
      const found = await stage.running.engine.handlers['evidence.unfinished']({});
      for (const { item } of found.ok ? found.value.runs : []) await seal(stage, SOURCE, item);
      await seal(stage, SOURCE.slice(0, 100), null);
    },
  },
  {
    name: 'slot change', evidence: false,
    run: async ({ disk, running }) => {
      const { handlers } = running.engine;
      for (let round = 0; round < 3; round += 1) {
        const added = await handlers['vault.addSlot']({ type: 'recovery', label: `Safe ${round}` });
        if (!added.ok) return;
        const key = added.value.recoveryKey ?? '';
        mark(disk, { way: key });
        if (round === 2) return;
        mark(disk, { closing: key });
        const removed = await handlers['vault.removeSlot']({ name: added.value.slot.name });
        if (!removed.ok) return;
        mark(disk, { closed: key });
      }
    },
  },
  {
    name: 're-key', evidence: false,
    run: async (stage) => {
      if ((await stage.running.engine.handlers['vault.rekey']({ passphrase: PASSPHRASE })).ok) await recordSome(stage, 2);
    },
    cheaply: async ({ running: { vault: { handlers } }, world }) => {
      const { added, head, removed } = await rekeyOnce(world);
      for (const slot of added) if (!(await handlers['slots.write'](slot)).ok) return;
      if (!(await handlers['head.write']({ bytes: head })).ok) return;
      for (const name of removed) await handlers['slots.remove']({ name });
    },
  },
  {
    name: 'ingest', evidence: false,
    run: async ({ disk, running, world }) => {
      const foreign = await writeElsewhere(world);
      const before = must(await running.vault.handlers['logs.list']({})).logs.find((each) => each.log === world.log)?.bytes ?? 0;
      for (let from = 0, expectedBytes = before; from < foreign.frames.length; from += 8) {
        const frames = foreign.frames.slice(from, from + 8);
        const taken = await running.vault.handlers['log.append']({ log: world.log, expectedBytes, frames });
        if (!taken.ok) return;
        expectedBytes = taken.value.bytes;
        // The first frame begins the feed with an entry of its own, and each holds one entry after it.
        for (const entry of foreign.entries.slice(from, from + 8)) mark(disk, { entry, log: world.log });
      }
    },
  },
  {
    name: 'snapshot', evidence: false,
    run: async (stage) => {
      await recordSome(stage, 6);
      await stage.running.engine.handlers['draft.put']({ key: 'd', log: stage.world.log, json: '{"text":"typed"}' });
      // Ending writes the snapshots of all journals and what this machine remembers.
      await stage.running.engine.end();
    },
  },
  { name: 'roll-over', evidence: false, environment: { rollBytes: 3_000 }, run: (stage) => recordSome(stage, 14) },
  {
    name: 'recovery itself', evidence: true, opening: true, before: sealHalf,
    harm: (disk, { log }) => disk.poke(`${VAULT}/log/${log}/000001.frames`, (bytes) => Uint8Array.from([...bytes, ...bytes.subarray(0, 900)])),
    run: (stage) => recordSome(stage, 2),
  },
  {
    name: 'report issue', evidence: true,
    run: async ({ disk, running, world: { log } }) => {
      const { handlers } = running.engine;
      const built = must(await handlers['document.build']({ log, type: 'evidence-register', items: [], filter: {}, issuing: true }));
      const { grant } = running.vault.grants.addBytes('report.pdf', SOURCE.slice(0, 80_000));
      const issued = await handlers['report.issue']({ log, type: 'evidence-register', items: [], contentSha256: built.contentSha256, grant, changes: null });
      if (issued.ok) mark(disk, { entry: issued.value.entry.entryId, log });
    },
  },
  {
    name: 'export', evidence: true, before: async (stage) => void (await seal(stage, SOURCE, null)),
    run: async ({ disk, running, world: { log } }) => {
      const { handlers } = running.engine;
      const [row] = await ask(running, 'evidence', { log, filter: {} });
      if (row === undefined) throw new Error('nothing to export');
      for (const name of ['out.bin', 'again.bin']) {
        const path = `${PARENT}/${name}`;
        const done = await handlers['evidence.extract']({ log, item: row.entity.id, destination: running.vault.grants.addDestination(path) });
        if (!done.ok) return;
        mark(disk, { written: path, sha256: hashOf(SOURCE) });
      }
      await handlers['export.package']({ log });
    },
  },
];

/** A vault with one incident and some notes, all of it safe on the disk. */
export async function createWorld(): Promise<World> {
  const disk = createMemoryDisk({ base: emptyImage() });
  await disk.files.mkdir(PARENT, true);
  const store: MemoryStore = new Map();
  const running = await createOn(disk, store);
  const { log, entry } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const entries = new Map([[entry.entryId, log]]);
  for (let number = 0; number < 3; number += 1) entries.set(must(await running.engine.handlers['entry.record']({ log, draft: note(`before ${number}`) })).entryId, log);
  await running.end();
  return { base: cutPower(disk.base, disk.events, 'everything', () => 0), store, recoveryKey: running.recoveryKey, log, entries };
}

/** Everything that happens while a vault is made, and the events after which somebody holds its recovery key. */
export async function rehearseCreation(): Promise<{ readonly base: Image; readonly events: readonly DiskEvent[]; readonly told: number; readonly recoveryKey: string }> {
  const disk = createMemoryDisk({ base: emptyImage() });
  await disk.files.mkdir(PARENT, true);
  const base = disk.image();
  const making = createMemoryDisk({ base });
  const running = await createOn(making, new Map());
  const told = making.events.length;
  await running.end();
  return { base, events: [...making.events], told, recoveryKey: running.recoveryKey };
}

/** Frames that the same vault wrote on another computer: their headers, bodies and entries are as real as our own. */
async function writeElsewhere(world: World): Promise<{ readonly frames: readonly Uint8Array[]; readonly entries: readonly EntryId[] }> {
  const image = cloneImage(world.base);
  const disk = createMemoryDisk({ base: image });
  await disk.files.removeTree(HOST);
  const running = must(await openOn(disk, world.recoveryKey));
  const path = `${VAULT}/log/${world.log}/000001.frames`;
  const before = disk.peek(path)?.length ?? 0;
  const entries: EntryId[] = [];
  for (let number = 0; number < 24; number += 1) entries.push(must(await running.engine.handlers['entry.record']({ log: world.log, draft: note(`elsewhere ${number}`) })).entryId);
  await running.end();
  const added = (disk.peek(path) ?? new Uint8Array(0)).subarray(before);
  return { frames: scanFrames(added).frames.map(({ from, to }) => added.slice(from, to)), entries };
}

interface Rekeyed { readonly added: readonly { readonly name: string; readonly bytes: Uint8Array }[]; readonly head: Uint8Array; readonly removed: readonly string[] }
const rekeyed = new WeakMap<World, Promise<Rekeyed>>();
/** The files that a real re-key writes and removes, found by doing one. */
function rekeyOnce(world: World): Promise<Rekeyed> {
  const known = rekeyed.get(world) ?? (async (): Promise<Rekeyed> => {
    const disk = createMemoryDisk({ base: world.base });
    const running = must(await openOn(disk, world.recoveryKey));
    const before = must(await running.vault.handlers['slots.list']({})).slots;
    must(await running.engine.handlers['vault.rekey']({ passphrase: PASSPHRASE }));
    const after = must(await running.vault.handlers['slots.list']({})).slots;
    await running.end();
    return { added: after, head: disk.peek(`${VAULT}/vault.json`) ?? new Uint8Array(0), removed: before.map((slot) => slot.name) };
  })();
  rekeyed.set(world, known);
  return known;
}
