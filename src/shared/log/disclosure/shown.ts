import { decodeCbor, type EntryId, type FeedId, type Sha256Hex, type UnixMs } from '#base';
import { decodeGroup, readValue } from '../entry/decode.ts';
import { partText, putTexts, referencesOf, type References } from '../entry/parts.ts';
import { WITHHELD_TEXT, type ShownEntry } from './types.ts';

/** Leaves of one frame that are shown, by index, with the place they stand at. */
export interface ShownFrame {
  readonly feed: FeedId;
  readonly seq: number;
  readonly headerSha256: Sha256Hex;
  readonly device: string;
  readonly leaves: ReadonlyMap<number, Uint8Array>;
  readonly leafHash: (index: number) => Uint8Array;
  readonly hlc: { readonly ms: UnixMs } | null;
}
export interface ShownContent {
  readonly shown: number;
  readonly entries: number;
  readonly redacted: number;
  /** A shown part does not belong to a shown entry (docs/spec/disclosure.md section 5.1, step 12). */
  readonly stray: boolean;
  readonly list: readonly ShownEntry[];
}

interface Owner { readonly index: number; readonly references: References }

/** Counts what a frame shows and joins its entries; `withEntries` false only counts. */
export function readShown(frame: ShownFrame, withEntries: boolean): ShownContent {
  let [entries, redacted, runStart, before] = [0, 0, -1, -2];
  let stray = false;
  let owner: Owner | null = null;
  const list: ShownEntry[] = [];
  for (const index of [...frame.leaves.keys()].sort((left, right) => left - right)) {
    const leaf = frame.leaves.get(index) ?? new Uint8Array(0);
    if (index !== before + 1) runStart = index;
    before = index;
    if (partText(leaf) !== null) {
      if (owner === null || (index > owner.index + owner.references.found.length && runStart > owner.index)) stray = true;
      if (owner === null && index === 0 && withEntries) list.push(unreadable(frame, index));
      continue;
    }
    const decoded = decodeCbor(leaf);
    owner = { index, references: decoded.ok ? referencesOf(decoded.value) : { found: [], broken: false } };
    entries += 1;
    redacted += owner.references.found.filter(({ part }) => !frame.leaves.has(part)).length;
    if (withEntries) list.push(joinShown(frame, owner));
  }
  return { shown: frame.leaves.size, entries, redacted, stray, list };
}

// Texts that are not shown are marked; where the references are broken the entry is unreadable, as in the journal.
function joinShown(frame: ShownFrame, { index, references }: Owner): ShownEntry {
  const { found, broken } = references;
  const leaf = frame.leaves.get(index) ?? new Uint8Array(0);
  const after = frame.leaves.get(index + found.length + 1);
  const fits = !broken && found.every(({ part }, order) => part === index + 1 + order) && (after === undefined || partText(after) === null);
  const withheld = found.filter(({ part }) => !frame.leaves.has(part)).map(({ field }) => field);
  const texts = new Map(found.map(({ field, part }) => [field, frame.leaves.has(part) ? (partText(frame.leaves.get(part) ?? leaf) ?? null) : WITHHELD_TEXT]));
  const decoded = decodeCbor(leaf);
  if (!fits || !decoded.ok || [...texts.values()].includes(null)) return { ...unreadable(frame, index), withheld };
  const joined = readValue(putTexts(decoded.value, texts as ReadonlyMap<string, string>), frame.leafHash(index));
  return { ...placeOf(frame, index), id: joined.id, entry: joined.entry, withheld };
}

function unreadable(frame: ShownFrame, index: number): ShownEntry {
  const leaf = frame.leaves.get(index) ?? new Uint8Array(0);
  // A group that cannot fit: only the id is looked for.
  const { id } = decodeGroup([leaf], { index: 0, count: 2, texts: [] }, frame.leafHash(index));
  return { ...placeOf(frame, index), id, entry: null, withheld: [] };
}

function placeOf({ feed, seq, headerSha256, device, hlc }: ShownFrame, index: number): Omit<ShownEntry, 'id' | 'entry' | 'withheld'> & { readonly id?: EntryId } {
  return { feed, seq, index, headerSha256, device, at: hlc?.ms ?? null };
}
