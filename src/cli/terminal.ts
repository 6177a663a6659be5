import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fail, ok, type Failure, type Result } from '#base';
import type { PieceHelper } from '#log';

/** The process around the commands; tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads a file or an open descriptor to its end. */
  readonly read: (source: string | number) => Result<Uint8Array, Failure<'missing' | 'io'>>;
  /** Writes a new file; an existing one is never replaced. */
  readonly writeNew: (file: string, bytes: Uint8Array) => Result<void, Failure<'exists' | 'disk-full' | 'io'>>;
  readonly isFolder: (place: string) => boolean;
  readonly hostStateDir: string;
  /** Starts a second thread for long work; null where none is to be had. */
  readonly startPieceThread?: () => PieceHelper | null;
  /** Overrides for tests. */
  readonly slotWorkFactor?: number;
}

/** The real process. */
export function createTerminal(): Terminal {
  const environment = process.env;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    environment,
    read: (source) => {
      try {
        return ok(new Uint8Array(readFileSync(source)));
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? fail('missing', 'there is no such file') : fail('io', 'the file could not be read');
      }
    },
    writeNew: (file, bytes) => {
      try {
        writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
        return ok(undefined);
      } catch (error) {
        const code = codeOf(error);
        return code === 'EEXIST' ? fail('exists', 'the file exists already and is not replaced') : code === 'ENOSPC' ? fail('disk-full', 'the disk is full') : fail('io', 'the file could not be written');
      }
    },
    isFolder: (place) => existsSync(place) && statSync(place).isDirectory(),
    hostStateDir: environment['HOLDFAST_STATE'] ?? path.join(environment['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state'), 'holdfast'),
  };
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
