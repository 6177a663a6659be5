import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogId } from '#base';
import type { Engine } from '../port/engine.ts';
import { usePorts } from '../port/ports.tsx';
import { useQuery } from '../port/useQuery.ts';

/** A crash may cost at most this much typing. */
const SAVE_EVERY_MS = 300;

interface Pending { readonly engine: Engine; readonly log: LogId | null; readonly json: string }
const pendingByKey = new Map<string, Pending>();
const timerByKey = new Map<string, number>();

/** Saves every draft that waits for its turn: before a lock. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...pendingByKey.keys()].map(save));
}

async function save(key: string): Promise<void> {
  window.clearTimeout(timerByKey.get(key));
  timerByKey.delete(key);
  const pending = pendingByKey.get(key);
  pendingByKey.delete(key);
  if (pending !== undefined) await pending.engine.call('draft.put', { key, log: pending.log, json: pending.json });
}

function put(key: string, pending: Pending): void {
  pendingByKey.set(key, pending);
  // The first change starts the clock and later ones do not push it back: steady typing is saved too.
  if (!timerByKey.has(key)) timerByKey.set(key, window.setTimeout(() => void save(key), SAVE_EVERY_MS));
}

function drop(key: string, engine: Engine): void {
  window.clearTimeout(timerByKey.get(key));
  timerByKey.delete(key);
  pendingByKey.delete(key);
  void engine.call('draft.remove', { key });
}

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Forgets the draft and begins again: after it was recorded, or given up. */
  readonly discard: () => void;
  /** True when what is shown came back from an earlier session. */
  readonly isRestored: boolean;
  /** False until it is known whether there is an earlier draft. */
  readonly isReady: boolean;
}

/**
 * What a person is typing, kept sealed in the working copy at most every 300 ms and brought back after a crash or a lock.
 * `parse` reads a stored value and answers null for one it does not know. `initial` must be the same object at each call.
 */
export function useDraft<T>(key: string, log: LogId | null, initial: T, parse: (stored: unknown) => T | null): Draft<T> {
  const { engine } = usePorts();
  const stored = useQuery('drafts', { log });
  const [typed, setTyped] = useState<{ readonly key: string; readonly value: T; readonly isRestored: boolean } | null>(null);
  const parser = useRef(parse);
  useEffect(() => {
    parser.current = parse;
  });
  const isReady = stored.state !== 'loading';
  useEffect(() => {
    if (stored.state !== 'ready' || typed?.key === key) return;
    const found = stored.result.find((draft) => draft.key === key);
    const value = found === undefined ? null : parser.current(parseJson(found.json));
    setTyped({ key, value: value ?? initial, isRestored: value !== null });
  }, [stored, typed, key, initial]);
  const set = useCallback((value: T) => {
    setTyped((before) => ({ key, value, isRestored: before?.isRestored ?? false }));
    put(key, { engine, log, json: JSON.stringify(value) });
  }, [key, engine, log]);
  const discard = useCallback(() => {
    setTyped({ key, value: initial, isRestored: false });
    drop(key, engine);
  }, [key, engine, initial]);
  const current = typed?.key === key ? typed : null;
  return { value: current?.value ?? initial, set, discard, isRestored: current?.isRestored ?? false, isReady };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
