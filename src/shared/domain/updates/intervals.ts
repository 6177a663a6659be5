import type { UnixMs } from '#base';
import type { Limit, Severity } from '../clocks/definition.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

type Body = BodyOf<'subscription'>;
/** Limits per severity. */
export interface SeverityLimits { readonly bySeverity: Readonly<Record<Severity, Limit>> }

const MINUTE_MS = 60_000;
/** A customer is owed an update at least so often unless a reason is given. */
export const DAILY_MINUTES = 1440;
const fieldOf: Readonly<Record<Severity, keyof Body>> = { critical: 'everyCritical', high: 'everyHigh', medium: 'everyMedium', low: 'everyLow', informational: 'every' };
const intervalFields: readonly string[] = ['every', 'everyCritical', 'everyHigh', 'everyMedium', 'everyLow'];

/** What is owed now, and what was owed until the intervals were amended (docs/spec/updates.md sections 1 and 2). */
export function intervalsOf(subscription: Entity<'subscription'>): { readonly limit: SeverityLimits; readonly earlier: readonly { readonly until: UnixMs; readonly limit: SeverityLimits }[] } {
  let body: Readonly<Record<string, unknown>> = subscription.original;
  let amended: readonly string[] = [];
  const earlier: { readonly until: UnixMs; readonly limit: SeverityLimits }[] = [];
  for (const change of subscription.changes) {
    if (change.type !== 'amend' || change.reverted || (!intervalFields.includes(change.field) && change.field !== 'reason' && change.field !== 'audienceKind')) continue;
    earlier.push({ until: change.stamp.occurred.at ?? change.stamp.recorded.at, limit: limitsOf(body as Body, amended) });
    const { [change.field]: _before, ...rest } = body;
    body = change.to === null ? rest : { ...rest, [change.field]: JSON.parse(change.to) as unknown };
    amended = [...amended, change.field];
  }
  return { limit: limitsOf(subscription.body, amended), earlier };
}

/** The interval written for a severity that does not count because a customer is owed more, or null. */
export function isCapped(body: Body, severity: Severity, amended: readonly string[] = []): boolean {
  const [field, minutes] = intervalOf(body, severity);
  return body.audienceKind === 'customer' && minutes > DAILY_MINUTES && (body.reason ?? '').trim() === '' && !amended.includes(field);
}

/** The amendment that makes updates twice as frequent at a severity: which field it changes, from what, to what; null where a minute is owed already. */
export function twiceAsOften(subscription: Entity<'subscription'>, severity: Severity): { readonly field: string; readonly from?: string; readonly value: string } | null {
  const minutes = intervalsOf(subscription).limit.bySeverity[severity].amount / MINUTE_MS;
  const field = fieldOf[severity];
  const before = subscription.body[field];
  return minutes < 2 ? null : { field, ...(before === undefined ? {} : { from: JSON.stringify(before) }), value: String(Math.floor(minutes / 2)) };
}

/** Why a subscription may not be recorded that way (docs/spec/updates.md section 1), or null. */
export function subscriptionFault(body: Body): string | null {
  if ((Object.keys(fieldOf) as Severity[]).some((severity) => isCapped(body, severity))) return 'the field "reason" is empty: a customer is updated at least daily, and a longer interval needs a reason';
  if (body.begins === 'severity-reached' && body.fromSeverity === undefined) return 'the field "fromSeverity" is missing: say from which severity on';
  return body.until === 'stated-condition' && (body.untilCondition ?? '').trim() === '' ? 'the field "untilCondition" is empty: say until when' : null;
}

function limitsOf(body: Body, amended: readonly string[]): SeverityLimits {
  const limit = (severity: Severity): Limit => ({ count: 'elapsed', amount: MINUTE_MS * (isCapped(body, severity, amended) ? DAILY_MINUTES : intervalOf(body, severity)[1]) });
  return { bySeverity: { critical: limit('critical'), high: limit('high'), medium: limit('medium'), low: limit('low'), informational: limit('informational') } };
}

function intervalOf(body: Body, severity: Severity): readonly [field: string, minutes: number] {
  const field = fieldOf[severity];
  const own = body[field];
  return typeof own === 'number' ? [field, own] : ['every', body.every];
}
