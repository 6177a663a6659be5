import { isZone } from '#base';
import type { Occurred } from '../entries/time.ts';
import { readAuthority } from './readAuthority.ts';
import { readKind } from './readKind.ts';
import { readNames } from './readNames.ts';
import type { Ambiguity, AmbiguityReason, Assumption, CaptureReading, Problem, ReadingContext, Span, TimeChoice } from './reading.ts';
import { resolveTime, type Resolution } from './resolveTime.ts';
import { scanTime, type TimeWords } from './scanTime.ts';
import { skipSpace } from './scan.ts';

/** Longest time text kept with an entry. */
const WRITTEN_LIMIT = 200;

/**
 * Reads one line of the capture bar: kind, time, links, tags, references and authority. Never throws and never guesses silently: what was
 * taken for granted is in `assumptions`, what can be read in several ways is in `ambiguity`, what cannot be read is in `problems`.
 */
export function readCapture(line: string, context: ReadingContext): CaptureReading {
  const problems: Problem[] = [];
  const start = skipSpace(line, 0);
  const first = readKind(line, start);
  let place = skipSpace(line, first.end);
  const words = scanTime(line, place);
  if (words !== null) place = skipSeparator(line, words.span.to);
  const second = first.span === null && words !== null ? readKind(line, place) : null;
  const kind = second?.span ? second : first;
  if (second?.span) place = skipSpace(line, second.end);
  for (const { problem } of second?.span ? [second] : [first]) if (problem !== null) problems.push(problem);
  const reading = kind.kind ?? context.kind ?? 'note';
  const names = readNames(line, place, context);
  const said = readAuthority(line, place);
  problems.push(...names.problems);
  const marks = [...names.marks, ...tagMarks(line, names.tagSpans)];
  const time = readTime(line, words, place, { ...context, clockSource: reading === 'event' ? 'external-log' : 'device' }, (from) => restOf(line, from, marks));
  problems.push(...time.problems);
  const text = restOf(line, time.textFrom, marks);
  if (text === '') problems.push({ kind: 'empty', severity: 'error', message: 'there is nothing to record yet', span: { from: line.length, to: line.length } });
  if (words === null) problems.push(...timeInText(line, place));
  return {
    kind: reading, kindSpan: kind.span, occurred: time.occurred, timeSpans: time.spans, ambiguity: time.ambiguity, text, links: names.links, people: names.people, tags: names.tags,
    tagSpans: names.tagSpans, refs: names.refs, authority: said?.authority ?? null, authoritySpan: said?.span ?? null, technique: names.technique, assumptions: time.assumptions, problems,
  };
}

/** True when nothing keeps the line from being recorded. */
export function isRecordable(reading: CaptureReading): boolean {
  return reading.ambiguity === null && reading.problems.every((problem) => problem.severity === 'warning');
}

interface TimePart {
  readonly occurred: Occurred | null; readonly ambiguity: Ambiguity | null; readonly spans: readonly Span[]; readonly assumptions: readonly Assumption[]; readonly problems: readonly Problem[]; readonly textFrom: number;
}

function readTime(line: string, words: TimeWords | null, textFrom: number, context: ReadingContext & { readonly clockSource: Occurred['clockSource'] }, rest: (from: number) => string): TimePart {
  if (words === null) return { occurred: null, ambiguity: null, spans: [], assumptions: [{ what: 'now', text: 'happens now' }], problems: [], textFrom };
  const span = trimSpan(line, words.span);
  if (words.problems.length > 0) return { occurred: null, ambiguity: null, spans: [span], assumptions: [], problems: words.problems, textFrom };
  const written = line.slice(span.from, span.to).slice(0, WRITTEN_LIMIT).toWellFormed();
  const zone = isZone(context.zone) ? context.zone : 'UTC';
  const resolution = resolveTime(words, { now: context.now, zone, written, clockSource: context.clockSource, tense: context.tense ?? 'past' });
  if (resolution.impossible) return { occurred: null, ambiguity: null, spans: [span], assumptions: [], problems: [{ kind: 'bad-date', severity: 'error', message: 'there is no such date', span }], textFrom };
  const keptFrom = words.zoneMayBeText?.from ?? textFrom;
  const from = (keeps: boolean) => (keeps && words.zoneMayBeText !== null ? keptFrom : textFrom);
  const [only] = resolution.choices;
  if (only !== undefined && resolution.choices.length === 1) {
    const at = from(only.keepsZoneWords);
    const kept = only.keepsZoneWords && words.zoneMayBeText !== null ? trimSpan(line, { from: span.from, to: keptFrom }) : span;
    const occurred = { ...only.occurred, written: line.slice(kept.from, kept.to).slice(0, WRITTEN_LIMIT).toWellFormed() };
    return { occurred, ambiguity: null, spans: [kept], assumptions: resolution.assumptions, problems: futureWarning(occurred, context, span), textFrom: at };
  }
  const choices = resolution.choices.map((choice): TimeChoice => ({ label: choice.label, occurred: choice.occurred, text: rest(from(choice.keepsZoneWords)) }));
  return { occurred: null, ambiguity: { reasons: resolution.reasons, question: questionOf(resolution), choices }, spans: [span], assumptions: resolution.assumptions, problems: gapProblem(resolution, span), textFrom };
}

function futureWarning(occurred: Occurred, { now, tense }: ReadingContext, span: Span): readonly Problem[] {
  const ahead = tense !== 'future' && occurred.at !== null && occurred.at > now + 2 * 60_000;
  return ahead ? [{ kind: 'future', severity: 'warning', message: 'this time is still to come', span }] : [];
}

function gapProblem(resolution: Resolution, span: Span): readonly Problem[] {
  return resolution.gap ? [{ kind: 'dst-gap', severity: 'warning', message: 'clocks were put forward over this time; it was never on the wall', span }] : [];
}

function questionOf({ reasons }: Resolution): string {
  const questions: Readonly<Record<AmbiguityReason, string>> = {
    'dst-gap': 'Clocks were put forward over this time. Which one is meant?',
    'dst-overlap': 'Clocks were put back: this time came twice. Which one?',
    'day-month': 'Which is the day and which the month?',
    'zone-abbreviation': 'Which zone is meant?',
    'zone-or-text': 'Is the place the zone of the time, or part of the text?',
    weekday: 'Today, or a week from it?',
    past: 'This time is already past. When is it?',
    future: 'This time is still to come. When was it?',
  };
  const order: readonly AmbiguityReason[] = ['dst-gap', 'day-month', 'zone-abbreviation', 'zone-or-text', 'dst-overlap', 'weekday', 'future', 'past'];
  const reason = order.find((candidate) => reasons.includes(candidate));
  return reason === undefined ? 'Which time is meant?' : questions[reason];
}

// Times elsewhere in the line are left alone: they may be somebody else's. Say so once.
function timeInText(line: string, from: number): readonly Problem[] {
  const match = /(?<![\p{L}\p{N}:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\p{L}\p{N}:]|\.\d)/u.exec(line.slice(from, from + 4000));
  if (match === null) return [];
  const span = { from: from + match.index, to: from + match.index + match[0].length };
  return [{ kind: 'time-in-text', severity: 'warning', message: 'a time in the middle stays text; put it first to use it', span }];
}

// Tags at the end of the line are labels and are taken off; a tag inside a sentence is also a word of it.
function tagMarks(line: string, tags: readonly Span[]): readonly Span[] {
  let end = line.trimEnd().length;
  return tags.toReversed().map((span) => {
    if (span.to !== end) return { from: span.from, to: span.from + 1 };
    end = line.slice(0, span.from).trimEnd().length;
    return span;
  });
}

function restOf(line: string, from: number, marks: readonly Span[]): string {
  let text = '';
  let place = from;
  for (const mark of [...marks].sort((left, right) => left.from - right.from)) {
    if (mark.from < place) continue;
    text += line.slice(place, mark.from);
    place = mark.to;
  }
  return (text + line.slice(place)).trim();
}

function skipSeparator(line: string, at: number): number {
  const match = /^(?:\s*[,;:–—]\s*|\s+-\s+|\s+)/.exec(line.slice(at, at + 20));
  return at + (match?.[0].length ?? 0);
}

function trimSpan(line: string, span: Span): Span {
  return { from: span.from, to: span.from + line.slice(span.from, span.to).trimEnd().length };
}
