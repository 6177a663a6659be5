import type { Limit } from '../definition.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Limits in the words of the contracts. */
export const minutes = (amount: number): Limit => ({ count: 'elapsed', amount: amount * MINUTE_MS });
export const hours = (amount: number): Limit => ({ count: 'elapsed', amount: amount * HOUR_MS });
export const calendarDays = (amount: number): Limit => ({ count: 'calendar-days', amount });
export const businessDays = (amount: number): Limit => ({ count: 'business-days', amount });
export const calendarMonths = (amount: number): Limit => ({ count: 'calendar-months', amount });
