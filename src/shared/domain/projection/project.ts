import type { EntityId, EntryId, Sha256Hex } from '#base';
import { creatingBodies, type CreatingKind } from '../entries/bodies.ts';
import type { Entry, PlacedEntry } from '../entries/entry.ts';
import { commandFindings } from '../command/findings.ts';
import { isEntityOf } from '../entities/select.ts';
import { authorityFindings } from '../authority/twoApprovers.ts';
import { intakeFindings } from '../intake/findings.ts';
import { latenessOf } from '../occurred/interval.ts';
import type { CustodyView, Entity, IncidentState, JournalRow, Stamp } from '../view.ts';
import { deriveIncidentState } from './incidentStatus.ts';
import { materialise } from './materialise.ts';
import { comparePlaces, sortPlaced } from './order.ts';
import type { ActingEntry, CreatingEntry, EntityRecord, Finding } from './record.ts';
import { danglingText } from './rows.ts';
import { createKnowledgeTable, type Knowledge, type KnowledgeTable } from './seen.ts';
import { countEntity, countRow, createTally, recountRow, type RunningTally } from './tally.ts';
import { targetsOf } from './targets.ts';

export interface Projection {
  /** Takes in one verified entry, in any order. Cheap: the work is done by `state`. A place already taken in is ignored. */
  readonly apply: (placed: PlacedEntry) => void;
  /**
   * The incident as it stands. Answers a new object after each change; its maps and lists are live and move on with the next
   * `apply` and `state`, so use it at once or copy what must stay.
   */
  readonly state: () => IncidentState;
  /** Does what `state` would have to do for the entries so far, as far as it will not have to be done again: in the course of a long replay. */
  readonly catchUp: () => void;
}

/** An empty projection: entries in, state out, equal to a replay of the same entries in the order of the journal. */
export function createProjection(): Projection {
  let placed: PlacedEntry[] = [];
  let model = createModel();
  let outOfOrder = false;
  let current: IncidentState | null = null;
  return {
    apply(next) {
      const last = placed.at(-1);
      const order = last === undefined ? 1 : comparePlaces(next.place, last.place);
      if (order === 0) return;
      placed.push(next);
      current = null;
      if (order < 0) outOfOrder = true;
      if (!outOfOrder) takeIn(model, next);
    },
    state() {
      if (outOfOrder) {
        placed = sortPlaced(placed);
        model = createModel();
        for (const entry of placed) takeIn(model, entry);
        outOfOrder = false;
      }
      current ??= settle(model, placed.at(-1)?.place.headerSha256 ?? null);
      return current;
    },
    catchUp() {
      if (!outOfOrder) settleDirty(model);
    },
  };
}

/** State of one log from its entries, in any order. */
export function projectIncident(entries: readonly PlacedEntry[]): IncidentState {
  const projection = createProjection();
  for (const entry of sortPlaced(entries)) projection.apply(entry);
  return projection.state();
}

interface Model {
  count: number;
  incidentId: EntityId | null;
  readonly records: Map<EntityId, EntityRecord>;
  /** Every readable entry that has effect, with the entities it touches; the first is its own subject. */
  readonly subjects: Map<EntryId, { readonly kind: Entry['kind']; readonly of: readonly EntityId[] }>;
  readonly entities: Map<EntityId, Entity>;
  readonly byKind: Record<CreatingKind, EntityId[]>;
  readonly journal: JournalRow[];
  readonly custody: Map<EntityId, CustodyView>;
  readonly unreadable: EntryId[];
  readonly structural: Finding[];
  readonly findingsOf: Map<EntityId, readonly Finding[]>;
  readonly dirty: Set<EntityId>;
  readonly refs: Set<string>;
  readonly tally: RunningTally;
  readonly knowledge: KnowledgeTable;
}

function createModel(): Model {
  const byKind = Object.fromEntries(Object.keys(creatingBodies).map((kind) => [kind, []])) as unknown as Record<CreatingKind, EntityId[]>;
  return {
    count: 0, incidentId: null, records: new Map(), subjects: new Map(), entities: new Map(), byKind, journal: [], custody: new Map(), unreadable: [],
    structural: [], findingsOf: new Map(), dirty: new Set(), refs: new Set(), knowledge: createKnowledgeTable(), tally: createTally(),
  };
}

function takeIn(model: Model, { entry, id, place }: PlacedEntry): void {
  model.count += 1;
  const knows = model.knowledge.at(place);
  if (entry === null) {
    model.unreadable.push(id);
    return;
  }
  const stamp: Stamp = {
    entryId: entry.id, number: model.count, kind: entry.kind, place, author: entry.author, occurred: entry.occurred, recorded: entry.recorded,
    latenessMs: latenessOf(entry.occurred, entry.recorded), lateReason: entry.lateReason ?? null,
  };
  if (model.subjects.has(entry.id)) {
    note(model, stamp, 'an earlier entry has the same id; this one has no effect');
    pushRow(model, { stamp, subject: entry.id, ref: null, text: 'an entry with an id that was already used', struck: false, amended: false, tags: entry.tags });
    return;
  }
  if (isCreating(entry)) takeInCreation(model, entry, stamp);
  else takeInStep(model, entry, stamp, knows);
}

// Said again for a member who joined later and cannot open the first (docs/spec/membership.md section 7).
function isRestated(model: Model, origin: EntryId | undefined): boolean {
  const first = model.incidentId === null ? undefined : model.records.get(model.incidentId);
  return origin !== undefined && (origin === model.incidentId || origin === first?.entry.origin);
}

function takeInCreation(model: Model, entry: CreatingEntry, stamp: Stamp): void {
  // The row is a place holder until `settle` writes it.
  const row = pushRow(model, { stamp, subject: entry.id, ref: null, text: '', struck: false, amended: false, tags: entry.tags });
  model.records.set(entry.id, { id: entry.id, entry, stamp, row, steps: [], linkedFrom: new Set() });
  model.subjects.set(entry.id, { kind: entry.kind, of: [entry.id] });
  model.byKind[entry.kind].push(entry.id);
  model.dirty.add(entry.id);
  if (entry.kind === 'incident' && model.incidentId === null) model.incidentId = entry.id;
  else if (entry.kind === 'incident') {
    if (isRestated(model, entry.origin)) return;
    note(model, stamp, 'a second incident was opened in the same log');
  }
  if ('ref' in entry.body) {
    if (model.refs.has(entry.body.ref)) note(model, stamp, `the reference ${entry.body.ref} is used twice`);
    model.refs.add(entry.body.ref);
  }
  linkEnvelope(model, entry, stamp);
}

function takeInStep(model: Model, entry: ActingEntry, stamp: Stamp, knows: Knowledge): void {
  const targets = targetsOf(entry, (id) => model.subjects.get(id) ?? null);
  if (!targets.ok) {
    note(model, stamp, targets.error.message);
    pushRow(model, { stamp, subject: targets.error.target, ref: null, text: danglingText(entry), struck: false, amended: false, tags: entry.tags });
    return;
  }
  // The row is a place holder until `settle` writes it.
  const row = pushRow(model, { stamp, subject: entry.id, ref: null, text: '', struck: false, amended: false, tags: entry.tags });
  model.subjects.set(entry.id, { kind: entry.kind, of: targets.value });
  targets.value.forEach((target, index) => {
    model.records.get(target)?.steps.push({ entry, stamp, knows, row, owner: index === 0 });
    model.dirty.add(target);
  });
  linkEnvelope(model, entry, stamp);
}

function linkEnvelope(model: Model, entry: Entry, stamp: Stamp): void {
  const from = model.subjects.get(entry.id)?.of[0];
  for (const link of entry.links) {
    const target = model.subjects.get(link.to)?.of[0];
    if (target === undefined) note(model, stamp, 'links to an entry that is not known here');
    else if (from !== undefined && target !== from) {
      model.records.get(target)?.linkedFrom.add(from);
      model.dirty.add(target);
    }
  }
}

function settle(model: Model, lastHeader: Sha256Hex | null): IncidentState {
  settleDirty(model);
  const incident = model.incidentId === null ? undefined : model.entities.get(model.incidentId);
  const state: IncidentState = {
    incident: isEntityOf(incident, 'incident') ? incident : null, entities: model.entities, byKind: model.byKind, journal: model.journal, custody: model.custody,
    entryCount: model.count, unreadable: model.unreadable, findings: [], lastHeader, tally: model.tally, knowledge: model.knowledge.history,
  };
  return { ...state, findings: allFindings(model, [...commandFindings(state), ...intakeFindings(state), ...authorityFindings(state)]) };
}

function settleDirty(model: Model): void {
  let statusMoved = false;
  for (const id of model.dirty) {
    const record = model.records.get(id);
    if (record === undefined) continue;
    const { entity, rows, custody, findings } = materialise(record);
    countEntity(model.tally, model.entities.get(id), entity);
    model.entities.set(id, entity);
    for (const [slot, row] of rows) replaceRow(model, slot, row);
    if (custody !== null) model.custody.set(id, custody);
    if (findings.length > 0) model.findingsOf.set(id, findings);
    else model.findingsOf.delete(id);
    statusMoved ||= id === model.incidentId || entity.kind === 'milestone';
  }
  model.dirty.clear();
  if (statusMoved) settleIncident(model);
}

function settleIncident(model: Model): void {
  const incident = model.incidentId === null ? undefined : model.entities.get(model.incidentId);
  if (!isEntityOf(incident, 'incident')) return;
  const milestones = model.byKind.milestone.map((id) => model.entities.get(id)).filter((entity) => isEntityOf(entity, 'milestone'));
  const { state, unusual } = deriveIncidentState(incident, milestones);
  model.entities.set(incident.id, { ...incident, state });
  const own = (model.findingsOf.get(incident.id) ?? []).filter((finding) => !finding.finding.startsWith('unusual step'));
  const steps = unusual.flatMap(({ number, from, to }): Finding[] => {
    const change = incident.changes.find((candidate) => candidate.stamp.number === number);
    return change === undefined ? [] : [{ entryId: change.stamp.entryId, number, finding: `unusual step from "${from}" to "${to}"` }];
  });
  model.findingsOf.set(incident.id, [...own, ...steps]);
}

function allFindings(model: Model, others: readonly Finding[]): IncidentState['findings'] {
  const all = [...model.structural, ...others];
  for (const findings of model.findingsOf.values()) all.push(...findings);
  return all.sort((left, right) => left.number - right.number).map(({ entryId, finding }) => ({ entryId, finding }));
}

function replaceRow(model: Model, slot: number, row: JournalRow): void {
  const before = model.journal[slot];
  if (before !== undefined) recountRow(model.tally, before, row);
  model.journal[slot] = row;
}

function pushRow(model: Model, row: JournalRow): number {
  countRow(model.tally, row);
  return model.journal.push(row) - 1;
}

function note(model: Model, stamp: Stamp, finding: string): void {
  model.structural.push({ entryId: stamp.entryId, number: stamp.number, finding });
}

function isCreating(entry: Entry): entry is CreatingEntry {
  return Object.hasOwn(creatingBodies, entry.kind);
}
