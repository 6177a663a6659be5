import { parseLogId, bytesToHex, type FeedId, type LogId, type Sha256Hex } from '#base';
import { deviceFingerprint } from '#crypto';
import type { PlacedEntry } from '#domain';
import { hexBytes } from '../body/encode.ts';
import type { FrameReference } from '../bytesSchema.ts';
import { decodeFrame } from '../frame/decode.ts';
import type { FrameFailure, ProvedHashes } from '../frame/types.ts';
import { createLogReader } from '../ingest/reader.ts';
import type { LogReader, ReaderKeys } from '../ingest/types.ts';
import { explainProblem } from './explain.ts';
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

const signatureKinds: readonly FrameFailure[] = ['bad-signature'];

/** The verifier behind `holdfast verify` and the integrity screen: the same ingest as everywhere, and plain words about it. */
export function createLogVerifier(options: VerifierOptions): LogVerifier {
  let reader: LogReader | null = options.log === null ? null : createLogReader({ log: options.log, keys: options.keys });
  const problems: ReportProblem[] = [];
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
    if (!result.ok) {
      if (signatureKinds.includes(result.error.kind)) unsigned += 1;
      note({ where, kind: result.error.kind, text: explainProblem(result.error.kind) });
    } else if ('status' in result.value) {
      if (result.value.entries.length > 0) options.onEntries?.(result.value.entries);
      if (result.value.status !== 'duplicate') framesByFeed.set(result.value.frame.feed, (framesByFeed.get(result.value.frame.feed) ?? 0) + 1);
      if (result.value.fork !== null) note({ where, kind: 'fork', text: 'two frames were signed for the same place' });
    }
  }

  function note(problem: ReportProblem): void {
    if (problems.length < 1000) problems.push(problem);
  }

  function finish(): VerificationReport {
    for (const placed of reader?.settle() ?? []) if (placed.entries.length > 0) options.onEntries?.(placed.entries);
    const missingHeads = checkHeads(reader, options.expectedHeads ?? [], note);
    checkExporter(reader, options.exporter, note);
    const findings = { reader, scanned, damaged, tornTails, unsigned, missingHeads, expectedHeads: options.expectedHeads?.length ?? 0, keyed: options.keys !== null, problems };
    const { lines, verdict } = buildLines(findings);
    const counts = reader?.counts();
    return {
      verdict, lines, problems, log: reader?.log ?? null, frames: counts?.frames ?? 0, entries: counts?.entries ?? 0,
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
    const known = reader?.headerAt(head.feed, head.seq) ?? null;
    if (known === head.headerSha256) continue;
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
