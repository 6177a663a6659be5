import { bytesToHex, wallFromParts, type UnixMs } from '#base';

/** One element of strict DER: definite lengths in their shortest form, tag numbers below 31 (ITU-T X.690 sections 8 and 10). */
export interface DerElement { readonly tag: number; readonly content: Uint8Array; /** Tag, length and content as they stand. */ readonly whole: Uint8Array }

export const tags = { boolean: 1, integer: 2, bitString: 3, octetString: 4, nothing: 5, oid: 6, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31 } as const;
const nothing: DerElement = { tag: -1, content: new Uint8Array(0), whole: new Uint8Array(0) };

/**
 * Walks the members of one constructed element. A member that does not come as expected makes the walk fail for good: from then on every answer is empty and
 * `end` is false, so that a structure is read first and judged once.
 */
export interface DerWalk {
  /** The next member, which must have this tag. */
  readonly take: (tag: number) => DerElement;
  /** The next member when it has this tag, else null. */
  readonly maybe: (tag: number) => DerElement | null;
  /** The next member whatever it is; null at the end. */
  readonly any: () => DerElement | null;
  /** A walk through the next member, which must have this tag. */
  readonly enter: (tag: number) => DerWalk;
  /** True when nothing failed and no member is left. Walks that were entered are judged by themselves. */
  readonly end: () => boolean;
  readonly failed: () => boolean;
}

/** The one element that the bytes are; null when they are anything else or more. */
export function readDer(bytes: Uint8Array): DerElement | null {
  const element = elementAt(bytes, 0);
  return element !== null && element.whole.length === bytes.length ? element : null;
}

/** A walk through the members of an element. */
export function walk(element: DerElement | null): DerWalk {
  const content = element?.content ?? nothing.content;
  let offset = 0;
  let broken = element === null || element === nothing;
  const peek = () => (broken || offset >= content.length ? null : elementAt(content, offset));
  const any = () => {
    if (broken || offset >= content.length) return null;
    const found = peek();
    if (found === null) broken = true;
    else offset += found.whole.length;
    return found;
  };
  const take = (tag: number) => {
    const found = peek();
    if (found?.tag !== tag) {
      broken = true;
      return nothing;
    }
    offset += found.whole.length;
    return found;
  };
  return {
    take, any,
    maybe: (tag) => (peek()?.tag === tag ? take(tag) : null),
    enter: (tag) => walk(take(tag)),
    end: () => !broken && offset === content.length,
    failed: () => broken,
  };
}

/** Members of a SET OF or SEQUENCE OF; null when they are not whole. */
export function membersOf(element: DerElement | null): readonly DerElement[] | null {
  const members: DerElement[] = [];
  const inside = walk(element);
  for (let next = inside.any(); next !== null; next = inside.any()) members.push(next);
  return inside.end() ? members : null;
}

/** Dotted text of an object identifier; empty when it is none. */
export function oidText({ tag, content }: DerElement): string {
  if (tag !== tags.oid || content.length === 0 || content.length > 64) return '';
  const arcs: number[] = [];
  let arc = 0;
  for (const [index, value] of content.entries()) {
    if (arc === 0 && value === 0x80) return '';
    arc = arc * 128 + (value & 127);
    if (!Number.isSafeInteger(arc)) return '';
    if ((value & 128) !== 0) {
      if (index === content.length - 1) return '';
      continue;
    }
    arcs.push(arc);
    arc = 0;
  }
  const first = arcs[0] ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
}

/** Hexadecimal of a whole number that is not negative, without leading zero bytes; null when it is none in its shortest form. */
export function unsignedHex({ tag, content }: DerElement): string | null {
  const [first = 0x80, second = 0] = content;
  if (tag !== tags.integer || (first & 0x80) !== 0) return null;
  if (content.length > 1 && first === 0 && (second & 0x80) === 0) return null;
  return bytesToHex(first === 0 && content.length > 1 ? content.subarray(1) : content);
}

/** A small whole number that is not negative, or null. */
export function smallNumber(element: DerElement): number | null {
  const hex = unsignedHex(element);
  return hex === null || hex.length > 12 ? null : Number.parseInt(hex, 16);
}

/** A BOOLEAN; null for anything but its two encodings. */
export function flagOf({ tag, content }: DerElement): boolean | null {
  if (tag !== tags.boolean || content.length !== 1) return null;
  return content[0] === 0xff ? true : content[0] === 0 ? false : null;
}

/** UTCTime or GeneralizedTime ending in Z, as RFC 5280 and RFC 3161 write them; null for anything else. A second 60 counts as the second after it. */
export function timeOf({ tag, content }: DerElement): UnixMs | null {
  if (content.length > 40) return null;
  const text = String.fromCharCode(...content);
  const digits = tag === tags.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : tag === tags.generalizedTime ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text) : null;
  if (digits === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.slice(1, 7).map(Number);
  const century = tag === tags.utcTime ? (year < 50 ? 2000 : 1900) : 0;
  if (second === 60 ? hour !== 23 || minute !== 59 : second > 60) return null;
  const start = wallFromParts({ year: century + year, month, day, hour, minute, second: 0 });
  const millis = Math.floor(Number(`0.${digits[7] ?? '0'}`) * 1000);
  return start === null ? null : (start + second * 1000 + millis) as UnixMs;
}

function elementAt(bytes: Uint8Array, at: number): DerElement | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 31) === 31) return null;
  let [length, start] = [first, at + 2];
  if (first >= 0x80) {
    const count = first & 127;
    // Nothing that is read here has more than 2^24 bytes; 0x80 would be an indefinite length.
    if (count < 1 || count > 3 || bytes[start] === 0) return null;
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[start + index] ?? Number.NaN);
    start += count;
    if (!(length >= 128)) return null;
  }
  return start + length > bytes.length ? null : { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}
