import type { IntegrityReport, VerdictLine } from '#ipc';
import type { VerificationReport } from '#log';

const TOPICS: readonly VerdictLine['topic'][] = ['signatures', 'chain', 'entries', 'authorship', 'evidence', 'completeness', 'time'];
const WORST: readonly IntegrityReport['verdict'][] = ['ok', 'incomplete', 'malformed', 'failed'];

/** The lines of several logs as one list in topic order: what was found alike in several logs is one line with the counts added. */
export function mergeLines(reports: readonly VerificationReport[]): readonly VerdictLine[] {
  const byCode = new Map<string, VerdictLine[]>();
  for (const { topic, verdict, code, text, count } of reports.flatMap((report) => report.lines)) {
    byCode.set(code, [...(byCode.get(code) ?? []), { topic, verdict, text, count }]);
  }
  return [...byCode.values()].flatMap(mergeAlike).sort((left, right) => TOPICS.indexOf(left.topic) - TOPICS.indexOf(right.topic));
}

function mergeAlike(lines: readonly VerdictLine[]): readonly VerdictLine[] {
  const largest = lines.reduce<VerdictLine | null>((best, line) => (best === null || line.count > best.count ? line : best), null);
  if (largest === null || lines.length === 1) return lines;
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  const others = lines.length - 1;
  const alike = lines.every((line) => line.text === largest.text) ? '' : ` Alike in ${others} other ${others === 1 ? 'journal' : 'journals'}, ${count} in all.`;
  return [{ ...largest, count, text: largest.text + alike }];
}

/** The worst of several verdicts. */
export function worstVerdict(verdicts: readonly IntegrityReport['verdict'][]): IntegrityReport['verdict'] {
  return verdicts.reduce((worst, next) => (WORST.indexOf(next) > WORST.indexOf(worst) ? next : worst), 'ok');
}
