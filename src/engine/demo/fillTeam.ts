import { bytesToHex, createEntryId, fail, ok, zoneOffsetMinutes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { createDevice, type DeviceKeys } from '#crypto';
import type { Entry } from '#domain';
import type { RecordFailure } from '#ipc';
import { appendFrame, encodeCosignature, encodeEntry, makeJoinRequest, startOfFeed, type FeedPosition } from '#log';
import { recordCosignatures } from '../bundle/recordCosignatures.ts';
import type { Core } from '../core/core.ts';
import { admit, invite } from '../membership/change.ts';
import { secretOf } from '../membership/invitations.ts';
import type { Session } from '../session/openSession.ts';
import { statedHeads } from '../witness/timeStamps.ts';
import { nightShift } from './storyTeam.ts';
import { recordedAt } from './storyTypes.ts';

type Filled = Result<void, Failure<RecordFailure>>;

const COLLEAGUE = { name: 'Marit Lie', initials: 'ML', role: 'Analyst, night shift', organisation: 'Nordwind' } as const;
const PREFIX = 'ML';
const WAITING_MS = 3 * 86_400_000;

/**
 * Gives the demonstration a second member, whose laptop lives for this call only: invited, admitted with a compared fingerprint, with entries of its own that arrived and a statement of how far it
 * held the journal; and an invitation that waits. All of it goes the ordinary way.
 */
export async function fillTeam(core: Core, session: Session, log: LogId): Promise<Filled> {
  const device = createDevice(core.options.random);
  core.time.pretend(recordedAt('11:00'));
  const made = await invite(core, session, { log, role: 'writer', history: 'all', expires: null, forWhom: COLLEAGUE.name });
  if (!made.ok) return fail('io', made.error.message);
  const secret = secretOf(session, log, made.value.invitation);
  if (secret === null) return fail('io', 'an invitation that was made is not kept');
  core.time.pretend(recordedAt('11:08'));
  const admitted = await admit(core, session, { log, bytes: makeJoinRequest({ log, secret, device, person: COLLEAGUE }, core.options.random), without: null, check: { means: 'voice', name: COLLEAGUE.name } });
  if (!admitted.ok) return fail('io', admitted.error.message);
  const written = await writeAs(core, session, log, device);
  if (!written.ok) return written;
  core.time.pretend(recordedAt('11:40'));
  const waiting = await invite(core, session, { log, role: 'reader', history: 'from-now', expires: (Date.now() + WAITING_MS) as UnixMs, forWhom: 'Counsel of Nord Havnelogistikk' });
  return waiting.ok ? ok(undefined) : fail('io', waiting.error.message);
}

/** Entries of the other laptop, taken in as from a bundle, and its cosignature of what it then held. */
async function writeAs(core: Core, session: Session, log: LogId, device: DeviceKeys): Promise<Filled> {
  const { random, app } = core.options;
  const instance = random(16);
  const boot = random(16);
  let position: FeedPosition = startOfFeed();
  for (const [index, { at, text }] of nightShift.entries()) {
    const now = recordedAt(at);
    core.time.pretend(now);
    const reader = session.book.get(log)?.open.reader;
    const place = reader?.writingPlace() ?? null;
    const entry = encodeEntry(noteOf(core, now, text));
    if (reader === undefined || place === null || !entry.ok) return fail('io', 'the second member has no place to write at');
    const frame = appendFrame({
      log, scope: 'incident', device, instance, position, membershipHead: place.membershipHead, epoch: place.epoch, entries: [entry.value],
      meta: {
        hlc: { ms: now, counter: 0 }, wall: { ms: now, zone: 'Europe/Oslo', offset: zoneOffsetMinutes(now, 'Europe/Oslo') }, mono: { boot, ms: index }, timeSource: { state: 'system', errorMs: null },
        parents: reader.heads().filter(({ author }) => author !== bytesToHex(device.ed25519)).map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 })), app,
      },
    }, random);
    if (!frame.ok) return fail('io', frame.error.message);
    position = frame.value.position;
    const taken = await session.book.receive(log, [frame.value.bytes]);
    if (!taken.ok) return fail('io', taken.error.message);
  }
  const reader = session.book.get(log)?.open.reader;
  const cosignature = reader === undefined ? null : encodeCosignature({ log, at: recordedAt('11:36'), heads: statedHeads(reader) }, device);
  if (cosignature?.ok === true) await recordCosignatures(core, session, log, [cosignature.value]);
  return ok(undefined);
}

function noteOf(core: Core, at: UnixMs, text: string): Entry {
  const recorded = { at, zone: 'Europe/Oslo', offsetMinutes: zoneOffsetMinutes(at, 'Europe/Oslo') };
  return {
    v: 1, id: createEntryId(at, core.options.random), kind: 'note', body: { text }, author: { name: COLLEAGUE.name, prefix: PREFIX, role: COLLEAGUE.role },
    occurred: { ...recorded, precision: 'minute', written: '', clockSource: 'device' }, recorded, source: 'typed', tags: [], links: [],
  };
}
