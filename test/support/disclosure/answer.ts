import type { DisclosureReport } from '#log';

/** The answer of docs/spec/disclosure.md section 5, as both checkers print it. */
export function answerOf(report: DisclosureReport) {
  const { verdict, classes, log, frames, leaves, shown, entries, redacted, forks, gaps } = report;
  return { verdict, classes, log, frames, leaves, shown, entries, redacted, forks, gaps };
}
