import type { EntityId, UnixMs } from '#base';
import { asAnyEntity, isEntityOf, standingOf } from '../entities/select.ts';
import { valueToWords } from '../entities/title.ts';
import type { CreatingKind } from '../entries/bodies.ts';
import { compareOccurred, correctedAt } from '../occurred/interval.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { RowFilter, TimelineRow, TimelineView } from '../views.ts';
import { matchesTimelineRow } from './filter.ts';
import { pageOf, type PageRequest } from './journal.ts';
import { countInBars } from './histogram.ts';

/** Kinds that stand on the timeline: events as typed, and the tracks generated from what was done, decided, said and reached. */
const timelineKinds: readonly CreatingKind[] = ['event', 'action', 'decision', 'communication', 'milestone'];

// Several views ask for the rows of one state; a new state object comes with every change.
const rowsByState = new WeakMap<IncidentState, readonly TimelineRow[]>();

/** All rows of the incident timeline by corrected time where the error of the clock is known and by raw time elsewhere (docs/spec/entries.md section 3), then by number; rows without a time come last. Struck rows are there, marked. */
export function timelineRows(state: IncidentState): readonly TimelineRow[] {
  const known = rowsByState.get(state);
  if (known !== undefined) return known;
  const errors = clockErrorsByHost(state);
  const rows = timelineKinds.flatMap((kind) => state.byKind[kind]).flatMap((id) => {
    const entity = state.entities.get(id);
    return entity === undefined ? [] : [toRow(state, entity, errors)];
  }).filter((row) => row !== null).sort((left, right) => compareOccurred(trueTime(left), trueTime(right)) || left.stamp.number - right.stamp.number);
  rowsByState.set(state, rows);
  return rows;
}

/** Rows of the timeline that a filter keeps, in order: what an export writes. */
export function filterTimeline(state: IncidentState, filter: RowFilter): readonly TimelineRow[] {
  return timelineRows(state).filter((row) => matchesTimelineRow(state, row, filter));
}

/** One page of the timeline, with the histogram over all rows and the number of rows per track before the filter. */
export function timelineView(state: IncidentState, params: PageRequest & { readonly filter: RowFilter; readonly descending: boolean }): TimelineView {
  const all = timelineRows(state);
  const matched = all.filter((row) => matchesTimelineRow(state, row, params.filter));
  const tracks: Record<string, number> = {};
  for (const row of all) tracks[row.track] = (tracks[row.track] ?? 0) + 1;
  return { ...pageOf(params.descending ? matched.toReversed() : matched, params), histogram: countInBars(instantsOf(all), instantsOf(matched)), tracks };
}

function instantsOf(rows: readonly TimelineRow[]): readonly number[] {
  return rows.flatMap((row) => (row.occurred.at === null ? [] : [row.occurred.at]));
}

/** The time of a row with the known error of its clock taken off, for the order of the timeline and for pictures; the very time of the row when no error is known. Name it as corrected. */
export function trueTime({ occurred, clockErrorMs }: Pick<TimelineRow, 'occurred' | 'clockErrorMs'>): TimelineRow['occurred'] {
  const error = clockErrorMs ?? undefined;
  const at = error === undefined ? null : correctedAt({ ...occurred, clockErrorMs: error });
  return error === undefined || at === null ? occurred : { ...occurred, at, ...(occurred.until === undefined ? {} : { until: (occurred.until - error) as UnixMs }) };
}

/** Errors of the clocks of systems, by name; the first of a name counts. */
function clockErrorsByHost(state: IncidentState): ReadonlyMap<string, number> {
  const errors = new Map<string, number>();
  for (const { body } of standingOf(state, 'system')) {
    const key = hostKey(body.name);
    if (body.clockErrorMs !== undefined && !errors.has(key)) errors.set(key, body.clockErrorMs);
  }
  return errors;
}

function hostKey(name: string): string {
  return name.trim().toLowerCase();
}

function toRow(state: IncidentState, entity: Entity, errors: ReadonlyMap<string, number>): TimelineRow | null {
  const known = asAnyEntity(entity);
  const linked = linkedNames(state, entity);
  const shared = {
    entity: entity.id, kind: entity.kind, stamp: entity.stamp, occurred: entity.stamp.occurred, host: linked.host, account: linked.account, source: null, technique: null,
    evidence: linked.evidence, tags: entity.envelope.tags, struck: entity.retracted !== null,
    amended: entity.changes.some((change) => change.type === 'amend' && !change.reverted), clockErrorMs: entity.stamp.occurred.clockErrorMs ?? null,
  };
  switch (known.kind) {
    case 'event': {
      const host = known.body.host ?? linked.host;
      // What a person saw or another machine recorded says nothing of the clock of the host.
      const isOwnRecord = host !== null && shared.occurred.clockSource === 'external-log' && hostKey(known.body.source ?? host).includes(hostKey(host));
      const ofHost = isOwnRecord ? (errors.get(hostKey(host)) ?? null) : null;
      return {
        ...shared, track: known.body.track, what: known.body.fact, host, account: known.body.account ?? linked.account,
        source: known.body.source ?? null, technique: known.body.technique?.id ?? null, clockErrorMs: shared.clockErrorMs ?? ofHost,
      };
    }
    case 'action': {
      const finished = known.state === 'done' || known.state === 'verified';
      return {
        ...shared, track: 'defender', occurred: known.body.doneAt ?? shared.occurred, clockErrorMs: (known.body.doneAt ?? shared.occurred).clockErrorMs ?? null, host: linked.host ?? known.body.targets[0] ?? null,
        what: finished || known.state === null ? known.body.title : `${known.body.title} (${valueToWords(known.state).toLowerCase()})`,
      };
    }
    case 'decision':
      return { ...shared, track: 'defender', what: `Decision: ${known.state === 'proposed' ? `${known.body.question} (proposed)` : known.body.choice} (${known.body.decidedBy})` };
    case 'communication':
      return { ...shared, track: 'communication', what: [known.body.counterpart, known.body.outcome && valueToWords(known.body.outcome).toLowerCase(), known.body.text].filter(Boolean).join(': ') };
    case 'milestone':
      return { ...shared, track: 'clock', what: `${valueToWords(known.body.milestone)}: ${known.body.basis}` };
    default:
      return null;
  }
}

function linkedNames(state: IncidentState, entity: Entity): { readonly host: string | null; readonly account: string | null; readonly evidence: readonly string[] } {
  let host: string | null = null;
  let account: string | null = null;
  const evidence: string[] = [];
  for (const id of linkedIds(entity)) {
    const other = state.entities.get(id);
    if (other === undefined || other.retracted !== null) continue;
    if (isEntityOf(other, 'system')) host ??= other.body.name;
    else if (isEntityOf(other, 'account')) account ??= other.body.principal;
    else if (other.kind === 'evidence' && other.ref !== null && !evidence.includes(other.ref)) evidence.push(other.ref);
  }
  return { host, account, evidence };
}

/** Ids linked to an entity, each once: its own links first, then links added later, then those that point here. */
export function linkedIds(entity: Entity): readonly EntityId[] {
  const added = entity.changes.flatMap((change) => (change.type === 'link' && !change.reverted ? [change.link.from === entity.id ? change.link.to : change.link.from] : []));
  return [...new Set([...entity.envelope.links.map((link) => link.to), ...added, ...entity.linkedFrom])];
}
