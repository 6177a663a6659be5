import { formatUtc, type UnixMs } from '#base';
import { clockRows, coordinatorAt, currentSeverity, planInForce, rolesView, valueToWords, type JournalRow } from '#domain';
import { code, plain, type Block, type Cell, type Section } from '../tree/blocks.ts';
import { markedText } from './afterRemoval.ts';
import { timeCell } from './cells.ts';
import { incidentOf, type ReportInput } from './input.ts';
import { severityWord, wordFor } from './words.ts';

/** UTC to the minute, with its letter. */
export function minuteText(at: UnixMs): string {
  return formatUtc(at, 'minute');
}

/** A section with a text of its own; left out when nothing was written. */
export function textSection(id: string, title: string, text: string | undefined): Section | null {
  return text === undefined || text.trim() === '' ? null : section(id, title, [{ type: 'paragraph', text: plain(text) }]);
}

/** A section that is neither numbered nor mandatory. */
export function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, title, numbered: false, mandatory: false, blocks };
}

/** State, severity, coordinator and plan in force: what every sheet of command begins with. */
export function standingFacts({ state }: ReportInput, asOf: UnixMs): readonly { readonly term: string; readonly value: Cell }[] {
  const incident = incidentOf(state);
  const { coordinators } = rolesView(state);
  const coordinator = coordinatorAt(coordinators, asOf) ?? coordinators.at(-1);
  const plan = planInForce(state);
  return [
    { term: 'As of', value: plain(`${minuteText(asOf)}, entry ${state.entryCount}`) },
    { term: 'Severity and state', value: plain(`${severityWord(currentSeverity(state) ?? incident.body.severity)}, ${wordFor(incident.state ?? 'reported')}`) },
    { term: 'Incident coordinator', value: plain(coordinator === undefined ? 'nobody has accepted' : `${coordinator.person}, since ${minuteText(coordinator.from)}`) },
    { term: 'Response plan', value: plain(plan === null ? 'none approved' : `version ${plan.body.version}: ${plan.body.objectives.join('; ')}`) },
  ];
}

/** Clocks that run, those due first. */
export function clockSection({ state }: ReportInput, asOf: UnixMs): Section {
  const rows = clockRows(state, asOf).filter((clock) => ['running', 'overdue', 'tolled'].includes(clock.state)).toSorted((left, right) => (left.due ?? 0) - (right.due ?? 0));
  return section('clocks', 'Clocks', [{
    type: 'table', empty: 'No clock runs.', columns: [{ title: 'Due (UTC)', width: 'time', mono: true }, { title: 'Clock', width: 'narrow', mono: true }, { title: 'What is owed', width: 'wide' }, { title: 'State', width: 'narrow' }],
    rows: rows.map((clock) => [code(clock.due === null ? '' : minuteText(clock.due)), code(clock.id), plain([clock.title, clock.subject?.ref].filter(Boolean).join(': ')), plain(clock.state === 'tolled' ? 'stands still' : clock.state)]),
  }]);
}

/** Who holds which role. */
export function peopleSection({ state }: ReportInput, asOf: UnixMs): Section {
  const { coordinators, others } = rolesView(state);
  const coordinator = coordinatorAt(coordinators, asOf);
  const held = [...(coordinator === null ? [] : [coordinator]), ...others.filter(({ to }) => to === null || to > asOf)];
  return section('people', 'People and roles', [{
    type: 'table', empty: 'No role is accepted.', columns: [{ title: 'Role', width: 'medium' }, { title: 'Person', width: 'wide' }, { title: 'Reached by', width: 'medium', mono: true }, { title: 'Since (UTC)', width: 'time', mono: true }],
    rows: held.map(({ role, person, organisation, contact, from }) => [plain(valueToWords(role)), plain([person, organisation].filter(Boolean).join(', ')), code(contact ?? ''), code(minuteText(from))]),
  }]);
}

/** Entries of a period, the newest last; only so many are printed, and how many were left out is said. */
export function periodSection(input: ReportInput, title: string, rows: readonly JournalRow[], most: number): Section {
  const shown = rows.slice(-most);
  return section('period', title, [{
    type: 'table', empty: 'Nothing that changes the situation.', ...(shown.length < rows.length ? { caption: `The last ${shown.length} of ${rows.length}` } : {}),
    columns: [{ title: 'When (UTC)', width: 'time' }, { title: 'Ref', width: 'narrow', mono: true }, { title: 'What', width: 'wide' }],
    rows: shown.map((row) => [timeCell(row.stamp.occurred, input.zone), code(row.ref ?? ''), plain(markedText(input, row.stamp, row.text))]),
  }]);
}
