import * as v from 'valibot';

/** Parsing ends with the first thing that is wrong: a message may hold a million wrong members, and a report on each would cost more than all of them. */
export const FIRST_ISSUE = { abortEarly: true, abortPipeEarly: true } as const;

/** A byte string of exactly this length. */
export function bytesOf(length: number): v.GenericSchema<unknown, Uint8Array> {
  return v.pipe(v.instance(Uint8Array), v.check((value) => value.length === length));
}

/** A byte string of a length between these, both included. */
export function bytesBetween(least: number, most: number): v.GenericSchema<unknown, Uint8Array> {
  return v.pipe(v.instance(Uint8Array), v.check((value) => value.length >= least && value.length <= most));
}

export const uint: v.GenericSchema<unknown, number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A uint of at most this. */
export function uintUpTo(most: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));
}

/** The same type with everything inside it readonly. */
export type Immutable<T> = T extends Uint8Array ? T : T extends readonly (infer Item)[] ? readonly Immutable<Item>[] : T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;
