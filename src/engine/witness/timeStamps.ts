import { bytesToHex, bytesToSha256Hex, fail, formatUtc, hexToBytes, ok, type Failure, type In, type LogId, type Out, type RandomBytes, type Result, type UnixMs } from '#base';
import { base64ToBytes, bytesToBase64, sha256 } from '#crypto';
import { entitiesOf, type EntryDraft } from '#domain';
import type { EngineContract, ExportedFile, RecordFailure, SealedEntry, TokenFailure } from '#ipc';
import { encodeStatement, type LogReader, type StatedHead } from '#log';
import { describeCertificate, encodeTimeStampRequest, verifyTimeStamp } from '#timestamp';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { authorityOf, noncesFor } from './stampLedger.ts';

/** States how far every feed of a log reaches and asks for a time stamp over it: a request file and the statement, for a courier. */
export async function requestStamp(core: Core, session: Session, log: LogId): Promise<Result<Out<EngineContract, 'stamp.request'>, Failure<RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const heads = statedHeads(open.reader);
  if (heads.length === 0) return fail('io', 'frames are missing in every feed of this journal, so that nothing can be stated about it');
  const statement = encodeStatement({ log, heads });
  const nonce = createNonce(core.options.random);
  const request = encodeTimeStampRequest(sha256(statement), nonce);
  const entry = await recordOne(core, session, log, { kind: 'witness', body: { witnessKind: 'stamp-request', statement: bytesToHex(statement), nonce: bytesToHex(nonce) }, occurred: null });
  if (!entry.ok) return entry;
  const stem = fileStem(open, core.time.now());
  return ok({ entry: entry.value, request: toFile(`${stem}.tsq`, request, heads.length), statement: toFile(`${stem}.statement.cbor`, statement, heads.length) });
}

/** Takes a reply of an authority. A token that does not hold is refused with its class and nothing of it is recorded. */
export async function takeStamp(core: Core, session: Session, { log, bytes, authority }: In<EngineContract, 'stamp.take'>): Promise<Result<Out<EngineContract, 'stamp.take'>, Failure<RecordFailure | TokenFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const state = open.state();
  const chosen = authorityOf(state, authority);
  if (chosen === null) return unknownTarget();
  const statements = [...new Set(entitiesOf(state, 'witness').flatMap(({ body }) => (body.witnessKind === 'stamp-request' ? [body.statement] : [])))];
  const expected = statements.map((statement) => ({ imprint: sha256(hexToBytes(statement) ?? new Uint8Array(0)), nonces: noncesFor(state, statement) }));
  const held = await verifyTimeStamp(bytes, expected, base64ToBytes(chosen.body.certificate) ?? new Uint8Array(0));
  if (!held.ok) return held;
  const { index, token, generatedAt } = held.value;
  const entry = await recordOne(core, session, log, { kind: 'witness', body: { witnessKind: 'stamp-token', statement: statements[index] ?? '', token: bytesToBase64(token), authority: chosen.id }, occurred: null });
  if (!entry.ok) return entry;
  // Looked at again as it was recorded, so that the next frame may already quote it.
  await session.stamps.settle(open);
  core.changed(log);
  return ok({ entry: entry.value, generatedAt });
}

/** Records a time-stamp authority that people chose: its root or signing certificate, DER or PEM. */
export async function addAuthority(core: Core, session: Session, { log, name, bytes }: In<EngineContract, 'authority.add'>): Promise<Result<Out<EngineContract, 'authority.add'>, Failure<RecordFailure | 'bad-certificate'>>> {
  const described = describeCertificate(bytes);
  if (!described.ok) return described;
  const entry = await recordOne(core, session, log, { kind: 'time-authority', body: { name, certificate: bytesToBase64(described.value.der) }, occurred: null });
  return entry.ok ? ok({ entry: entry.value }) : entry;
}

async function recordOne(core: Core, session: Session, log: LogId, draft: EntryDraft): Promise<Result<SealedEntry, Failure<RecordFailure>>> {
  const recorded = await recordDrafts(core, session, log, () => ok([{ draft }]));
  if (!recorded.ok) return recorded;
  const [sealed] = recorded.value.sealed;
  if (sealed === undefined) throw new Error('a step without entries');
  return ok(sealed);
}

/** How far each feed reaches, for a statement. One with frames missing has no root, and one that is forked has several: nothing is stated about those. */
export function statedHeads(reader: Pick<LogReader, 'heads' | 'rootsAt'>): readonly StatedHead[] {
  return reader.heads().flatMap((head) => {
    const [root] = reader.rootsAt(head.feed, head.seq + 1);
    return root === undefined || head.forked ? [] : [{ feed: head.feed, size: head.seq + 1, root, header: head.headerSha256 }];
  });
}

// 63 random bits: the number stays positive in DER without another byte.
function createNonce(random: RandomBytes): Uint8Array {
  const nonce = random(8).slice();
  nonce[0] = (nonce[0] ?? 0) & 0x7f;
  if (nonce.every((value) => value === 0)) nonce[7] = 1;
  return nonce;
}

function toFile(fileName: string, bytes: Uint8Array, rows: number): ExportedFile {
  return { fileName, bytes, rows, leftOut: [], sha256: bytesToSha256Hex(sha256(bytes)) };
}

function fileStem(open: OpenLog, now: UnixMs): string {
  const safe = (open.state().incident?.body.ref ?? 'journal').replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '');
  return `${safe === '' ? 'journal' : safe}-stamp-${formatUtc(now, 'second').replaceAll(/[-:]/g, '')}`;
}
