import { bytesToHex, type LogId } from '#base';
import { decodeFrame, feedIdOf, hashHeader, scanFrames, type VerificationReport } from '#log';

/** Damaged bytes that a log keeps although all it ever held is there. */
export interface KeptDamage { readonly ranges: number; readonly bytes: number }
export interface JudgedLog { readonly report: VerificationReport; readonly kept: KeptDamage | null }

const damageCodes: readonly string[] = ['damage', 'torn-tail'];

/**
 * Judges the damage in a log of a vault folder (docs/spec/vault.md section 11): a repair puts frames behind the damaged bytes and removes nothing, so that
 * damage alone is no failure when the frames that came late account for it. `files` gives the bytes of the frame files in their order, and is asked only when there is
 * such a log to judge.
 */
export function judgeDamage(report: VerificationReport, files: () => Iterable<Uint8Array>): JudgedLog {
  const wrong = report.lines.filter((line) => line.verdict === 'failed' || line.verdict === 'incomplete');
  if (report.log === null || wrong.length === 0 || wrong.some((line) => !damageCodes.includes(line.code))) return { report, kept: null };
  const kept = accountFor(report.log, files());
  if (kept === null) return { report, kept: null };
  const problems = report.problems.map((problem) => (problem.kind === 'damage' ? { ...problem, text: `${problem.text}; they are kept, and what they held stands further on` } : problem));
  return { report: { ...report, verdict: 'ok', lines: report.lines.filter((line) => !damageCodes.includes(line.code)), problems }, kept };
}

/** The damaged ranges, or null when no whole frame follows one, or fewer bytes came late than are damaged. */
function accountFor(log: LogId, files: Iterable<Uint8Array>): KeptDamage | null {
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  let ranges = 0;
  let bytes = 0;
  let late = 0;
  // Tails behind which no whole frame has been read yet.
  let pending = 0;
  for (const file of files) {
    const scan = scanFrames(file);
    if (scan.frames.length > 0) pending = 0;
    const damaged = scan.tail === null ? scan.damaged : [...scan.damaged, scan.tail];
    pending += scan.tail === null ? 0 : 1;
    ranges += damaged.length;
    bytes += damaged.reduce((sum, { from, to }) => sum + to - from, 0);
    for (const { from, to } of scan.frames) {
      const frame = decodeFrame(file.subarray(from, to), 'scanned');
      if (!frame.ok) return null;
      const { header, headerBytes } = frame.value;
      const hash = bytesToHex(hashHeader(headerBytes));
      if (seen.has(hash)) continue;
      seen.add(hash);
      const feed = feedIdOf(header.author, log, header.instance);
      const reached = newest.get(feed) ?? -1;
      if (header.seq < reached) late += to - from;
      newest.set(feed, Math.max(reached, header.seq));
    }
  }
  return pending === 0 && late >= bytes ? { ranges, bytes } : null;
}
