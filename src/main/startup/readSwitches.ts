import path from 'node:path';

/** What the command line asked for. Everything else on it belongs to Chromium. */
export interface Switches {
  readonly demo: boolean;
  readonly selfTest: boolean;
  /** A vault folder to offer first, as an absolute path. */
  readonly vault: string | null;
  /** Another folder for preferences, the list of vaults and the working copies, as an absolute path. */
  readonly userData: string | null;
}

/** Reads `--demo`, `--self-test`, `--vault=<path>` and `--user-data=<dir>` (or Chromium's `--user-data-dir=<dir>`) from the arguments of a process. */
export function readSwitches(args: readonly string[], workingFolder: string): Switches {
  return {
    demo: args.includes('--demo'),
    selfTest: args.includes('--self-test'),
    vault: folderOf(args, '--vault=', workingFolder),
    userData: folderOf(args, '--user-data=', workingFolder) ?? folderOf(args, '--user-data-dir=', workingFolder),
  };
}

function folderOf(args: readonly string[], prefix: string, workingFolder: string): string | null {
  const value = args.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  return value === undefined || value === '' ? null : path.resolve(workingFolder, value);
}
