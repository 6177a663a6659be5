import type { EntryId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';

export type Severity = BodyOf<'incident'>['severity'];
export type MilestoneKind = BodyOf<'milestone'>['milestone'];

/** Facts that records other than milestones give; `facts.ts` derives them. */
export const recordFacts = [
  'customer.notified', 'customer.called', 'customer.updated', 'bridge.opened', 'bridge.customerJoined', 'escalation.sent', 'call.attempted', 'call.reached', 'report.issued', 'report.delivered', 'override.used', 'override.settled',
  'report.received', 'report.acknowledged', 'assessment.recorded', 'procedure.reviewed', 'action.done', 'action.verified', 'evidence.released', 'evidence.settled', 'approval.verbal', 'approval.confirmed',
  'coordinator.active', 'plan.approved', 'sitrep.issued', 'shift.ending', 'handover.accepted',
  'internal.updated', 'readiness.checked', 'corrective.accepted', 'corrective.ended', 'channel.said', 'channel.kept',
] as const;
export type RecordFact = (typeof recordFacts)[number];
/** `submitted.<clock>`: a report to an authority with proof; `answered.<regime>`: the question of a regime was answered with facts (docs/spec/packs.md section 5). `subscribed`, `updated`, `unsubscribed`: of a subscription (docs/spec/updates.md section 2). */
export type FactKind = `milestone.${MilestoneKind}` | RecordFact | `submitted.${string}` | `answered.${string}` | `${'subscribed' | 'updated' | 'unsubscribed'}.${string}`;

/** Something that stands in the journal and starts or stops clocks (docs/spec/clocks.md section 1). */
export interface Fact {
  readonly kind: FactKind;
  readonly at: UnixMs;
  readonly recordedAt: UnixMs;
  readonly entry: EntryId;
  /** Instants that it had before amendments, oldest first. */
  readonly former?: readonly UnixMs[];
  /** When it was last amended. */
  readonly amendedAt?: UnixMs;
  /** What it is about, for clocks that run per subject: an action, a release. */
  readonly subject?: string;
  /** Which customers it concerns, where an incident has several; absent when it is about none in particular (docs/spec/updates.md section 4). */
  readonly customers?: readonly string[];
  /** The date that somebody set, for limits that are `given`. */
  readonly dueAt?: UnixMs;
}

export type CountRule = 'elapsed' | 'calendar-days' | 'business-days' | 'calendar-months' | 'given';
/** `amount`: milliseconds for `elapsed`, else whole days or months; of no meaning for `given`, where the fact carries the date. */
export interface Limit { readonly count: CountRule; readonly amount: number }
export type Trigger =
  | { readonly take: 'first'; readonly of: readonly { readonly fact: FactKind; readonly plusMs?: number }[] }
  | { readonly take: 'last'; readonly of: readonly FactKind[] }
  | { readonly take: 'latest'; readonly of: readonly FactKind[] };
export type ClockStanding = 'contract' | 'local' | 'confirmed' | 'unconfirmed' | 'proposed';

export type ClockLimit = Limit | { readonly bySeverity: Partial<Record<Severity, Limit>> };

/** One commitment, as data (docs/spec/clocks.md section 2). */
export interface ClockDefinition {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly standing: ClockStanding;
  readonly trigger: Trigger;
  /** One limit, or one per severity; a severity that is absent has no clock. */
  readonly limit: ClockLimit;
  /** What the limit was until an instant, the oldest first: a slot that was stopped before then keeps it. */
  readonly earlier?: readonly { readonly until: UnixMs; readonly limit: ClockLimit }[];
  readonly typicalMs?: readonly [number, number];
  /** Each group needs one of its facts. */
  readonly stop: readonly (readonly FactKind[])[];
  readonly recurs?: { readonly until: readonly FactKind[] };
  /** Amber from its beginning: it begins where the warning does. */
  readonly warnsAtOnce?: boolean;
  /** A clock for each trigger fact, stopped by facts about the same subject. */
  readonly perSubject?: boolean;
  /** One for each customer, where an incident has several. */
  readonly perCustomer?: boolean;
  readonly appliesFrom?: Severity;
  /** Only for incidents that are major. */
  readonly majorOnly?: boolean;
  readonly cap?: { readonly fact: FactKind; readonly plusMs: number };
  readonly shadow?: FactKind;
  readonly undueDelay?: boolean;
  readonly zone?: string;
  readonly calendar?: string;
  readonly firstBusinessDayCounts?: boolean;
  readonly lawful?: 'hour-rounding' | 'next-working-noon';
  /** The regime of a pack whose duty it is, and the instant after which the pack is out of date. */
  readonly regime?: string;
  readonly expiresAt?: UnixMs;
}

/** Business days of an authority or a contract. */
export interface Calendar {
  readonly id: string;
  readonly zone: string;
  /** ISO weekday numbers, Monday is 1. */
  readonly weekend: readonly number[];
  /** ISO dates. */
  readonly holidays: readonly string[];
  /** Last ISO date for which the holidays are known. */
  readonly validThrough: string;
  /** Wall time after which the office takes nothing, minutes of the day. */
  readonly cutOffMinutes?: number;
}
