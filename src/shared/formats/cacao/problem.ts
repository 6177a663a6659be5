import { err, type Result } from '#base';

/** Why a file is not taken in: what is wrong, and the place in the file, such as `workflow.action--….commands`. */
export interface CacaoProblem {
  readonly kind:
    | 'too-large' | 'not-json' | 'not-cacao' | 'other-version' | 'unknown-field' | 'missing-field' | 'bad-value' | 'branching' | 'unknown-step' | 'loop' | 'unreached-step'
    | 'not-manual' | 'no-steps' | 'too-many-steps' | 'text-too-long';
  readonly where: string;
}
export type Fields = Readonly<Record<string, unknown>>;

/** A refusal. */
export function problem(kind: CacaoProblem['kind'], where: string): Result<never, CacaoProblem> {
  return err({ kind, where: where.slice(0, 200) });
}

/** The value as a map of fields, or null. */
export function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The first field of a map that is not in a list, or null. */
export function firstUnknown(fields: Fields, known: readonly string[]): string | null {
  return Object.keys(fields).find((name) => !known.includes(name)) ?? null;
}
