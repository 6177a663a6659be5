import * as v from 'valibot';
import type { LogId, UnixMs } from '#base';
import type { DraftView } from '#ipc';
import { bytesToJson, jsonToBytes, type SealedCopy } from '../copy/sealedCopy.ts';

const draftSchema = v.strictObject({
  key: v.string(),
  log: v.pipe(v.nullable(v.string()), v.transform((value) => value as LogId | null)),
  json: v.string(),
  savedAt: v.pipe(v.number(), v.transform((value) => value as UnixMs)),
});

/** What people have typed and not sealed yet. Kept in the working copy, sealed; removed only after the entry is sealed. */
export interface DraftBox {
  readonly list: (log: LogId | null) => readonly DraftView[];
  readonly put: (draft: Omit<DraftView, 'savedAt'>, now: UnixMs) => Promise<boolean>;
  readonly remove: (key: string) => Promise<boolean>;
  /** Writes all drafts again, after the working copy was emptied or its key changed. */
  readonly rewrite: () => Promise<void>;
}

/** Loads the drafts of the working copy. A row that does not open or is no draft is left out: it was typed under another key. */
export async function openDraftBox(copy: SealedCopy): Promise<DraftBox> {
  const drafts = new Map<string, DraftView>();
  for (const bytes of (await copy.readAll('drafts')).rows) {
    const parsed = v.safeParse(draftSchema, bytesToJson(bytes));
    if (parsed.success) drafts.set(parsed.output.key, parsed.output);
  }
  return {
    list: (log) => [...drafts.values()].filter((draft) => draft.log === log).sort((left, right) => right.savedAt - left.savedAt),
    put: async (draft, now) => {
      const saved = { ...draft, savedAt: now };
      drafts.set(draft.key, saved);
      return copy.write('drafts', [{ name: draft.key, bytes: jsonToBytes(saved) }]);
    },
    remove: async (key) => {
      if (!drafts.delete(key)) return true;
      return copy.remove('drafts', [key]);
    },
    rewrite: async () => {
      await copy.write('drafts', [...drafts.values()].map((draft) => ({ name: draft.key, bytes: jsonToBytes(draft) })));
    },
  };
}
