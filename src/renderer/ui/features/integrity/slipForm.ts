/** What is typed of a head slip, read while it is typed (docs/spec/witness.md section 1). */
export interface SlipForm { readonly logCode: string; readonly feedCode: string; readonly size: string; readonly words: string }
export interface ReadWord { readonly typed: string; readonly word: string | null }
export interface ReadSlip {
  /** Eight lower-case hexadecimal digits, or null. */
  readonly logCode: string | null;
  readonly feedCode: string | null;
  readonly size: number | null;
  readonly words: readonly ReadWord[];
  /** The words as they are recorded, when all eight are known. */
  readonly text: string | null;
}

/** Words of a slip. */
export const SLIP_WORDS = 8;
const PREFIX_LETTERS = 4;

/** Reads a form: codes without regard to case, spaces and the dash; words by their first four letters. */
export function readSlip(form: SlipForm, list: readonly string[]): ReadSlip {
  const words = form.words.trim().toLowerCase().split(/[\s,;.]+/u).filter((word) => word !== '').map((typed) => ({ typed, word: findWord(typed, list) }));
  const known = words.flatMap(({ word }) => word ?? []);
  const size = /^\d{1,9}$/.test(form.size.trim()) ? Number(form.size.trim()) : 0;
  return {
    logCode: readCode(form.logCode), feedCode: readCode(form.feedCode), size: size >= 1 ? size : null, words,
    text: words.length === SLIP_WORDS && known.length === SLIP_WORDS ? known.join(' ') : null,
  };
}

/** The word of the list that is meant: the word itself, or the only one with these first four letters. */
export function findWord(typed: string, list: readonly string[]): string | null {
  if (list.includes(typed)) return typed;
  return typed.length < PREFIX_LETTERS ? null : (list.find((word) => word.startsWith(typed) || (typed.length === PREFIX_LETTERS && word.slice(0, PREFIX_LETTERS) === typed)) ?? null);
}

/** What the word being typed may become: at most six. Nothing when the text ends with a space or the word is whole. */
export function completeWord(text: string, list: readonly string[]): readonly string[] {
  const last = /(\p{L}+)$/u.exec(text.toLowerCase())?.[1] ?? '';
  if (last === '') return [];
  const found = list.filter((word) => word.startsWith(last));
  return found.length === 1 && found[0] === last ? [] : found.slice(0, 6);
}

/** The text with its last word completed and a space after it. */
export function takeWord(text: string, word: string): string {
  return `${text.replace(/\p{L}+$/u, '')}${word} `;
}

/** True for the text of a slip's QR picture. */
export function isQrText(text: string): boolean {
  return /^HFS1:[0-9A-F]{32}:[0-9A-F]{64}:[1-9]\d*:[0-9A-F]{64}$/.test(text.trim().toUpperCase());
}

/** `24770030` as `2477-0030`. */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

function readCode(text: string): string | null {
  const digits = text.toLowerCase().replaceAll(/[\s-]/g, '');
  return /^[0-9a-f]{8}$/.test(digits) ? digits : null;
}
