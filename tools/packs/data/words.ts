import type { ClockDefinition, FactKind, Trigger } from '../../../src/shared/domain/clocks/definition.ts';
import type { Pack, Regime, Worksheet } from '../../../src/shared/domain/regulation/pack.ts';

// Words in which packs are written. What they give is checked strictly when the pack is signed.
export type PackClock = Pack['clocks'][number];
export type PackCalendar = Pack['calendars'][number];
type Field = Worksheet['fields'][number];
type Standing = ClockDefinition['standing'];
type Limit = PackClock['limit'];

const HOUR_MS = 3_600_000;
export const hours = (amount: number): Limit => ({ count: 'elapsed', amount: amount * HOUR_MS });
export const days = (amount: number): Limit => ({ count: 'calendar-days', amount });
export const businessDays = (amount: number): Limit => ({ count: 'business-days', amount });
export const months = (amount: number): Limit => ({ count: 'calendar-months', amount });
export const HOURS = (amount: number): number => amount * HOUR_MS;

/** The earliest of some facts. */
export const on = (...facts: readonly FactKind[]): Trigger => ({ take: 'first', of: facts.map((fact) => ({ fact })) });
/** The latest of facts that must all be there. */
export const all = (...facts: readonly FactKind[]): Trigger => ({ take: 'last', of: facts });
/** The newest of some facts. */
export const newest = (...facts: readonly FactKind[]): Trigger => ({ take: 'latest', of: facts });

/** A clock that stops with the submission recorded for it. */
export function clock(regime: string, id: string, title: string, standing: Standing, source: string, trigger: Trigger, limit: Limit, more: Partial<PackClock> = {}): PackClock {
  return { id, title, source, standing, regime, trigger, limit, stop: [[`submitted.${id}`]], ...more };
}

/** A field, and what the journal fills it with. */
export const field = (label: string, from?: Field['from']): Field => (from === undefined ? { label } : { label, from });

export function regime(id: string, title: string, authority: string, zone: string, question: string, begins: Regime['begins'], worksheets: readonly Worksheet[]): Regime {
  return { id, title, authority, zone, question, begins, worksheets };
}

export const AS_OF = '2026-11-21';
export const EXPIRES = '2027-05-21';
export const NOTE = 'Compiled from the sources named at each clock; not legal advice. Every rule is to be confirmed by counsel before it is relied upon.';
