import { fail, ok, type EntityId, type Failure, type LogId, type Result } from '#base';
import { entityOf, type BodyOf, type Entity } from '#domain';
import type { RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { portFailure, unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { mediaTypeOf } from './mediaType.ts';

type Sealed = NonNullable<BodyOf<'evidence'>['sealed']>;
interface Found { readonly item: Entity<'evidence'>; readonly sealed: Sealed; readonly sha256: string }

/** Writes the bytes of an item to a granted destination; every hash is compared on the way, and the copy is recorded in its custody. */
export async function extractItem(core: Core, session: Session, log: LogId, item: EntityId, destination: string): Promise<Result<{ readonly bytes: number; readonly sha256: string }, Failure<'damaged' | 'hash-mismatch' | 'missing' | 'disk-full' | 'io' | 'cancelled' | 'exists' | 'unknown-target' | 'unknown-grant'>>> {
  const found = findSealed(session, log, item);
  if (found === null) return unknownTarget();
  const opened = await openParts(core, found, destination);
  if (!opened.ok) return portFailure(opened.error, ['damaged', 'hash-mismatch', 'missing', 'disk-full', 'cancelled', 'exists', 'unknown-grant']);
  const recorded = await recordCustody(core, session, log, {
    item, type: 'copy', by: session.author().name, purpose: 'Extracted to a file', hashCheck: { algorithm: 'sha256', expected: found.sha256, actual: opened.value.sha256, result: 'match' },
  });
  return recorded.ok ? ok(opened.value) : fail('io', 'the item was extracted, but the custody entry could not be sealed');
}

/** Opens every part, compares every hash, and records the result as a custody event, whatever it is. */
export async function verifyItem(core: Core, session: Session, log: LogId, item: EntityId): Promise<Result<{ readonly result: 'match' | 'mismatch'; readonly sha256: string }, Failure<'missing' | 'damaged' | 'io' | 'unknown-target' | 'cancelled' | RecordFailure>>> {
  const found = findSealed(session, log, item);
  if (found === null) return unknownTarget();
  const opened = await openParts(core, found, null);
  if (!opened.ok && opened.error.kind !== 'hash-mismatch' && opened.error.kind !== 'damaged') return portFailure(opened.error, ['missing', 'cancelled']);
  const result = opened.ok ? 'match' : 'mismatch';
  const actual = opened.ok ? opened.value.sha256 : '';
  const recorded = await recordCustody(core, session, log, {
    item, type: 'verify', by: session.author().name, hashCheck: { algorithm: 'sha256', expected: found.sha256, actual, result },
    ...(opened.ok ? {} : { note: opened.error.kind === 'damaged' ? 'A sealed part cannot be opened.' : 'The content has another hash than when it was sealed.' }),
  });
  if (!recorded.ok) return recorded;
  if (!opened.ok && opened.error.kind === 'damaged') return fail('damaged', 'a sealed part of the item cannot be opened; the mismatch is recorded');
  return ok({ result, sha256: actual });
}

/** Bytes of a small item for showing inside the console, and what they may be shown as. */
export async function peekItem(core: Core, session: Session, log: LogId, item: EntityId): Promise<Result<{ readonly bytes: Uint8Array; readonly mediaType: string }, Failure<'missing' | 'damaged' | 'too-large' | 'io' | 'unknown-target'>>> {
  const found = findSealed(session, log, item);
  if (found === null) return unknownTarget();
  const { identity, parts } = found.sealed;
  const peeked = await core.options.vault.call('evidence.peek', { item: found.item.id, identity, parts });
  if (!peeked.ok) return portFailure(peeked.error, ['missing', 'damaged', 'too-large']);
  return ok({ bytes: peeked.value.bytes, mediaType: mediaTypeOf(peeked.value.bytes) });
}

/** Opens the parts of an item in the vault folder; with a destination grant the bytes are written there. */
export function openParts(core: Core, { item, sealed, sha256 }: Found, destination: string | null) {
  return core.options.vault.call('evidence.open', { item: item.id, identity: sealed.identity, parts: sealed.parts, sha256, destination });
}

/** A sealed item of a log with the hash it was sealed with; null for unknown ids and physical items. */
export function findSealed(session: Session, log: LogId, item: EntityId): Found | null {
  const entry = session.book.get(log);
  const entity = entry === null ? null : entityOf(entry.open.state(), 'evidence', item);
  const sealed = entity?.body.sealed;
  const sha256 = sealed?.hashes.find((hash) => hash.algorithm === 'sha256')?.hex;
  return entity === null || sealed === undefined || sha256 === undefined ? null : { item: entity, sealed, sha256 };
}

function recordCustody(core: Core, session: Session, log: LogId, body: BodyOf<'custody'>) {
  return recordDrafts(core, session, log, () => ok([{ draft: { kind: 'custody', body, occurred: null } }]));
}
