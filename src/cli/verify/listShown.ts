import { formatUtc } from '#base';
import type { ShownEntry } from '#log';

/** Lines for each entry that a package shows, in the order of the package: where it stands, when, what, by whom; then its fields and what is withheld. */
export function listShown(entries: readonly ShownEntry[]): readonly string[] {
  return entries.flatMap((shown) => {
    const { entry, id, seq, index, feed, withheld, at } = shown;
    const place = `entry       ${id}  feed ${feed.slice(0, 16)}, frame ${seq}, place ${index + 1}`;
    if (entry === null) return [`${place}: cannot be read by this version`];
    const when = entry.recorded.at ?? at;
    return [
      `${place}, recorded ${when === null ? 'at an unknown time' : formatUtc(when, 'second')}, ${visible(entry.kind)} by ${visible(entry.author.name)}`,
      ...Object.entries(bodyOf(shown)).map(([field, value]) => `            ${visible(field)}: ${visible(typeof value === 'string' ? value : JSON.stringify(value))}`),
      ...(withheld.length === 0 ? [] : [`            withheld: ${withheld.join(', ')}`]),
    ];
  });
}

/** The same as data. */
export function dataOfShown(shown: ShownEntry): unknown {
  const { entry, id, seq, index, feed, withheld, headerSha256, device } = shown;
  const place = { id, feed, seq, index, headerSha256, device, withheld };
  return entry === null ? { ...place, readable: false } : { ...place, readable: true, kind: entry.kind, author: entry.author, recorded: entry.recorded, occurred: entry.occurred, body: bodyOf(shown) };
}

// The key of a sealed item opens it: it is in the package for whoever needs it, and on no screen.
function bodyOf({ entry }: ShownEntry): Readonly<Record<string, unknown>> {
  if (entry === null) return {};
  const { sealed, ...body } = entry.body as Readonly<Record<string, unknown>>;
  return sealed === undefined ? body : { ...body, sealed: 'sealed parts and their key' };
}

/** Text of others on a terminal: control and direction characters become visible codes, so that nothing can be hidden or rewritten on screen. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (letter) => `<${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}
