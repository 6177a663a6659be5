// A folder of the fake disk as text, to hand it from a test into its page: JSON, with bytes and maps marked.
import type { FakeVaultFolder } from './fakeDisk.ts';

/** The folder as text. */
export function packFolder(folder: FakeVaultFolder): string {
  return JSON.stringify(folder, (_key, value: unknown) => {
    if (value instanceof Map) return { map: [...(value as Map<string, unknown>)] };
    if (value instanceof Uint8Array) return { bytes: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) };
    return value;
  });
}

/** The folder that `packFolder` packed. */
export function unpackFolder(text: string): FakeVaultFolder {
  return JSON.parse(text, (_key, value: unknown) => {
    if (isMarked(value, 'map')) return new Map(value.map as [string, unknown][]);
    if (isMarked(value, 'bytes')) return Uint8Array.from(atob(String(value.bytes)), (character) => character.codePointAt(0) ?? 0);
    return value;
  }) as FakeVaultFolder;
}

function isMarked<Mark extends string>(value: unknown, mark: Mark): value is Record<Mark, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1 && Object.hasOwn(value, mark);
}
