import { hexToBytes, type EntityId, type EntryId, type Failure, type LogId, type Result } from '#base';
import { base64ToBytes, sha256 } from '#crypto';
import { entitiesOf, standingOf, type BodyOf, type Entity, type IncidentState } from '#domain';
import { checkpointHash, decodeStatement, type LogStatement } from '#log';
import { verifyTimeStamp, type HeldStamp, type TokenFailure } from '#timestamp';
import type { OpenLog } from '../logs/openLog.ts';

type Body<K extends BodyOf<'witness'>['witnessKind']> = Extract<BodyOf<'witness'>, { readonly witnessKind: K }>;
export interface WitnessOf<K extends BodyOf<'witness'>['witnessKind']> { readonly entity: Entity<'witness'>; readonly body: Body<K> }

/** A recorded token with what is known of it. `verdict` null: not looked at yet. */
export interface StampRecord extends WitnessOf<'stamp-token'> {
  readonly authority: Entity<'time-authority'> | null;
  readonly statement: LogStatement | null;
  readonly verdict: Verdict | null;
}
type Verdict = Result<HeldStamp, Failure<TokenFailure>>;

/** Remembers which tokens hold: each is verified once, when it is taken or when its log is first asked for. */
export interface StampLedger {
  /** All tokens of a log that stand, in order. Those that nobody has looked at are looked at in the background, and `onSettled` tells when that is done. */
  readonly records: (open: OpenLog) => readonly StampRecord[];
  /** Looks at all that nobody has looked at; true when there were any. */
  readonly settle: (open: OpenLog) => Promise<boolean>;
  /** Header member 13 for the next frame of a log: the checkpoint hash of the newest statement whose token holds, or null. */
  readonly checkpoint: (open: OpenLog) => Promise<Uint8Array | null>;
}

/** A ledger for one session. */
export function createStampLedger(onSettled: (log: LogId) => void): StampLedger {
  const verdicts = new Map<string, Verdict>();
  const running = new Map<string, Promise<Verdict>>();

  const busy = new Set<LogId>();

  const known = (open: OpenLog) => {
    const state = open.state();
    return witnessesOf(state, 'stamp-token').map((found): StampRecord => {
      const authority = authorityOf(state, found.body.authority);
      const decoded = decodeStatement(hexToBytes(found.body.statement) ?? new Uint8Array(0));
      return { ...found, authority, statement: decoded.ok && decoded.value.log === open.log ? decoded.value : null, verdict: verdicts.get(keyOf(state, found, authority)) ?? null };
    });
  };
  async function settle(open: OpenLog): Promise<boolean> {
    const state = open.state();
    const unseen = known(open).filter((record) => record.verdict === null);
    await Promise.all(unseen.map(async (record) => {
      const key = keyOf(state, record, record.authority);
      const run = running.get(key) ?? verifyRecorded(state, record);
      running.set(key, run);
      verdicts.set(key, await run);
      running.delete(key);
    }));
    return unseen.length > 0;
  }
  async function settleOnce(log: LogId, open: OpenLog): Promise<void> {
    if (busy.has(log)) return;
    busy.add(log);
    await settle(open);
    busy.delete(log);
    onSettled(log);
  }
  return {
    settle,
    records: (open) => {
      const list = known(open);
      if (list.some((record) => record.verdict === null)) void settleOnce(open.log, open);
      return list;
    },
    checkpoint: async (open) => {
      if (open.state().byKind.witness.length === 0) return null;
      await settle(open);
      const newest = known(open).reduce<StampRecord | null>((best, record) => (heldAt(record) !== null && (best === null || (heldAt(record) ?? 0) >= (heldAt(best) ?? 0)) ? record : best), null);
      return newest === null ? null : checkpointHash(hexToBytes(newest.body.statement) ?? new Uint8Array(0));
    },
  };
}

/** Instant that a token proves, or null when it does not hold or has not been looked at. */
export function heldAt({ verdict, statement }: StampRecord): number | null {
  return verdict?.ok === true && statement !== null ? verdict.value.generatedAt : null;
}

/** Witness entries of one kind that stand, in order. */
export function witnessesOf<K extends BodyOf<'witness'>['witnessKind']>(state: IncidentState, kind: K): readonly WitnessOf<K>[] {
  // The filter is by the word that decides the shape of the body.
  return standingOf(state, 'witness').filter((entity) => entity.body.witnessKind === kind).map((entity) => ({ entity, body: entity.body as Body<K> }));
}

/** Nonces of all requests for a statement, also of those that were struck through: what was asked was asked. */
export function noncesFor(state: IncidentState, statement: string): readonly string[] {
  return entitiesOf(state, 'witness').flatMap(({ body }) => (body.witnessKind === 'stamp-request' && body.statement === statement ? [body.nonce] : []));
}

/** The authority under an id, unless trust in it was withdrawn. */
export function authorityOf(state: IncidentState, id: EntityId): Entity<'time-authority'> | null {
  return standingOf(state, 'time-authority').find((authority) => authority.id === id) ?? null;
}

// A token stands under what is known of its authority and its requests, both of which may come later.
function keyOf(state: IncidentState, { entity, body }: WitnessOf<'stamp-token'>, authority: { readonly id: EntryId } | null): string {
  return [entity.id, authority?.id ?? '', ...noncesFor(state, body.statement)].join(' ');
}

function verifyRecorded(state: IncidentState, { body, authority }: StampRecord): Promise<Verdict> {
  const statement = hexToBytes(body.statement) ?? new Uint8Array(0);
  const certificate = authority === null ? null : base64ToBytes(authority.body.certificate);
  return verifyTimeStamp(base64ToBytes(body.token) ?? new Uint8Array(0), [{ imprint: sha256(statement), nonces: noncesFor(state, body.statement) }], certificate ?? new Uint8Array(0));
}
