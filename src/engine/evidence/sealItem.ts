import * as v from 'valibot';
import { createEntryId, ok, type EntryId, type Failure, type In, type Result } from '#base';
import { createEvidenceKey, isAgeIdentity, recipientOfIdentity, type EvidenceKey } from '#crypto';
import { standingOf, type BodyOf, type Entity, type IncidentState } from '#domain';
import type { EngineContract, RecordFailure, SealedEntry, SealFailure, SealReceipt } from '#ipc';
import { bytesToJson, jsonToBytes } from '../copy/sealedCopy.ts';
import type { Core } from '../core/core.ts';
import { portFailure, unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { takeInHand } from './listUnfinished.ts';

type Input = In<EngineContract, 'evidence.seal'>;
export type SealedItem = SealedEntry & { readonly duplicateOf: string | null };

const SEAL_FAILURES = ['unknown-grant', 'unreadable', 'vanished', 'changed-while-read', 'cancelled', 'disk-full', 'io', 'read-back-mismatch', 'busy', 'read-only'] as const satisfies readonly SealFailure[];
const keySchema = v.strictObject({ identity: v.string() });

/**
 * Seals a source under a key of its own and then records the item: the journal never names an item that is not sealed, read back and
 * on disk. The key is kept, sealed, in the working copy until then, so that an interrupted run can be continued with the same one.
 */
export async function sealItem(core: Core, session: Session, input: Input): Promise<Result<SealedItem, Failure<SealFailure | RecordFailure>>> {
  if (session.book.get(input.log) === null) return unknownTarget();
  const { random } = core.options;
  const item = input.resume ?? createEntryId(core.time.now(), random);
  const letGo = takeInHand(session, item);
  try {
    return await sealAndRecord(core, session, item, input);
  } finally {
    letGo();
  }
}

async function sealAndRecord(core: Core, session: Session, item: EntryId, input: Input): Promise<Result<SealedItem, Failure<SealFailure | RecordFailure>>> {
  const { vault } = core.options;
  const key = await keyFor(core, session, item, input.resume !== null);
  if (!key.ok) return key;
  const sealed = await vault.call('evidence.seal', { item, grant: input.grant, recipient: key.value.recipient, identity: key.value.identity, legacyHashes: input.legacyHashes });
  if (!sealed.ok) return portFailure(sealed.error, SEAL_FAILURES);
  const recorded = await recordItem(core, session, item, input, { key: key.value, receipt: sealed.value });
  if (recorded.ok) await session.copy.remove('seals', [item]);
  return recorded;
}

// A run can only be continued with the key it began with. When that is gone, its parts are put aside and the item begins anew.
async function keyFor(core: Core, session: Session, item: EntryId, resuming: boolean): Promise<Result<EvidenceKey, Failure<'io'>>> {
  if (resuming) {
    const row = await session.copy.read('seals', item);
    const kept = row.found === 'row' ? v.safeParse(keySchema, bytesToJson(row.bytes)) : null;
    if (kept?.success === true && isAgeIdentity(kept.output.identity)) return ok({ identity: kept.output.identity, recipient: await recipientOfIdentity(kept.output.identity) });
    const aside = await core.options.vault.call('evidence.setAside', { item });
    if (!aside.ok && aside.error.kind !== 'missing') return portFailure(aside.error, []);
  }
  const key = await createEvidenceKey();
  await session.copy.write('seals', [{ name: item, bytes: jsonToBytes({ identity: key.identity }) }]);
  return ok(key);
}

async function recordItem(core: Core, session: Session, item: EntryId, input: Input, made: { readonly key: EvidenceKey; readonly receipt: SealReceipt }): Promise<Result<SealedItem, Failure<RecordFailure>>> {
  const { receipt, key } = made;
  const { fromHost } = core.time;
  let duplicateOf: string | null = null;
  const step = await recordDrafts(core, session, input.log, (state) => {
    const twin = findTwin(state, receipt);
    duplicateOf = twin?.ref ?? null;
    const links = twin === null ? input.links : [...input.links, { relation: 'duplicate-of' as const, to: twin.id }];
    const body: BodyOf<'evidence'> = {
      ...input.body, ref: '',
      sealed: {
        size: receipt.size, hashes: [...receipt.hashes], parts: [...receipt.parts], recipient: key.recipient, identity: key.identity,
        startedAt: fromHost(receipt.startedAt), endedAt: fromHost(receipt.endedAt), readBackAt: fromHost(receipt.readBackAt),
      },
    };
    const custody: BodyOf<'custody'> = {
      item, type: 'collect', by: input.body.collectedBy,
      ...(input.body.sourceWhere === undefined || input.body.sourceWhere === '' ? {} : { place: input.body.sourceWhere }),
      ...(input.body.authority === undefined || input.body.authority === '' ? {} : { authority: input.body.authority }),
      ...(input.body.sealNumber === undefined || input.body.sealNumber === '' ? {} : { sealNumber: input.body.sealNumber }),
    };
    return ok([
      { id: item, draft: { kind: 'evidence', body, occurred: input.occurred, tags: input.tags, links } },
      { draft: { kind: 'custody', body: custody, occurred: input.occurred } },
    ]);
  });
  if (!step.ok) return step;
  const [sealed] = step.value.sealed;
  if (sealed === undefined) throw new Error('a step without entries');
  return ok({ ...sealed, duplicateOf });
}

/** An item that stands and has the same content by SHA-256. */
function findTwin(state: IncidentState, receipt: SealReceipt): Entity<'evidence'> | null {
  const sha256 = receipt.hashes.find((hash) => hash.algorithm === 'sha256')?.hex;
  return standingOf(state, 'evidence').find((other) => other.body.sealed?.hashes.some((hash) => hash.algorithm === 'sha256' && hash.hex === sha256)) ?? null;
}
