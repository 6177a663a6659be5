import type { EntityId, UnixMs } from '#base';
import type { Authority } from '../entries/bodies.ts';
import type { Occurred } from '../entries/time.ts';
import type { CaptureContext } from '../views.ts';

/** A stretch of the line as typed, in UTF-16 code units; `to` is exclusive. */
export interface Span { readonly from: number; readonly to: number }

export const captureKinds = ['note', 'event', 'action', 'evidence', 'decision', 'call', 'task', 'system', 'account', 'indicator', 'milestone'] as const;
export type CaptureKind = (typeof captureKinds)[number];

/** What the reader needs to know beside the line: the names of the incident, the time now, and the kind when none is written. */
export interface ReadingContext extends CaptureContext {
  readonly now: UnixMs;
  readonly kind?: CaptureKind;
  /** What the time is for: something that happened (the default), or something due, where `16:00` and `Friday` look ahead. */
  readonly tense?: 'past' | 'future';
}

export type AmbiguityReason = 'dst-overlap' | 'dst-gap' | 'day-month' | 'future' | 'past' | 'weekday' | 'zone-abbreviation' | 'zone-or-text';
/** One way to read the time. `text` is the rest of the line under this reading. */
export interface TimeChoice { readonly label: string; readonly occurred: Occurred; readonly text: string }
/** The line can be read in several ways: ask, with these choices. */
export interface Ambiguity { readonly reasons: readonly AmbiguityReason[]; readonly question: string; readonly choices: readonly TimeChoice[] }

/** Something that was taken for granted and is said aloud: the zone, the day, the year, how exact the time is. */
export interface Assumption { readonly what: 'now' | 'zone' | 'day' | 'year' | 'precision' | 'range' | 'number'; readonly text: string }

/** `error` keeps the line from being recorded, `warning` does not. */
export interface Problem {
  readonly kind: 'unknown-kind' | 'unclear-kind' | 'bad-time' | 'bad-date' | 'unknown-zone' | 'dst-gap' | 'unknown-name' | 'unclear-name' | 'unknown-ref' | 'unclear-ref' | 'bad-tag' | 'time-in-text' | 'future' | 'empty';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
  readonly suggestions?: readonly string[];
}

export interface CaptureLink { readonly id: EntityId; readonly name: string; readonly as: 'system' | 'account' | 'ref'; readonly span: Span }

/** The line as it is understood, shown before it is recorded. */
export interface CaptureReading {
  readonly kind: CaptureKind;
  /** Null when the kind was not written but taken from the context. */
  readonly kindSpan: Span | null;
  /** Null when no time was written (it will be the time of recording), and while the time is ambiguous or in error. */
  readonly occurred: Occurred | null;
  readonly timeSpans: readonly Span[];
  readonly ambiguity: Ambiguity | null;
  /** The line without kind and time; `@`, `#` and quotes of links and tags are taken off. */
  readonly text: string;
  readonly links: readonly CaptureLink[];
  readonly people: readonly { readonly name: string; readonly span: Span }[];
  readonly tags: readonly string[];
  readonly tagSpans: readonly Span[];
  readonly refs: readonly { readonly id: EntityId; readonly ref: string; readonly span: Span }[];
  readonly authority: Authority | null;
  readonly authoritySpan: Span | null;
  readonly technique: string | null;
  readonly assumptions: readonly Assumption[];
  readonly problems: readonly Problem[];
}
