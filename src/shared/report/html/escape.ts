const REPLACEMENT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Characters that XML and HTML forbid or that reorder text invisibly: shown as their code so that a reader sees them.
const UNSEEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]', 'g');

/** Text made safe for HTML content and double-quoted attributes (HTML Living Standard, section 13.3). */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => REPLACEMENT[character] ?? character)
    .replace(UNSEEN, (character) => `&#x27E8;U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}&#x27E9;`);
}
