import { fail, ok, type Handlers, type LogId } from '#base';
import type { LogCondition, VaultContract } from '#ipc';
import type { DiskEnvironment } from '../environment.ts';
import { logFolder } from '../layout.ts';
import { isWholeFrame } from './framing.ts';
import { createLogWriter, type LogWriter } from './logWriter.ts';
import type { OpenedLog } from './openLogs.ts';
import { readFrames } from './readFrames.ts';

type LogCalls = 'logs.list' | 'log.read' | 'log.append';
export interface LogHandlers {
  readonly handlers: Pick<Handlers<VaultContract>, LogCalls>;
  /** Waits for appends and lets all files go. */
  readonly rest: () => Promise<void>;
  readonly isEmpty: () => boolean;
}
interface Options {
  readonly vault: () => string;
  readonly isReadOnly: () => boolean;
  readonly environment: DiskEnvironment;
  readonly makeRoom: () => Promise<boolean>;
  readonly onOutcome: (outcome: 'written' | 'disk-full') => void;
}
interface Known { readonly writer: LogWriter; readonly found: Pick<LogCondition, 'quarantined' | 'damaged'> }

/** The log calls of the vault contract over the logs that were found when the vault was opened. */
export function createLogHandlers(options: Options, opened: readonly OpenedLog[]): LogHandlers {
  const logs = new Map<LogId, Known>();
  for (const { condition, files } of opened) {
    logs.set(condition.log, { writer: createLogWriter({ ...options, log: condition.log }, files, condition.frames), found: condition });
  }

  function obtain(log: LogId): Known {
    const known = logs.get(log) ?? { writer: createLogWriter({ ...options, log }, [], 0), found: { quarantined: [], damaged: [] } };
    logs.set(log, known);
    return known;
  }

  return {
    handlers: {
      'logs.list': () => {
        const conditions = [...logs].map(([log, { writer, found }]): LogCondition => ({
          log, frames: writer.frames(), bytes: writer.bytes(), quarantined: found.quarantined, damaged: found.damaged,
        }));
        return Promise.resolve(ok({ logs: conditions.filter((each) => each.bytes > 0 || each.quarantined.length > 0) }));
      },
      'log.read': async ({ log, from, maxBytes }) => {
        const known = logs.get(log);
        if (known === undefined) return fail('missing', 'there is no such log');
        return readFrames({ layer: options.environment.files, folder: logFolder(options.vault(), log), files: known.writer.files(), damaged: known.found.damaged, from, maxBytes });
      },
      'log.append': async ({ log, expectedBytes, frames }) => {
        if (options.isReadOnly()) return fail('read-only', 'this vault cannot be written to');
        // A reader could never tell such bytes from damage: refusing them is the last chance.
        if (!frames.every(isWholeFrame)) throw new Error('log.append was given bytes that are not whole frames');
        return obtain(log).writer.append(expectedBytes, frames);
      },
    },
    rest: async () => {
      for (const { writer } of logs.values()) await writer.rest();
    },
    isEmpty: () => [...logs.values()].every(({ writer }) => writer.bytes() === 0),
  };
}
