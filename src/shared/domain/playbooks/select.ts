import type { EntityId } from '#base';
import { standingOf } from '../entities/select.ts';
import { isAtLeast } from '../intake/declaration.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { Playbook } from './define.ts';
import { groupBy } from './groupBy.ts';
import { builtInPlaybooks } from './library.ts';
import { playbookRuns, type PlaybookRunView } from './run.ts';

/** A playbook that can be run. */
export interface PlaybookChoice {
  readonly playbook: Playbook;
  /** The entry that holds it; null for one of the library. */
  readonly own: EntityId | null;
  /** One of its types is a type of the incident, and the severity in force is as high as it asks for. */
  readonly isProposed: boolean;
  /** One of its types fits, but the severity is below what it is for. */
  readonly isBelow: boolean;
  /** Earlier versions of one's own, the newest first, with why each was made. */
  readonly versions: readonly { readonly entry: EntityId; readonly version: string; readonly reason: string; readonly fromLesson: { readonly incident: string; readonly lesson: string } | null }[];
}
export interface PlaybooksView { readonly choices: readonly PlaybookChoice[]; readonly runs: readonly PlaybookRunView[] }

/** All that the screen of playbooks shows: what can be run, proposed ones first, and the runs. */
export function playbooksView(state: IncidentState): PlaybooksView {
  return { choices: playbookChoices(state), runs: playbookRuns(state) };
}

/** The library, with one's own playbooks in place of those of the same id and the others behind; proposed ones first. */
export function playbookChoices(state: IncidentState): readonly PlaybookChoice[] {
  const own = groupBy(standingOf(state, 'playbook'), (entity) => entity.body.playbook);
  const known = new Set(builtInPlaybooks().map(({ playbook }) => playbook));
  const choices = [
    ...builtInPlaybooks().map((playbook) => toChoice(state, playbook, own.get(playbook.playbook) ?? [])),
    ...[...own].flatMap(([id, entities]) => (known.has(id) ? [] : [toChoice(state, null, entities)])),
  ].filter((choice) => choice !== null);
  return [...choices.filter((choice) => choice.isProposed), ...choices.filter((choice) => !choice.isProposed)];
}

/** The version of the playbook of a run that counts now, when it is another one than the run holds; else null. The run keeps its own (docs/spec/playbooks.md section 2). */
export function otherVersionOf({ run }: PlaybookRunView, choices: readonly PlaybookChoice[]): string | null {
  const version = choices.find(({ playbook }) => playbook.playbook === run.body.playbook)?.playbook.version;
  return version === undefined || version === run.body.version ? null : version;
}

/** One playbook by its id, or null. */
export function findPlaybook(state: IncidentState, id: string): PlaybookChoice | null {
  return playbookChoices(state).find(({ playbook }) => playbook.playbook === id) ?? null;
}

function toChoice(state: IncidentState, builtIn: Playbook | null, own: readonly Entity<'playbook'>[]): PlaybookChoice | null {
  const latest = own.at(-1);
  const playbook = latest === undefined ? builtIn : withoutReason(latest.body);
  if (playbook === null) return null;
  const types = state.incident?.body.types ?? [];
  const fits = playbook.types.some((type) => types.includes(type));
  const severity = currentSeverity(state);
  const isBelow = fits && playbook.minimumSeverity !== undefined && severity !== null && !isAtLeast(severity, playbook.minimumSeverity);
  return {
    playbook, own: latest?.id ?? null, isProposed: fits && !isBelow, isBelow,
    versions: own.toReversed().map(({ id, body }) => ({ entry: id, version: body.version, reason: body.reason, fromLesson: body.fromLesson ?? null })),
  };
}

function withoutReason({ reason: _reason, reviewDays: _reviewDays, fromLesson: _fromLesson, ...playbook }: Entity<'playbook'>['body']): Playbook {
  return playbook;
}
