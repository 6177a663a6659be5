import { err, type Err, type Failure } from '#base';
import type { ReadFailure, WriteFailure } from '#ipc';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const REFUSED = new Set(['EROFS', 'EACCES', 'EPERM']);

/** The system's error code (`ENOENT`), or null when the thrown value is not a system error: then it is a bug. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** A thrown system error as a failure to write. Rethrows what is not a system error. */
export function toWriteFailure(error: unknown): Err<Failure<WriteFailure>> {
  const code = requireCode(error);
  if (FULL.has(code)) return err({ kind: 'disk-full', message: 'the disk is full' });
  if (REFUSED.has(code)) return err({ kind: 'read-only', message: 'this folder cannot be written to' });
  return err({ kind: 'io', message: `writing failed (${code})` });
}

/** A thrown system error as a failure to read. Rethrows what is not a system error. */
export function toReadFailure(error: unknown): Err<Failure<ReadFailure>> {
  const code = requireCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return err({ kind: 'missing', message: 'the file is not there' });
  return err({ kind: 'io', message: `reading failed (${code})` });
}

/** True when the error means that no space is left. */
export function isDiskFull(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code !== null && FULL.has(code);
}

/** The code of a system error; anything else is a bug and is thrown again. */
export function requireCode(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === null) throw error;
  return code;
}
