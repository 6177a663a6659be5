import { exhaustive, fail, ok, type Failure, type LogId, type Result, type UnixMs } from '#base';
import {
  handoverBrief, handoverViews, rolesView, sitrepStatus,
  alertsView, declarationAdvice, procedureReviews,
  approvalsBase, captureContext, clockRows, closureView, completenessOf, entityDetail, entityList, evidenceRows, incidentHeader, incidentMetrics, journalPage, overview, playbooksView, regulationView, reportStatus, safekeepingView, timelineView, vaultMetrics, worksheetOf,
  updatesView, bridgeViews, channelsView, codeSheetUse, entitiesOf, messageStandings, type Entity, type IncidentState, type IncidentHeader, type JournalRow, type Page, type LogHealth,
  attackGraph, causeTree, cautionsBefore, dataScope, findingViews, recoveryView, scopeContradictions, swimlane,
} from '#domain';
import type { EntityDetail, EvidenceRow, Queries, QueryName, UnreadableIncident } from '#ipc';
import { bundleStanding } from '../bundle/standing.ts';
import { builtInOffers } from '../packs/builtIn.ts';
import { logHealth } from '../documents/logHealth.ts';
import { trustFindings } from '../integrity/trustFindings.ts';
import { frontPage, type Front } from '../logs/front.ts';
import { membersView } from '../membership/view.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import { presentDesk } from '../sync/deskOf.ts';
import { syncEvidenceView } from '../sync/evidence/view.ts';
import { syncView } from '../sync/syncView.ts';
import { unwitnessedEntries, witnessView } from '../witness/witnessView.ts';
import { answerConflicts } from './conflicts.ts';
import { incidentCards, openPairs, pairsOf } from './incidentCards.ts';
import type { LiveQuery } from './liveQueries.ts';

/** One asked question with its parameters. */
export type Question = { readonly [N in QueryName]: { readonly name: N; readonly params: Queries[N]['params'] } }[QueryName];

/** What a question depends on and how it is answered; `unknown-log` when it names a log that is not here. */
export function prepareQuery(session: Session, question: Question): Result<Omit<LiveQuery, 'id'>, Failure<'unknown-log'>> {
  if (question.name === 'incidents') return ok({ scope: 'all', evaluate: () => incidentCards(session) });
  if (question.name === 'sameIncidents') return ok({ scope: 'all', evaluate: () => pairsOf(session) });
  if (question.name === 'unreadable') return ok({ scope: 'all', evaluate: () => unreadableIncidents(session) });
  if (question.name === 'sync') return ok({ scope: 'all', evaluate: () => syncView(session, presentDesk(session)) });
  if (question.name === 'metrics') return ok({ scope: 'all', evaluate: () => vaultMetrics(incidentLogs(session).flatMap(({ open }) => incidentMetrics(open.state(), question.params.now) ?? []), question.params.since) });
  if (question.name === 'drafts') return ok({ scope: 'drafts', evaluate: () => session.drafts.list(question.params.log) });
  const { log } = question.params;
  const entry = session.book.get(log);
  if (entry === null) return fail('unknown-log', 'there is no such journal in this vault');
  return ok({
    // Another journal may be of the same incident: the header says so.
    scope: question.name === 'incident' ? 'all' : log, evaluate: () => answer(session, question, entry.open.state(), log),
    early: () => {
      const ready = entry.open.unfoldInTurns(session.isOpen);
      return ready === null ? null : { preview: preview(session, question, entry.open.front(), log), ready };
    },
  });
}

/** Journals without a card, in the order of their ids: the incident entry is damaged or missing, or the folder lost a journal that this machine remembers. */
export function unreadableIncidents(session: Session): Queries['unreadable']['result'] {
  const remembered = new Map<LogId, number>();
  for (const { log, seq } of session.host.heads()) remembered.set(log, (remembered.get(log) ?? 0) + seq + 1);
  const here = incidentLogs(session).filter(({ open }) => open.storedCard() === null && open.state().incident === null).map(({ open }): UnreadableIncident => {
    const { frames, waiting } = open.reader.counts();
    return { log: open.log, frames: frames + waiting, entries: open.entryCount(), remembered: remembered.get(open.log) ?? 0, isHere: true, ...(open.unopened > 0 && open.reader.membership() !== null ? { isSealed: true as const } : {}) };
  });
  const lost = [...remembered].filter(([log]) => session.book.get(log) === null && log !== session.workspace()).map(([log, frames]): UnreadableIncident => ({ log, frames: 0, entries: 0, remembered: frames, isHere: false }));
  return [...here, ...lost].sort((left, right) => (left.log < right.log ? -1 : 1));
}

// The front was kept by the engine that wrote the snapshot; what only this session knows is put in.
function preview(session: Session, question: LogQuestion, front: Front | null, log: LogId): unknown {
  if (front === null) return null;
  switch (question.name) {
    case 'incident': return front.header === null ? null : { ...front.header, ...session.undo.labels(log) };
    case 'overview': return front.overview;
    case 'journal': return frontPage(front, question.params);
    default: return null;
  }
}

type LogQuestion = Exclude<Question, { readonly name: 'incidents' | 'sameIncidents' | 'unreadable' | 'metrics' | 'sync' | 'drafts' }>;

function answer(session: Session, { name, params }: LogQuestion, state: IncidentState, log: LogId): unknown {
  switch (name) {
    case 'incident': return withOthers(session, incidentHeader(state, { log, unwitnessed: unwitnessedEntries(session, log), ...session.undo.labels(log) }));
    case 'overview': return overview(state);
    case 'journal': return withAfterRemoval(session, log, journalPage(state, params));
    case 'timeline': return timelineView(state, params);
    case 'entities': return entityList(state, params.kind, params.filter).map(withoutIdentity);
    case 'evidence': return evidenceRows(state, params.filter).map((row): EvidenceRow => ({ ...row, entity: withoutIdentity(row.entity) }));
    case 'entity': return detailWithoutIdentity(entityDetail(state, params.entity));
    case 'capture': return captureContext(state);
    case 'reports': return reportStatus(state);
    case 'playbooks': return playbooksView(state);
    case 'approvals': return approvalsBase(state);
    case 'roles': return rolesView(state);
    case 'handovers': return handoverViews(state);
    case 'brief': return handoverBrief(state, params.person, newestAt(state));
    case 'sitreps': return sitrepStatus(state);
    case 'witness': return witnessView(session, log);
    case 'bundle.standing': return bundleStanding(session, log);
    case 'members': return membersView(session, log);
    case 'scope': return { data: dataScope(state), contradictions: scopeContradictions(state) };
    case 'findings': return findingViews(state);
    case 'causes': return causeTree(state);
    case 'recovery': return recoveryView(state);
    case 'graph': return attackGraph(state);
    case 'channels': return channelsView(state);
    case 'bridges': return bridgeViews(entitiesOf(state, 'bridge'), entitiesOf(state, 'attendance'));
    case 'codeSheets': return codeSheetUse(entitiesOf(state, 'code-sheet'), [...entitiesOf(state, 'communication'), ...entitiesOf(state, 'attendance')]);
    case 'messages': return messageStandings(state);
    case 'updates': return updatesView(state, newestAt(state));
    case 'alerts': return alertsView(state, params.windowMs);
    case 'declaration': return declarationAdvice(state, newestAt(state));
    case 'procedures': return procedureReviews(state, newestAt(state));
    case 'swimlane': return swimlane(state);
    case 'cautions': return cautionsBefore(state, params.entity, params.state);
    // As of the newest entry, so that the answer follows from the journal alone; screens move it on.
    case 'regulation': return regulationView(state, builtInOffers(), newestAt(state));
    case 'worksheet': return worksheetOf(state, params.regime, params.worksheet);
    case 'clocks': return clockRows(state, newestAt(state));
    case 'conflicts': return answerConflicts(session, state, log, withoutIdentity);
    case 'closure': return closureView(state, newestAt(state));
    case 'completeness': return completenessOf(state, healthOf(session, log), newestAt(state));
    case 'sync.evidence': return syncEvidenceView(session, presentDesk(session), log);
    case 'safekeeping': return safekeepingView(state, newestAt(state));
    default: return exhaustive(name);
  }
}

function healthOf(session: Session, log: LogId): LogHealth {
  const entry = session.book.get(log);
  return entry === null ? { forks: [], gaps: [], damaged: 0, unwitnessed: [] } : logHealth(session, entry.open);
}

// What only other journals, or the copy itself, can say is counted where there is something: an answer without it reads as its preview did.
function withOthers(session: Session, header: IncidentHeader | null): IncidentHeader | null {
  const open = header === null ? undefined : session.book.get(header.log)?.open;
  if (header === null || open === undefined) return header;
  const trust = trustFindings(session, open);
  const same = openPairs(session, header.log);
  if (trust + same === 0) return header;
  const { notices = 0 } = header.counts;
  return { ...header, counts: { ...header.counts, ...(trust === 0 ? {} : { trustFindings: trust }), ...(same === 0 ? {} : { notices: notices + same, sameIncidents: same }) } };
}

// Most logs have nobody removed, and cost nothing here.
function withAfterRemoval(session: Session, log: LogId, page: Page<JournalRow>): Page<JournalRow> {
  const reader = session.book.get(log)?.open.reader;
  if (reader === undefined || (reader.membership()?.removed.length ?? 0) === 0) return page;
  return { ...page, rows: page.rows.map((row): JournalRow => (reader.afterRemoval(row.stamp.place.feed, row.stamp.place.seq, row.stamp.place.headerSha256) ? { ...row, afterRemoval: true } : row)) };
}

function newestAt(state: IncidentState): UnixMs {
  return state.journal.at(-1)?.stamp.recorded.at ?? (0 as UnixMs);
}

function detailWithoutIdentity(detail: EntityDetail | null): EntityDetail | null {
  return detail === null ? null : { ...detail, entity: withoutIdentity(detail.entity) };
}

/** The entity as the window may see it: the key of a sealed item and the secret of an invitation stay in the engine. */
export function withoutIdentity<E extends Entity>(entity: E): E {
  const hide = <B extends E['body']>(body: B): B => ('sealed' in body && body.sealed !== undefined ? { ...body, sealed: { ...body.sealed, identity: '' } } : body);
  if (entity.kind === 'invitation') return { ...entity, body: { ...entity.body, secret: '' }, original: { ...entity.original, secret: '' } };
  return entity.kind === 'evidence' ? { ...entity, body: hide(entity.body), original: hide(entity.original) } : entity;
}
