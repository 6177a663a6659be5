import type { LogId } from '#base';

/** One open query: which log it depends on (`all`: every log, `drafts`: only drafts) and how to answer it now. */
export interface LiveQuery {
  readonly id: number;
  readonly scope: LogId | 'all' | 'drafts';
  readonly evaluate: () => unknown;
  /** Asked when the query is opened: null when `evaluate` costs little by now; otherwise what may be shown before (or null), and when it is ready. */
  readonly early?: () => { readonly preview: unknown; readonly ready: Promise<void> } | null;
}

export interface LiveQueries {
  /** Answers at once, or as soon as the query is ready, and again after each change of its scope that changes the answer. An id in use is replaced. */
  readonly open: (query: LiveQuery) => void;
  readonly close: (id: number) => void;
  /** Something changed: queries of that scope are asked again, together, within the coalescing time. */
  readonly changed: (scope: LogId | 'drafts') => void;
  readonly end: () => void;
}

/** Changes that arrive within this time are answered together. */
export const COALESCE_MS = 30;

interface Entry { readonly query: LiveQuery; last: string | null }

/** Keeps open queries up to date; results that read the same are not pushed again. */
export function createLiveQueries(pushResult: (id: number, result: unknown) => void, coalesceMs = COALESCE_MS): LiveQueries {
  const open = new Map<number, Entry>();
  const dirty = new Set<LogId | 'drafts'>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const answer = (entry: Entry) => push(entry, entry.query.evaluate());
  const push = (entry: Entry, result: unknown) => {
    const text = JSON.stringify(result);
    if (text === entry.last) return;
    entry.last = text;
    pushResult(entry.query.id, result);
  };
  const flush = () => {
    timer = undefined;
    const scopes = new Set(dirty);
    dirty.clear();
    const logChanged = [...scopes].some((scope) => scope !== 'drafts');
    for (const entry of [...open.values()]) {
      const { scope } = entry.query;
      if (scope === 'all' ? logChanged : scopes.has(scope)) answer(entry);
    }
  };
  return {
    open: (query) => {
      const entry: Entry = { query, last: null };
      open.set(query.id, entry);
      const early = query.early?.() ?? null;
      if (early === null) return answer(entry);
      if (early.preview !== null) push(entry, early.preview);
      void early.ready.then(() => {
        if (open.get(query.id) === entry) answer(entry);
      });
    },
    close: (id) => void open.delete(id),
    changed: (scope) => {
      dirty.add(scope);
      timer ??= setTimeout(flush, coalesceMs);
    },
    end: () => {
      clearTimeout(timer);
      open.clear();
    },
  };
}
