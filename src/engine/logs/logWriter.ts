import { fail, ok, type Client, type Err, type Failure, type FeedId, type Result, type UnixMs, zoneOffsetMinutes } from '#base';
import type { DeviceKeys } from '#crypto';
import type { Entry } from '#domain';
import type { RecordFailure, VaultContract } from '#ipc';
import { appendFrame, appendMembership, cutEntry, encodeEntry, feedIdOf, findMember, MAX_ENTRIES, type AppendedFrame, type ChangePlace, type FrameMeta, type LogReader, type MembershipAction, planMembership, type Scope } from '#log';
import type { HostMemory } from '../host/hostMemory.ts';
import type { EngineOptions } from '../options.ts';
import type { HybridClock } from '../time/hybridClock.ts';
import { readFrames } from './loadLog.ts';
import { takeFrame, type OpenLog } from './openLog.ts';

/** Makes the entries of one step from the state as it stands when its turn comes. */
export type ComposeStep = (taken: ReadonlySet<string>) => Result<readonly Entry[], Failure<RecordFailure>>;
/** Sealed entries of one step, in the order in which they were composed. */
export type StepOutcome = Result<readonly Entry[], Failure<RecordFailure>>;

export interface WriterContext {
  readonly options: EngineOptions;
  readonly vault: Client<VaultContract>;
  readonly device: DeviceKeys;
  readonly host: HostMemory;
  readonly clock: HybridClock;
  readonly now: () => UnixMs;
  readonly monotonicMs: () => number;
  /** Entries that must begin a new feed of this log, when it follows an older one of this device. */
  readonly firstOfFeed: (open: OpenLog) => readonly Entry[];
  /** Header member 13 of the next frame. */
  readonly checkpoint: (open: OpenLog) => Promise<Uint8Array | null>;
  /** The vault folder no longer takes entries. */
  readonly onReadOnly: (reason: 'disk-full' | 'io') => void;
  readonly onWritten: (open: OpenLog) => void;
}

export interface LogWriter {
  /** Seals the entries of one step together in one frame. Answers after fsync; on failure nothing of the step is in the journal. */
  readonly record: (compose: ComposeStep) => Promise<StepOutcome>;
  readonly idle: () => boolean;
  /** Writes one membership operation, made from the reader as it stands when its turn comes. Answers after fsync; on failure the membership is as it was. */
  readonly change: <K extends string>(make: (reader: LogReader) => Result<PlannedChange, Failure<K>>) => Promise<Result<void, Failure<K | RecordFailure>>>;
  /** Does `work` while nothing is being written, and goes on with the log that it answers. Steps that come meanwhile wait. */
  readonly alone: (work: () => Promise<OpenLog>) => Promise<void>;
}

/** What is done to the membership, and where in it. */
export interface PlannedChange { readonly action: MembershipAction; readonly place: ChangePlace }

interface Step { readonly compose: ComposeStep; readonly settle: (outcome: StepOutcome) => void }
/** `leaves` were cut for the place that the step has in its batch; `sealed` are the entries in them. */
interface ReadyStep { readonly step: Step; readonly entries: readonly Entry[]; readonly sealed: readonly Entry[]; readonly leaves: readonly Uint8Array[] }

/** The one writer of a log on this machine: steps that wait while an append runs go together into the next frame. */
export function createLogWriter(context: WriterContext, first: OpenLog): LogWriter {
  const whenIdle: (() => void)[] = [];
  let open = first;
  const waiting: Step[] = [];
  let running = false;

  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    try {
      while (waiting.length > 0) {
        const ready = composeBatch(context, open, waiting);
        if (ready.length > 0) await commit(ready);
      }
    } finally {
      running = false;
      for (const tell of whenIdle.splice(0)) tell();
    }
  }

  async function commit(ready: readonly ReadyStep[]): Promise<void> {
    const checkpoint = await context.checkpoint(open);
    const frame = buildFrame(context, open, checkpoint, ready.flatMap((item) => item.leaves));
    if (!frame.ok) return splitOrRefuse(ready, frame.error);
    const written = await writeFrame(context, open, frame.value);
    for (const { step, entries } of ready) step.settle(written.ok ? ok(entries) : written);
    if (written.ok) context.onWritten(open);
  }

  // Several steps that do not fit into one frame are written one by one; a single one cannot be made smaller.
  async function splitOrRefuse(ready: readonly ReadyStep[], failure: Failure<RecordFailure>): Promise<void> {
    const [only, ...others] = ready;
    if (only !== undefined && others.length === 0) only.step.settle(fail(failure.kind, failure.message));
    else for (const item of ready) {
      const leaves = encodeEntries(item.sealed);
      if (leaves.ok) await commit([{ ...item, leaves: leaves.value }]);
      else item.step.settle(leaves);
    }
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (running) await new Promise<void>((resolve) => { whenIdle.push(resolve); });
    running = true;
    try {
      return await work();
    } finally {
      running = false;
      for (const tell of whenIdle.splice(0)) tell();
      void drain();
    }
  }

  return {
    record: (compose) => new Promise((settle) => {
      waiting.push({ compose, settle });
      void drain();
    }),
    idle: () => !running && waiting.length === 0,
    change: (make) => inTurn(async () => {
      continueOrRenew(context, open);
      const planned = make(open.reader);
      const frame = planned.ok ? buildChange(context, open, planned.value) : planned;
      if (!frame.ok) return frame;
      const written = await writeFrame(context, open, frame.value);
      if (written.ok) context.onWritten(open);
      return written;
    }),
    alone: (work) => inTurn(async () => {
      open = await work();
    }),
  };
}

function composeBatch(context: WriterContext, open: OpenLog, waiting: Step[]): readonly ReadyStep[] {
  const ready: ReadyStep[] = [];
  const taken = new Set<string>();
  let count = 0;
  continueOrRenew(context, open);
  const opening = context.firstOfFeed(open);
  const first = encodeEntries(opening);
  if (first.ok && first.value.length > 0) {
    ready.push({ step: { compose: () => ok([]), settle: () => {} }, entries: [], sealed: opening, leaves: first.value });
    count += first.value.length;
  }
  for (let step = waiting[0]; step !== undefined; step = waiting[0]) {
    const composed = step.compose(taken);
    const encoded = composed.ok ? encodeEntries(composed.value, count) : composed;
    if (!composed.ok || !encoded.ok) {
      waiting.shift();
      step.settle(composed.ok ? (encoded as StepOutcome) : composed);
      continue;
    }
    if (count > 0 && count + encoded.value.length > MAX_ENTRIES) break;
    waiting.shift();
    count += encoded.value.length;
    ready.push({ step, entries: composed.value, sealed: composed.value, leaves: encoded.value });
    for (const entry of composed.value) if ('ref' in entry.body) taken.add(entry.body.ref);
  }
  return ready;
}

/**
 * Leaves of entries that will stand in a frame from leaf `first` on: redactable texts in leaves of their own, or, when a step does not fit into one frame
 * that way, every entry in one leaf. `invalid-entry` names the field.
 */
export function encodeEntries(entries: readonly Entry[], first = 0): Result<readonly Uint8Array[], Failure<RecordFailure>> {
  const leaves: Uint8Array[] = [];
  for (const entry of entries) {
    const cut = cutEntry(entry, first + leaves.length);
    if (!cut.ok) return fail('invalid-entry', cut.error.message);
    leaves.push(...cut.value);
  }
  return first === 0 && leaves.length > MAX_ENTRIES ? encodeUncut(entries) : ok(leaves);
}

function encodeUncut(entries: readonly Entry[]): Result<readonly Uint8Array[], Failure<RecordFailure>> {
  const encoded: Uint8Array[] = [];
  for (const entry of entries) {
    const bytes = encodeEntry(entry);
    if (!bytes.ok) return fail('invalid-entry', bytes.error.message);
    encoded.push(bytes.value);
  }
  return ok(encoded);
}

function buildFrame(context: WriterContext, open: OpenLog, checkpoint: Uint8Array | null, leaves: readonly Uint8Array[]): Result<AppendedFrame, Failure<RecordFailure>> {
  const { reader } = open;
  const feed = ownFeedOf(context, open);
  const position = reader.position(feed);
  const place = reader.writingPlace();
  const scope: Scope | null = reader.scope();
  if (place === null) return mayNotWrite(context, open);
  if (position === null || scope === null) return fail('io', 'this journal cannot be written with the keys of this vault');
  const appended = appendFrame({
    log: open.log, scope, device: context.device, instance: context.host.instance(), position, membershipHead: place.membershipHead, epoch: place.epoch, checkpoint, entries: leaves,
    meta: frameMeta(context, open, feed, leaves.length),
  }, context.options.random);
  return appended.ok ? appended : fail('invalid-entry', appended.error.message);
}

function buildChange(context: WriterContext, open: OpenLog, { action, place }: PlannedChange): Result<AppendedFrame, Failure<RecordFailure>> {
  const { reader, log } = open;
  const { device } = context;
  const position = reader.position(ownFeedOf(context, open));
  const scope = reader.scope();
  if (position === null || scope === null) return fail('io', 'this journal cannot be written with the keys of this vault');
  const planned = planMembership({ log, device, place, action, epochSecret: reader.epochSecret }, context.options.random);
  const appended = planned.ok ? appendMembership({ log, scope, device, instance: context.host.instance(), position, membershipHead: planned.value.membershipHead, operation: planned.value.operation }) : planned;
  return appended.ok ? appended : fail('invalid-entry', appended.error.message);
}

// The text stays in the draft: nobody loses what they typed because of a role.
function mayNotWrite({ device }: WriterContext, { reader }: OpenLog): Err<Failure<RecordFailure>> {
  const role = findMember(reader.membership(), device.ed25519)?.role;
  return role === 'admin' || role === 'writer' ? fail('no-key', 'this device has no key to write this journal with yet') : fail('not-a-writer', 'you may read this log, not write it');
}

// A feed that is forked or has gaps cannot be continued by anybody: this device goes on in a new one.
function continueOrRenew(context: WriterContext, open: OpenLog): void {
  if (open.reader.position(ownFeedOf(context, open)) === null) context.host.renew();
}

/** The feed that this device writes in a log, under the instance in force. */
export function ownFeedOf(context: Pick<WriterContext, 'device' | 'host'>, open: Pick<OpenLog, 'log'>): FeedId {
  return feedIdOf(context.device.ed25519, open.log, context.host.instance());
}

/** What a frame says about the moment of writing. The wall clock is the system's; nothing has synchronised it that we could vouch for. */
export function frameMeta(context: Pick<WriterContext, 'options' | 'clock' | 'now' | 'monotonicMs'>, open: OpenLog | null, feed: FeedId | null, leaves: number): FrameMeta {
  const { options } = context;
  const now = context.now();
  return {
    hlc: context.clock.next(now, leaves),
    wall: { ms: now, zone: options.zone, offset: zoneOffsetMinutes(now, options.zone) },
    mono: { boot: options.clock.boot, ms: Math.max(0, Math.floor(context.monotonicMs())) },
    timeSource: { state: 'system', errorMs: null },
    parents: open === null || feed === null ? [] : open.reader.parentsFor(feed),
    app: options.app,
  };
}

async function writeFrame(context: WriterContext, open: OpenLog, frame: AppendedFrame): Promise<Result<void, Failure<RecordFailure>>> {
  const from = open.bytes;
  const answer = await context.vault.call('log.append', { log: open.log, expectedBytes: from, frames: [frame.bytes] });
  if (answer.ok) {
    takeFrame(open, frame.bytes, from, context.clock, context.now(), frame.feed);
    context.host.remember(open.log, frame.feed, frame.seq, frame.headerSha256);
    return ok(undefined);
  }
  const { kind, message } = answer.error;
  if (kind === 'disk-full') {
    context.onReadOnly('disk-full');
    return fail('disk-full', 'the disk is full; the entry is kept on screen and not sealed');
  }
  if (kind === 'read-only') return fail('read-only', message);
  // Whether bytes were written is open: look, so that this place in the feed is never signed twice.
  await readFrames({ vault: context.vault, clock: context.clock, now: context.now, ownFeed: () => frame.feed }, open, { damaged: [] });
  if (open.reader.heads().some((head) => head.headerSha256 === frame.headerSha256)) return ok(undefined);
  if (kind !== 'moved') context.onReadOnly('io');
  return fail('io', 'the entry could not be written; it is kept on screen and not sealed');
}
