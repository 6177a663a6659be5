import { showUnseen } from '../tree/unseen.ts';

/** Where escaped text stands: in lines of its own, where a line end is a hard break, or inside one line, where it is `<br>`. */
export type TextPlace = 'lines' | 'oneLine';

// Words that programs turn into links on their own: addresses, hosts, mail. As code they stay text everywhere, also in
// programs that look for links after escapes were read. Without backtick, backslash and pipe, one backtick on each side is enough.
const WORD = /[^\s|\\`]+/gu;
const LIKE_A_LINK = /\/\/|@|www\.|[\p{L}\p{N}-]\.[\p{L}\p{N}-]*\p{L}|mailto:|xmpp:|tel:/iu;
const STRUCTURAL = /[\\`*_[\]<>&#~$^{}!]/g;

/**
 * Any text as CommonMark and GFM that reads back as that text and nothing else: never a heading, list, table, link, image or HTML.
 * `indent` is put in front of continued lines (list items). Characters that cannot be seen are shown as their code.
 */
export function escapeMarkdown(text: string, place: TextPlace, indent = ''): string {
  const lines = showUnseen(text).split(/\r\n|\r|\n/).map(escapeLine);
  if (place === 'oneLine') return lines.join('<br>');
  // A backslash at the very end would be read as itself: line ends at the end of a block become references.
  const kept = lines.length - Math.max(0, [...lines].reverse().findIndex((line) => line !== ''));
  const body = lines.every((line) => line === '') ? [] : lines.slice(0, kept);
  return body.join(`\\\n${indent}`) + '&#10;'.repeat(lines.length - Math.max(1, body.length));
}

/** Fixed-width text: a code span where that says the same, escaped text where it does not. */
export function codeSpan(text: string, place: TextPlace, indent = ''): string {
  const shown = showUnseen(text);
  return /^[^\s`|\\](?:[^\n\r`|\\\t]*[^\s`|\\])?$/.test(shown) ? `\`${shown}\`` : escapeMarkdown(text, place, indent);
}

function escapeLine(line: string): string {
  let out = '';
  let from = 0;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    if (!LIKE_A_LINK.test(word)) continue;
    out += `${escapePlain(line.slice(from, index))}\`${word}\``;
    from = index + word.length;
  }
  return escapeEnds(out + escapePlain(line.slice(from)));
}

// A pipe is a reference: a backslash before it is read differently inside and outside of tables.
function escapePlain(text: string): string {
  return text.replace(STRUCTURAL, '\\$&').replaceAll('|', '&#124;').replaceAll('\t', '&#9;');
}

// White space at both ends would be dropped; at the start, some marks make lists, rules, headings or rows.
function escapeEnds(line: string): string {
  const asReference = (spaces: string) => [...spaces].map((space) => `&#${space.codePointAt(0) ?? 32};`).join('');
  return line
    .replace(/^\s+/u, asReference).replace(/\s+$/u, asReference)
    .replace(/^[-+=:]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
}
