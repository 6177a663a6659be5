import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Failure, Result } from '#base';
import { writeAtomically } from './writeAtomically.ts';

/** A small settings file that is read once and replaced as a whole. */
export interface JsonFile<T> {
  readonly read: () => Promise<T>;
  readonly write: (value: T) => Promise<Result<Record<string, never>, Failure<'io' | 'disk-full'>>>;
}

/**
 * A JSON file with a schema. A missing, unreadable or malformed file reads as `fallback`: settings are a convenience,
 * and the app must start without them. Writes happen one after the other.
 */
export function createJsonFile<T>(file: string, schema: v.GenericSchema<unknown, T>, fallback: T): JsonFile<T> {
  let cached: T | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => {
      cached ??= await load(file, schema, fallback);
      return cached;
    },
    write: (value) => {
      cached = value;
      const writing = last.then(async () => {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        return writeAtomically(file, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`));
      });
      last = writing.catch(() => undefined);
      return writing;
    },
  };
}

async function load<T>(file: string, schema: v.GenericSchema<unknown, T>, fallback: T): Promise<T> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.output : fallback;
  } catch {
    return fallback;
  }
}
