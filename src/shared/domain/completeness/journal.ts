import { formatDuration, type EntityId } from '#base';
import type { CreatingKind } from '../entries/bodies.ts';
import { conflictsOf } from '../conflicts/collect.ts';
import type { IncidentState } from '../view.ts';
import { about, general, type CompletenessTopic, type OpenLine } from './line.ts';

/** What only the holder of the log knows of it: frames, not entries. */
export interface LogHealth {
  readonly forks: readonly { readonly author: string; readonly seq: number }[];
  readonly gaps: readonly { readonly feed: string; readonly fromSeq: number; readonly toSeq: number }[];
  readonly damaged: number;
  /** Entries that nobody else remembers, by writer. */
  readonly unwitnessed: readonly { readonly author: string; readonly entries: number }[];
}

/** What is wrong with the journal itself: its log, its findings, disputes, contradicting amendments, entries written late without a reason. */
export function journalLines(state: IncidentState, log: LogHealth): readonly OpenLine[] {
  return [
    ...log.forks.map(({ author, seq }) => general('journal', 'fork', `${author}, frame ${seq}`)),
    ...log.gaps.map(({ feed, fromSeq, toSeq }) => general('journal', 'gap', `${feed.slice(0, 8)}, frames ${fromSeq} to ${toSeq}`)),
    ...(log.damaged === 0 ? [] : [general('journal', 'damage', String(log.damaged))]),
    ...(state.unreadable.length === 0 ? [] : [general('journal', 'unreadable', String(state.unreadable.length))]),
    ...findingLines(state), ...disputeLines(state), ...conflictLines(state), ...lateLines(state),
    ...log.unwitnessed.filter(({ entries }) => entries > 0).map(({ author, entries }) => general('journal', 'unwitnessed', `${author}: ${entries}`)),
  ];
}

function findingLines(state: IncidentState): readonly OpenLine[] {
  const subjects = new Map(state.journal.map(({ stamp, subject }) => [stamp.entryId, subject]));
  return state.findings.map(({ entryId, finding }) => {
    const entity = state.entities.get(subjects.get(entryId) ?? (entryId as EntityId));
    return entity === undefined ? general('journal', 'finding', finding) : about(topicOf(entity.kind), 'finding', entity, finding);
  });
}

function topicOf(kind: CreatingKind): CompletenessTopic {
  switch (kind) {
    case 'milestone': return 'milestones';
    case 'evidence': case 'acquisition': case 'examination': return 'evidence';
    case 'action': case 'approval': case 'standing-approval': return 'actions';
    case 'decision': return 'decisions';
    case 'message': case 'communication': return 'messages';
    case 'system': case 'account': case 'data-set': case 'finding': case 'indicator': return 'scope';
    default: return 'journal';
  }
}

function disputeLines(state: IncidentState): readonly OpenLine[] {
  const lines: OpenLine[] = [];
  for (const entity of state.entities.values()) {
    if (entity.retracted !== null) continue;
    for (const change of entity.changes) if (change.type === 'attest' && change.verdict === 'dispute') lines.push(about('journal', 'disputed', entity, [change.stamp.author.name, change.note].filter(Boolean).join(': ')));
  }
  return lines;
}

function conflictLines(state: IncidentState): readonly OpenLine[] {
  return conflictsOf(state).open.flatMap(({ level, kind, subject, about: what }) => {
    const entity = state.entities.get(subject.id);
    return entity === undefined ? [] : [about('journal', level === 'notice' ? 'notice' : 'conflict', entity, kind === 'field' ? (what ?? '') : kind.replaceAll('-', ' '))];
  });
}

function lateLines(state: IncidentState): readonly OpenLine[] {
  return state.journal.flatMap(({ stamp, subject, struck }) => {
    const entity = stamp.latenessMs === null || struck || (stamp.lateReason ?? '') !== '' ? undefined : state.entities.get(subject);
    return entity === undefined || stamp.latenessMs === null ? [] : [about('journal', 'late', entity, `entry ${stamp.number}, ${formatDuration(stamp.latenessMs)}`)];
  });
}
