/** True when every word of the needle begins somewhere in the text, in any order, without regard to case and accents. */
export function matchesWords(text: string, needle: string): boolean {
  const folded = fold(text);
  return fold(needle).split(/\s+/).every((word) => word === '' || folded.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
