// Characters that XML and HTML forbid, that reorder text invisibly, or that are half of a pair.
const UNSEEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]', 'g');

/** Text in which every character can be seen: '\u202E' becomes '⟨U+202E⟩'. What comes out is allowed in XML 1.0 and encodes to UTF-8 without loss. */
export function showUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\u27e8U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`);
}
