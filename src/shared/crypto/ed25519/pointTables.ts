import { invert, raiseForRoot, readElement, setElement, writeElement } from './field.ts';
import { createFieldKernel, ELEMENT_BYTES, type FieldKernel, type Step } from './fieldKernel.ts';

const WINDOWS = 32;
const MULTIPLES = 128;
/** y + x, y - x and 2dxy of an affine point. */
const ENTRY_BYTES = 3 * ELEMENT_BYTES;
const TABLE_BYTES = WINDOWS * MULTIPLES * ENTRY_BYTES;

/**
 * Multiples of a few points of edwards25519, ready to be added up: [1..128] × 256^w × P for each of the 32 bytes of a scalar. A product then
 * costs 32 additions and not a single doubling. One table takes 480 KiB and about ten milliseconds to make.
 */
export interface PointTables {
  /** Makes the table of a point from its encoding; null when it encodes no point or there is no room. Answers the table's number. */
  readonly add: (encoded: Uint8Array) => number | null;
  /**
   * Encodings (RFC 8032 section 5.1.2) of sums of scalar × point; a negative term counts against its sum. Scalars are 32 bytes below 2^255 - 2^247. Many sums at
   * a time cost less, because up to 127 of them share the one inversion that an encoding needs.
   */
  readonly sums: (sums: readonly (readonly PointTerm[])[]) => readonly Uint8Array[];
}
export interface PointTerm { readonly table: number; readonly scalar: Uint8Array; readonly negative: boolean }

// Places of single elements at the beginning of the memory.
const slot = (index: number): number => index * ELEMENT_BYTES;
const [X, Y, Z, T, A, B, C, D, E, F, G, H] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(slot) as unknown as readonly [number, number, number, number, number, number, number, number, number, number, number, number];
const [CURVE_D, CURVE_2D, ROOT, ONE, SCRATCH] = [12, 13, 14, 15, 16].map(slot) as unknown as readonly [number, number, number, number, number];
/** While a table is made: X, Y, Z and the running product of Z for each multiple. */
const ROW_AT = slot(32);
const ROW_BYTES = 4 * ELEMENT_BYTES;
const TABLES_AT = ROW_AT + MULTIPLES * ROW_BYTES;

const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).reverse();

/** Room for `capacity` tables. Throws where WebAssembly does not run. */
export function createPointTables(capacity: number): PointTables {
  const kernel = createFieldKernel(TABLES_AT + capacity * TABLE_BYTES, ADD_ENTRY);
  let made = 0;
  // RFC 8032 section 5.1: d, and the square root of -1.
  readElement(kernel, CURVE_D, fromHex('52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3'));
  readElement(kernel, ROOT, fromHex('2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0'));
  setElement(kernel, ONE, 1);
  kernel.multiply(CURVE_D, CURVE_D, ONE);
  kernel.add(CURVE_2D, CURVE_D, CURVE_D);
  return {
    add: (encoded) => {
      if (made === capacity || !decodePoint(kernel, encoded)) return null;
      fillTable(kernel, TABLES_AT + made * TABLE_BYTES);
      made += 1;
      return made - 1;
    },
    sums: (sums) => {
      const encoded: Uint8Array[] = [];
      for (let from = 0; from < sums.length; from += MULTIPLES - 1) {
        const group = sums.slice(from, from + MULTIPLES - 1);
        group.forEach((terms, index) => {
          addUp(kernel, terms);
          keepRow(kernel, index + 1);
        });
        encoded.push(...encodeRows(kernel, group.length));
      }
      return encoded;
    },
  };
}

function addUp(kernel: FieldKernel, terms: readonly PointTerm[]): void {
  setElement(kernel, X, 0);
  setElement(kernel, Y, 1);
  setElement(kernel, Z, 1);
  setElement(kernel, T, 0);
  for (const term of terms) addMultiple(kernel, TABLES_AT + term.table * TABLE_BYTES, term.scalar, term.negative);
}

// Bytes as digits from -128 to 127, so that half the multiples are enough.
function addMultiple(kernel: FieldKernel, table: number, scalar: Uint8Array, negative: boolean): void {
  let carry = 0;
  for (let window = 0; window < WINDOWS; window += 1) {
    const byte = (scalar[window] ?? 0) + carry;
    carry = byte > 127 ? 1 : 0;
    const digit = byte - carry * 256;
    if (digit === 0) continue;
    addEntry(kernel, table + (window * MULTIPLES + Math.abs(digit) - 1) * ENTRY_BYTES, (digit < 0) !== negative);
  }
}

// Hisil, Wong, Carter, Dawson 2008, section 3.1: complete, so doubling and the neutral point need no case of their own. The negative of
// a point has y + x and y - x exchanged and 2dxy negated: the first two operands change places, and so do the last two.
const ADD_ENTRY: readonly Step[] = [
  { operation: 'subtract', places: [A, Y, X] },
  { operation: 'add', places: [B, Y, X] },
  { operation: 'multiply', places: [A, A, { operand: 0 }] },
  { operation: 'multiply', places: [B, B, { operand: 1 }] },
  { operation: 'multiply', places: [C, T, { operand: 2 }] },
  { operation: 'add', places: [D, Z, Z] },
  { operation: 'subtract', places: [E, B, A] },
  { operation: 'add', places: [H, B, A] },
  { operation: 'subtract', places: [{ operand: 3 }, D, C] },
  { operation: 'add', places: [{ operand: 4 }, D, C] },
  { operation: 'multiply', places: [X, E, F] },
  { operation: 'multiply', places: [Y, G, H] },
  { operation: 'multiply', places: [T, E, H] },
  { operation: 'multiply', places: [Z, F, G] },
];

function addEntry({ run }: FieldKernel, entry: number, negative: boolean): void {
  if (negative) run(entry, entry + ELEMENT_BYTES, entry + 2 * ELEMENT_BYTES, G, F);
  else run(entry + ELEMENT_BYTES, entry, entry + 2 * ELEMENT_BYTES, F, G);
}

function encodePoint(kernel: FieldKernel): Uint8Array {
  invert(kernel, A, Z, SCRATCH);
  return encodeAffine(kernel, X, Y);
}

// With the inverse of Z in A.
function encodeAffine(kernel: FieldKernel, x: number, y: number): Uint8Array {
  kernel.multiply(B, x, A);
  kernel.multiply(C, y, A);
  const bytes = writeElement(kernel, C);
  bytes[31] = (bytes[31] ?? 0) | (((writeElement(kernel, B)[0] ?? 0) & 1) << 7);
  return bytes;
}

// RFC 8032 section 5.1.3 into X, Y, Z, T; only canonical encodings are taken.
function decodePoint(kernel: FieldKernel, encoded: Uint8Array): boolean {
  const { multiply, square, add, subtract } = kernel;
  readElement(kernel, Y, encoded);
  multiply(Y, Y, ONE);
  square(A, Y);
  subtract(B, A, ONE);
  multiply(C, A, CURVE_D);
  add(C, C, ONE);
  // x = u v^3 (u v^7)^((p - 5) / 8) with u = y^2 - 1 in B and v = dy^2 + 1 in C.
  square(D, C);
  multiply(D, D, C);
  square(E, D);
  multiply(E, E, C);
  multiply(E, E, B);
  raiseForRoot(kernel, F, E, SCRATCH);
  multiply(D, D, B);
  multiply(X, F, D);
  square(E, X);
  multiply(E, E, C);
  multiply(B, B, ONE);
  const wanted = writeElement(kernel, B);
  if (!sameElement(wanted, writeElement(kernel, E))) multiply(X, X, ROOT);
  square(E, X);
  multiply(E, E, C);
  if (!sameElement(wanted, writeElement(kernel, E))) return false;
  if (((writeElement(kernel, X)[0] ?? 0) & 1) !== (encoded[31] ?? 0) >> 7) {
    setElement(kernel, A, 0);
    subtract(A, A, X);
    multiply(X, A, ONE);
  }
  setElement(kernel, Z, 1);
  multiply(T, X, Y);
  return sameElement(encodePoint(kernel), encoded);
}

/** Fills a table with the multiples of the point in X, Y, Z, T. */
function fillTable(kernel: FieldKernel, table: number): void {
  for (let window = 0; window < WINDOWS; window += 1) {
    const first = table + window * MULTIPLES * ENTRY_BYTES;
    invert(kernel, A, Z, SCRATCH);
    writeEntry(kernel, first, X, Y, A);
    for (let multiple = 1; multiple < MULTIPLES; multiple += 1) {
      addEntry(kernel, first, false);
      keepRow(kernel, multiple);
    }
    writeRows(kernel, first);
    // 256 times the point of this window is the point of the next.
    addEntry(kernel, first + (MULTIPLES - 1) * ENTRY_BYTES, false);
  }
}

// Keeps the point of one multiple, with the product of all Z so far, so that one inversion serves the whole row.
function keepRow({ limbs, multiply }: FieldKernel, multiple: number): void {
  const row = ROW_AT + multiple * ROW_BYTES;
  limbs.copyWithin(row / 4, X / 4, (X + 3 * ELEMENT_BYTES) / 4);
  multiply(row + 3 * ELEMENT_BYTES, Z, multiple === 1 ? ONE : row - ELEMENT_BYTES);
}

function writeRows(kernel: FieldKernel, first: number): void {
  invertRows(kernel, MULTIPLES - 1, (multiple, row) => writeEntry(kernel, first + multiple * ENTRY_BYTES, row, row + ELEMENT_BYTES, A));
}

function encodeRows(kernel: FieldKernel, count: number): readonly Uint8Array[] {
  const encoded: Uint8Array[] = [];
  invertRows(kernel, count, (_, row) => encoded.push(encodeAffine(kernel, row, row + ELEMENT_BYTES)));
  return encoded.reverse();
}

// Goes through the kept rows from the last to the first, with the inverse of Z of each in A. Z is never zero, because the addition is complete.
function invertRows(kernel: FieldKernel, count: number, each: (index: number, row: number) => void): void {
  const { multiply } = kernel;
  invert(kernel, E, ROW_AT + count * ROW_BYTES + 3 * ELEMENT_BYTES, SCRATCH);
  for (let index = count; index >= 1; index -= 1) {
    const row = ROW_AT + index * ROW_BYTES;
    multiply(A, E, index === 1 ? ONE : row - ELEMENT_BYTES);
    multiply(E, E, row + 2 * ELEMENT_BYTES);
    each(index, row);
  }
}

function writeEntry({ multiply, add, subtract }: FieldKernel, entry: number, x: number, y: number, inverse: number): void {
  multiply(B, x, inverse);
  multiply(C, y, inverse);
  add(entry, C, B);
  subtract(entry + ELEMENT_BYTES, C, B);
  multiply(D, B, C);
  multiply(entry + 2 * ELEMENT_BYTES, D, CURVE_2D);
}

function sameElement(left: Uint8Array, right: Uint8Array): boolean {
  return left.every((value, index) => value === right[index]);
}
