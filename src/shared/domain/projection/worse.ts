import { occurredSchema } from '../entries/time.ts';
import * as words from '../entries/vocabulary.ts';
import * as v from 'valibot';

/** Fields whose values have an order, the worst first (docs/spec/entries.md section 5). `verdict` holds those of incidents and of indicators. */
const worstFirst: Readonly<Record<string, readonly unknown[]>> = {
  severity: words.severities,
  priority: words.priorities,
  tlp: words.tlpLabels,
  pap: words.papLabels,
  verdict: [...words.verdicts, 'malicious', 'suspicious', 'unknown', 'benign'],
  criticality: words.criticalities,
  confidence: words.confidences.toReversed(),
  functionalImpact: words.functionalImpacts.toReversed(),
  recoverability: words.recoverabilities.toReversed(),
  urgency: words.urgencies,
  functionalImpactDetail: words.functionalImpactDetails.toReversed(),
  informationImpactDetail: words.informationImpactDetails.toReversed(),
  outlook: words.outlooks.toReversed(),
  major: [true, false],
  customerSystem: [true, false],
  customer: [true, false],
  exercise: [false, true],
  reversible: [false, true],
  secure: [false, true],
  operational: [false, true],
  disclosed: ['yes', 'potentially', 'unknown', 'no'],
  encrypted: ['no', 'yes-keys-exposed', 'unknown', 'yes-keys-safe'],
};

/** Fields whose smaller number is the worse: what is owed sooner, what is gone sooner. */
const smallestFirst: readonly string[] = ['every', 'everyCritical', 'everyHigh', 'everyMedium', 'everyLow', 'retentionHours'];

/**
 * Order of two values of a field: below zero when the left one is worse or earlier, zero when the field or one of the values has no
 * order. Values are what the JSON text of an amendment holds; undefined is a field left empty, and loses against any value.
 */
export function compareWorse(field: string, left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
  const order = worstFirst[field];
  if (order !== undefined) {
    const [first, second] = [order.indexOf(left), order.indexOf(right)];
    return first < 0 || second < 0 ? 0 : first - second;
  }
  if (smallestFirst.includes(field) && typeof left === 'number' && typeof right === 'number') return left - right;
  const [from, to] = [instantOf(left), instantOf(right)];
  return from === null || to === null ? 0 : from - to;
}

/** Milliseconds of a value that is a time; unknown times come last; null for what is no time. */
function instantOf(value: unknown): number | null {
  const time = v.safeParse(occurredSchema, value);
  return time.success ? (time.output.at ?? Number.MAX_SAFE_INTEGER) : null;
}
