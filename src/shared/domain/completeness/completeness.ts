import type { UnixMs } from '#base';
import type { IncidentState } from '../view.ts';
import { journalLines, type LogHealth } from './journal.ts';
import { evidenceLines } from './keeping.ts';
import { completenessTopics, type CompletenessTopic, type OpenLine } from './line.ts';
import { clockLines, closureLines, messageLines, scopeLines } from './owed.ts';
import { actionLines, decisionLines, milestoneLines } from './record.ts';

/** Everything that is open or missing in an incident, in the order of its parts. */
export interface Completeness { readonly lines: readonly OpenLine[]; readonly counts: Readonly<Record<CompletenessTopic, number>> }

/**
 * Collects what gates, clocks, custody, findings, messages and the log itself say is open, as of an instant (docs/spec/closure.md section 4). It judges
 * nothing of its own; an incident with nothing open has no lines.
 */
export function completenessOf(state: IncidentState, log: LogHealth, now: UnixMs): Completeness {
  if (state.incident === null) return { lines: [], counts: countOf([]) };
  const lines = [
    ...journalLines(state, log), ...milestoneLines(state), ...clockLines(state, now), ...evidenceLines(state, now), ...actionLines(state, now), ...decisionLines(state, now),
    ...messageLines(state), ...scopeLines(state), ...closureLines(state, now),
  ];
  const ordered = completenessTopics.flatMap((topic) => lines.filter((line) => line.topic === topic));
  return { lines: ordered, counts: countOf(ordered) };
}

function countOf(lines: readonly OpenLine[]): Completeness['counts'] {
  return Object.fromEntries(completenessTopics.map((topic) => [topic, lines.filter((line) => line.topic === topic).length])) as Completeness['counts'];
}
