export interface MatchPart { readonly text: string; readonly matched: boolean }

/**
 * Splits a text into parts that match one of the search words and parts that do not, ignoring case. Joining the parts
 * gives the text back. Longer words win where two begin at the same place.
 */
export function splitMatches(text: string, words: readonly string[]): readonly MatchPart[] {
  const wanted = words.filter((word) => word.trim() !== '').toSorted((left, right) => right.length - left.length).map(escapePattern);
  if (wanted.length === 0 || text === '') return text === '' ? [] : [{ text, matched: false }];
  const parts = text.split(new RegExp(`(${wanted.join('|')})`, 'giu'));
  // A split with one group alternates: text, match, text, match, …
  return parts.map((part, index) => ({ text: part, matched: index % 2 === 1 })).filter((part) => part.text !== '');
}

function escapePattern(word: string): string {
  return word.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&');
}
