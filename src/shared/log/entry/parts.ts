import { decodeCbor, encodeCbor, textToBytes, type CborValue } from '#base';

/** The texts that stand in leaves of their own (docs/spec/entries.md section 1.1). `field` is the dotted place of the text in the entry, such as `body.text`. */
export interface Reference { readonly field: string; readonly part: number }
/** References at the places where they may stand, in the order of the bytes of the entry; `broken` when one stands elsewhere. */
export interface References { readonly found: readonly Reference[]; readonly broken: boolean }
/** Consecutive leaves of a frame that are one entry: the leaf of the entry and its parts, with their texts. */
export interface LeafGroup { readonly index: number; readonly count: number; readonly texts: readonly string[] }

type CborMap = { readonly [key: string]: CborValue };
// The head of an array of two and the text 'part'.
const PART_HEAD = /* @__PURE__ */ Uint8Array.of(0x82, 0x64, 0x70, 0x61, 0x72, 0x74);
const TOP_FIELDS = ['witness', 'onBehalfOf'] as const;

/** Bytes of a part leaf. */
export function encodePart(text: string): Uint8Array {
  return encodeCbor(['part', text]);
}

/** The text of a part leaf; null for every other leaf. */
export function partText(leaf: Uint8Array): string | null {
  if (!PART_HEAD.every((value, index) => leaf[index] === value)) return null;
  const decoded = decodeCbor(leaf);
  const text = decoded.ok && Array.isArray(decoded.value) ? decoded.value[1] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The entries of a frame: each leaf that is not a part, with the parts that follow it. Parts at the beginning are one entry (a malformed one). */
export function groupLeaves(leaves: readonly Uint8Array[]): readonly LeafGroup[] {
  const groups: { readonly index: number; count: number; readonly texts: string[] }[] = [];
  for (const [index, leaf] of leaves.entries()) {
    const last = groups.at(-1);
    const text = last === undefined ? null : partText(leaf);
    if (last === undefined || text === null) {
      groups.push({ index, count: 1, texts: [] });
    } else {
      last.count += 1;
      last.texts.push(text);
    }
  }
  return groups;
}

/** Finds the references of a decoded entry. */
export function referencesOf(value: CborValue): References {
  if (!isMap(value)) return { found: [], broken: holdsReference(value) };
  const found: Reference[] = [];
  const take = (field: string, candidate: CborValue | undefined): void => {
    if (candidate !== undefined && isReference(candidate)) found.push({ field, part: candidate.part });
  };
  // The order of the bytes: keys by length, then by their bytes (body, author, witness, onBehalfOf).
  for (const key of keysOfReferences(value['body'])) take(`body.${key}`, (value['body'] as CborMap)[key]);
  const author = value['author'];
  if (isMap(author) && !isReference(author)) take('author.name', author['name']);
  for (const key of TOP_FIELDS) take(key, value[key]);
  return { found, broken: holdsElsewhere(value) };
}

/** The entry with texts in place of its references. */
export function putTexts(value: CborValue, texts: ReadonlyMap<string, string>): CborValue {
  if (!isMap(value) || texts.size === 0) return value;
  const replaced: Record<string, CborValue> = { ...value };
  for (const [field, text] of texts) {
    const [top = '', ...rest] = field.split('.');
    const inner = value[top];
    if (rest.length === 0) replaced[top] = text;
    else if (isMap(inner)) replaced[top] = { ...(replaced[top] as CborMap), [rest.join('.')]: text };
  }
  return replaced;
}

/** True when the references name exactly the leaves that follow the entry. */
export function fitsGroup({ found, broken }: References, group: LeafGroup): boolean {
  return !broken && found.length === group.count - 1 && found.every(({ part }, order) => part === group.index + 1 + order);
}

/** Keys in the order of deterministic CBOR: by length of the encoded text, then by its bytes. */
export function compareKeys(left: string, right: string): number {
  const [a, b] = [textToBytes(left), textToBytes(right)];
  if (a.length !== b.length) return a.length - b.length;
  for (const [index, byte] of a.entries()) {
    const difference = byte - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function keysOfReferences(body: CborValue | undefined): readonly string[] {
  if (body === undefined || !isMap(body) || isReference(body)) return [];
  const keys = Object.keys(body).filter((key) => isReference(body[key] ?? null));
  return keys.length < 2 ? keys : keys.sort(compareKeys);
}

// A reference anywhere but at the four places.
function holdsElsewhere(entry: CborMap): boolean {
  for (const [key, value] of Object.entries(entry)) {
    if (key === 'body' && isMap(value) && !isReference(value)) {
      if (Object.values<CborValue>(value).some((item) => !isReference(item) && holdsReference(item))) return true;
    } else if (key === 'author' && isMap(value) && !isReference(value)) {
      if (Object.entries<CborValue>(value).some(([field, item]) => !(field === 'name' && isReference(item)) && holdsReference(item))) return true;
    } else if (!((key === 'witness' || key === 'onBehalfOf') && isReference(value)) && holdsReference(value)) {
      return true;
    }
  }
  return false;
}

function holdsReference(value: CborValue): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  if (Array.isArray(value)) return value.some(holdsReference);
  return isReference(value) || Object.values(value).some(holdsReference);
}

function isReference(value: CborValue): value is { readonly part: number } {
  if (!isMap(value) || !Object.hasOwn(value, 'part')) return false;
  const part = value['part'];
  return typeof part === 'number' && part >= 0 && Object.keys(value).length === 1;
}

function isMap(value: CborValue | undefined): value is CborMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
