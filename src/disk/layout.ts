import { join } from 'node:path';
import type { EntryId, LogId } from '#base';

/** Names inside a vault folder. None of them ever carries text of a case. */
export const HEAD = 'vault.json';
/** The same bytes again: one damaged file must not make a vault unopenable. */
export const SECOND_HEAD = 'vault.second.json';
export const LOCK = 'lock';
export const BALLAST = 'ballast';
export const SLOTS = 'slots';
export const LOGS = 'log';
export const EVIDENCE = 'evidence';
export const QUARANTINE = 'quarantine';
/** What is remembered of servers: made when it is first needed. */
export const SYNC = 'sync';
export const FOLDERS = [SLOTS, LOGS, EVIDENCE, 'datasets', QUARANTINE] as const;
/** Beginning of the hidden folder in which a vault is made. */
export const NEW_FOLDER = '.holdfast-new-';

const SLOT_FILE = /^([0-9a-f]{8}-(?:passphrase|recovery|escrow))\.age$/;
const FRAME_FILE = /^(\d{6})\.frames$/;
const PART_FILE = /^(\d{5,7})\.age$/;

export function slotFile(vault: string, name: string): string {
  return join(vault, SLOTS, `${name}.age`);
}

/** The slot name of a file in `slots/`, or null when it is not a slot. */
export function parseSlotFile(file: string): string | null {
  return SLOT_FILE.exec(file)?.[1] ?? null;
}

export function logFolder(vault: string, log: LogId): string {
  return join(vault, LOGS, log);
}

/** Frame files count from 1. */
export function frameFile(number: number): string {
  return `${String(number).padStart(6, '0')}.frames`;
}

/** The number of a frame file, or null when the name is another. */
export function parseFrameFile(file: string): number | null {
  const digits = FRAME_FILE.exec(file)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function itemFolder(vault: string, item: EntryId): string {
  return join(vault, EVIDENCE, item);
}

/** Parts count from 0 in code and from 00001 on disk, so that a shell lists them in order. */
export function partFile(index: number): string {
  return `${String(index + 1).padStart(5, '0')}.age`;
}

/** What was fetched of a part so far; the digits of its hash keep two versions of a part apart. */
export function fetchedFile(index: number, sha256: string): string {
  return `${partFile(index)}.take-${sha256.slice(0, 12)}`;
}

/** The index (from 0) of a complete part, or null when the name is another. */
export function parsePartFile(file: string): number | null {
  const digits = PART_FILE.exec(file)?.[1];
  return digits === undefined ? null : Number(digits) - 1;
}

/** Counts and fingerprints of a sealing run, beside its parts. */
export const PROGRESS = 'progress.json';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A folder name that every file system takes, from the name a person gave the vault. */
export function toFolderName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // Separators, the characters Windows refuses, controls, and invisible direction marks that could disguise a name.
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.-]+|[\s.-]+$/gu, '');
  const short = shortenUtf8(cleaned, 120).replace(/[\s.]+$/u, '');
  return short === '' || RESERVED.test(short) ? `vault${short === '' ? '' : `-${short}`}` : short;
}

function shortenUtf8(text: string, limit: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}
