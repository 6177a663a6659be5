/** Matches a sticky expression at a place; the expression must carry the flag `y`. */
export function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

/** First place at or after `at` that is not white space. */
export function skipSpace(text: string, at: number): number {
  let place = at;
  while (place < text.length && /\s/.test(text.charAt(place))) place += 1;
  return place;
}

/** True when a letter, digit or underscore of any script stands at the place. */
export function isWordAt(text: string, at: number): boolean {
  return at < text.length && /[\p{L}\p{N}_]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 32));
}
