import { ok, type Result } from '#base';
import type { S3Failure } from './failures.ts';

/** What is known of objects without asking again: their size, or that there is none. */
export interface WholeBlobs {
  /** Size of a whole blob, or null; asks the store when what is known is old. */
  readonly size: (name: string) => Promise<Result<number | null, S3Failure>>;
  readonly note: (name: string, size: number | null) => void;
  readonly forget: (name: string) => void;
}

const PRESENT_MS = 60_000;
/** Short: another node may have sent it meanwhile. */
const ABSENT_MS = 5_000;
const MOST_NAMES = 10_000;

/** A bounded memory of names in front of a store; `ask` is the request for the size. */
export function createWholeBlobs(ask: (name: string) => Promise<Result<number | null, S3Failure>>): WholeBlobs {
  const known = new Map<string, { readonly size: number | null; readonly at: number }>();

  function note(name: string, size: number | null): void {
    known.delete(name);
    known.set(name, { size, at: performance.now() });
    const [oldest] = known.keys();
    if (known.size > MOST_NAMES && oldest !== undefined) known.delete(oldest);
  }

  return {
    size: async (name) => {
      const found = known.get(name);
      if (found !== undefined && performance.now() - found.at < (found.size === null ? ABSENT_MS : PRESENT_MS)) return ok(found.size);
      const asked = await ask(name);
      if (asked.ok) note(name, asked.value);
      return asked;
    },
    note,
    forget: (name) => {
      known.delete(name);
    },
  };
}
