import { parseLogId, bytesToHex, type FeedId, type LogId, type Sha256Hex } from '#base';
import { deviceFingerprint } from '#crypto';
import type { PlacedEntry } from '#domain';
import { hexBytes } from '../body/encode.ts';
import type { FrameReference } from '../bytesSchema.ts';
import { decodeFrame } from '../frame/decode.ts';
import type { FrameFailure, ProvedHashes } from '../frame/types.ts';
import { createLogReader } from '../ingest/reader.ts';
import type { Ingested, LogProblem, LogReader, ReaderKeys } from '../ingest/types.ts';
import { BREACH, explainProblem } from './explain.ts';
import { buildLines } from './lines.ts';
import { precheckPiece, provedHashes, type PieceFacts } from './precheck.ts';
import type { ReportProblem, VerificationReport } from './types.ts';

export interface VerifierOptions {
  /** Null: the log of the first readable frame. */
  readonly log: LogId | null;
  readonly keys: ReaderKeys | null;
  /** Heads that must be there: what a machine remembered, or a package lists. */
  readonly expectedHeads?: readonly FrameReference[];
  /** Ed25519 public key (hexadecimal) that signed the package; said when it is no member. */
  readonly exporter?: string;
  /** Called with entries that were opened, for checks beyond the log (evidence). */
  readonly onEntries?: (entries: readonly PlacedEntry[]) => void;
}

/** Checks a log from raw bytes, in pieces of any size that hold whole frames. */
export interface LogVerifier {
  /** `origin` names the piece in the report, such as a file name. `facts`: what `precheckPiece` answered for these bytes, when somebody has asked it. */
  readonly add: (bytes: Uint8Array, origin?: string, facts?: PieceFacts) => void;
  readonly finish: () => VerificationReport;
}

interface Noted { readonly problem: ReportProblem; readonly source: LogProblem | undefined }
const MAX_PROBLEMS = 1000;
const FORK = 'two frames were signed for the same place';
const signatureKinds: readonly FrameFailure[] = ['bad-signature'];

/** The verifier behind `holdfast verify` and the integrity screen: the same ingest as everywhere, and plain words about it. */
export function createLogVerifier(options: VerifierOptions): LogVerifier {
  let reader: LogReader | null = options.log === null ? null : createLogReader({ log: options.log, keys: options.keys });
  const problems: Noted[] = [];
  const known = new WeakSet<LogProblem>();
  const said = new WeakSet<LogProblem>();
  const framesByFeed = new Map<FeedId, number>();
  let damaged = 0;
  let tornTails = 0;
  let scanned = 0;
  let unsigned = 0;

  function add(bytes: Uint8Array, origin = 'frames', facts: PieceFacts = precheckPiece(bytes)): void {
    const { scan } = facts;
    const broken = scan.tail === null ? scan.damaged : [...scan.damaged, scan.tail];
    const torn = scan.tail?.reason === 'incomplete' ? 1 : 0;
    tornTails += torn;
    damaged += broken.length - torn;
    for (const range of broken) {
      note({ where: `${origin}, bytes ${range.from} to ${range.to}`, kind: 'damage', text: `${range.to - range.from} bytes are not readable as frames` });
    }
    scan.frames.forEach(({ from, to }, index) => addFrame(bytes.subarray(from, to), `${origin}, byte ${from}`, provedHashes(facts, index)));
  }

  function addFrame(frame: Uint8Array, where: string, proved: ProvedHashes | null): void {
    scanned += 1;
    reader ??= readerOf(frame, options.keys);
    const result = reader?.ingest(frame, 'scanned', proved) ?? decodeFrame(frame, 'scanned');
    const fresh = noticed();
    if (!result.ok) {
      if (signatureKinds.includes(result.error.kind)) unsigned += 1;
      const source = fresh.find(({ kind }) => kind === result.error.kind);
      // A frame that stands aside already is not said twice.
      if (source !== undefined || result.error.kind !== 'broken-chain') note({ where, kind: result.error.kind, text: explainProblem(result.error.kind) }, source);
    } else if ('status' in result.value) {
      if (result.value.entries.length > 0) options.onEntries?.(result.value.entries);
      for (const one of [result.value, ...result.value.released]) countPlaced(one);
      if (result.value.fork !== null) note({ where, kind: 'fork', text: FORK }, fresh.find(({ kind }) => kind === 'fork'));
    }
  }

  function countPlaced({ status, frame: { feed } }: Ingested): void {
    if (status !== 'duplicate' && status !== 'waiting') framesByFeed.set(feed, (framesByFeed.get(feed) ?? 0) + 1);
  }

  function note(problem: ReportProblem, source?: LogProblem): void {
    if (source !== undefined) said.add(source);
    if (problems.length < MAX_PROBLEMS) problems.push({ problem, source });
  }

  // What the reader noted since it was last asked: of the frame that it was just given, and of those that this one released.
  function noticed(): readonly LogProblem[] {
    const all = reader?.problems() ?? [];
    const fresh = all.slice(all.findLastIndex((problem) => known.has(problem)) + 1);
    for (const problem of fresh) known.add(problem);
    return fresh;
  }

  // A refusal that a later frame withdrew is left out; what became of frames that waited is added.
  function settled(): readonly ReportProblem[] {
    const standing = reader?.problems() ?? [];
    const later = standing.filter((one) => !said.has(one)).map(({ feed, seq, kind, breach }) => (
      { where: feed === null ? 'frames' : `feed ${feed.slice(0, 12)}, frame ${seq}`, kind, text: breach === true ? BREACH : kind === 'fork' ? FORK : explainProblem(kind) }));
    const kept = problems.filter(({ source }) => source === undefined || standing.includes(source)).map(({ problem }) => problem);
    return [...kept, ...later].slice(0, MAX_PROBLEMS);
  }

  function finish(): VerificationReport {
    for (const placed of reader?.settle() ?? []) {
      countPlaced(placed);
      if (placed.entries.length > 0) options.onEntries?.(placed.entries);
    }
    const missingHeads = checkHeads(reader, options.expectedHeads ?? [], note);
    checkExporter(reader, options.exporter, note);
    const findings = { reader, scanned, damaged, tornTails, unsigned, missingHeads, expectedHeads: options.expectedHeads?.length ?? 0, keyed: options.keys !== null, problems: settled() };
    const { lines, verdict } = buildLines(findings);
    const counts = reader?.counts();
    return {
      verdict, lines, problems: findings.problems, log: reader?.log ?? null, frames: counts?.frames ?? 0, entries: counts?.entries ?? 0,
      gaps: reader?.gaps() ?? [], forks: reader?.forks() ?? [],
      feeds: (reader?.heads() ?? []).map((head) => ({
        feed: head.feed, author: head.author, fingerprint: deviceFingerprint(hexBytes(head.author)), frames: framesByFeed.get(head.feed) ?? 0, head: head.headerSha256 as Sha256Hex, forked: head.forked,
      })),
    };
  }

  return { add, finish };
}

function readerOf(frame: Uint8Array, keys: ReaderKeys | null): LogReader | null {
  const decoded = decodeFrame(frame);
  const log = decoded.ok ? parseLogId(bytesToHex(decoded.value.header.logId)) : null;
  return log === null ? null : createLogReader({ log, keys });
}

// A remembered head proves that the log once reached at least there.
function checkHeads(reader: LogReader | null, expected: readonly FrameReference[], note: (problem: ReportProblem) => void): number {
  let missing = 0;
  for (const head of expected) {
    if (reader?.holds(head.feed, head.seq, hexBytes(head.headerSha256)) === true) continue;
    const known = reader?.headerAt(head.feed, head.seq) ?? null;
    missing += 1;
    const where = `feed ${head.feed.slice(0, 12)}, frame ${head.seq}`;
    if (known === null) note({ where, kind: 'head-missing', text: 'a frame that was seen before is not here: the end of this feed was cut' });
    else note({ where, kind: 'head-differs', text: 'another frame was seen at this place before: the feed was rewritten' });
  }
  return missing;
}

function checkExporter(reader: LogReader | null, exporter: string | undefined, note: (problem: ReportProblem) => void): void {
  const members = reader?.membership()?.members ?? [];
  if (exporter !== undefined && !members.some((member) => bytesToHex(member.device) === exporter)) {
    note({ where: 'package', kind: 'unknown-exporter', text: 'the device that signed the package is not a member of the log' });
  }
}
