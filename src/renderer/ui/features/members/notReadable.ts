import type { MembersView } from '#ipc';

/** One sentence about frames that are not shown here, and the reason where there is one to tell. */
export interface NotReadable { readonly text: 'journal.unopened' | 'journal.waiting'; readonly count: number; readonly why: 'journal.unopened.removed' | 'journal.unopened.before' | null }

/** What is to be said of the part of a journal that is not read here; nothing where all of it is. */
export function notReadable({ unopened, waiting, writing }: Pick<MembersView, 'unopened' | 'waiting' | 'writing'>): readonly NotReadable[] {
  const why = writing === 'removed' || writing === 'not-a-member' ? 'journal.unopened.removed' : 'journal.unopened.before';
  const sealed: NotReadable = { text: 'journal.unopened', count: unopened, why };
  return [sealed, { text: 'journal.waiting', count: waiting, why: null } satisfies NotReadable].filter(({ count }) => count > 0);
}
