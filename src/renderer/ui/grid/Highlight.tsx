// Text with the words of the search marked. Marks are <mark> elements, so they survive without colour.
import type { ReactNode } from 'react';
import { splitMatches } from './match.ts';

export interface HighlightProps { readonly text: string; readonly words: readonly string[] }

/** The text, each occurrence of a search word in a `<mark>`. */
export function Highlight({ text, words }: HighlightProps): ReactNode {
  return splitMatches(text, words).map((part, index) => (part.matched ? <mark key={index}>{part.text}</mark> : part.text));
}
