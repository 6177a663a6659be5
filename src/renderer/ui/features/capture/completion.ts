import type { CaptureContext } from '#ipc';
import { matchesWords } from '../../commands/match.ts';

/** A word that can be completed at the caret: where it stands, and what may take its place. */
export interface Completion { readonly from: number; readonly to: number; readonly offers: readonly Offer[] }
export interface Offer { readonly insert: string; readonly label: string; /** What it is called, for a reference; else null. */ readonly title: string | null; readonly kind: 'system' | 'account' | 'tag' | 'ref' }

const MOST = 8;

/** Offers for the word before the caret: `@` systems, accounts and people, `#` tags, and references such as `EV-`. Null: nothing to offer. */
export function completeAt(text: string, caret: number, context: CaptureContext): Completion | null {
  const word = /(?:^|\s)(@[^\s]*|#[\p{L}\p{N}_.:-]*|[A-Za-z]{1,4}-[A-Za-z0-9-]*)$/u.exec(text.slice(0, caret))?.[1];
  if (word === undefined) return null;
  const offers = offersFor(word, context).filter((offer) => offer.insert.toLowerCase() !== word.toLowerCase()).slice(0, MOST);
  return offers.length === 0 ? null : { from: caret - word.length, to: caret, offers };
}

/** The text with an offer put in place and a space behind it, and where the caret goes. */
export function applyOffer(text: string, completion: Completion, offer: Offer): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, completion.from) + offer.insert;
  const after = text.slice(completion.to);
  return { text: `${before}${after.startsWith(' ') ? '' : ' '}${after}`, caret: before.length + 1 };
}

function offersFor(word: string, context: CaptureContext): readonly Offer[] {
  const needle = word.slice(1);
  if (word.startsWith('#')) return context.tags.filter((tag) => matchesWords(tag, needle)).map((tag) => ({ insert: `#${tag}`, label: `#${tag}`, title: null, kind: 'tag' as const }));
  if (word.startsWith('@')) {
    return [
      ...context.systems.filter(({ name }) => matchesWords(name, needle)).map(({ name }) => ({ insert: mention(name), label: name, title: null, kind: 'system' as const })),
      ...context.accounts.filter(({ name }) => matchesWords(name, needle)).map(({ name }) => ({ insert: mention(name), label: name, title: null, kind: 'account' as const })),
    ];
  }
  return context.refs.filter(({ ref }) => ref.toLowerCase().startsWith(word.toLowerCase())).map(({ ref, title }) => ({ insert: ref, label: ref, title, kind: 'ref' as const }));
}

/** `@name`, in quotes when the name holds a space. */
function mention(name: string): string {
  return /\s/.test(name) ? `@"${name}"` : `@${name}`;
}
