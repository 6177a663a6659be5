import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

/** What tells one running process from all others, now and after a restart. */
export interface ProcessIdentity {
  readonly process: number;
  /** Start of the process in kernel ticks: tells a reused process id apart. Null where the system does not say. */
  readonly started: string | null;
  /** Identity of this boot, null where the system does not say. */
  readonly boot: string | null;
  readonly host: string;
  /** Hash of the machine id: survives a changed host name. Null where there is none. */
  readonly machine: string | null;
  readonly user: string;
}

/** What a lock needs to know about processes; tests replace it. */
export interface ProcessTable {
  readonly self: ProcessIdentity;
  /** True when the process that made the identity still runs on this computer. */
  readonly isAlive: (identity: ProcessIdentity) => boolean;
  readonly isSameComputer: (identity: ProcessIdentity) => boolean;
}

/** The processes of this computer. */
export function createProcessTable(): ProcessTable {
  const self: ProcessIdentity = {
    process: process.pid,
    started: readStart(process.pid),
    boot: readText('/proc/sys/kernel/random/boot_id'),
    host: hostname(),
    machine: readMachine(),
    user: readUser(),
  };
  return {
    self,
    isSameComputer: (other) => (other.machine !== null && self.machine !== null ? other.machine === self.machine : other.host === self.host),
    isAlive: (other) => {
      if (other.boot !== null && self.boot !== null && other.boot !== self.boot) return false;
      if (!isRunning(other.process)) return false;
      const started = readStart(other.process);
      return other.started === null || started === null || other.started === started;
    },
  };
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // EPERM: it runs under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readStart(id: number): string | null {
  const status = readText(`/proc/${id}/stat`);
  // The name in parentheses may hold spaces: count the fields after it. Field 22 is the start time.
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readMachine(): string | null {
  const id = readText('/etc/machine-id');
  return id === null || id === '' ? null : createHash('sha256').update(`holdfast/machine/1${id}`).digest('hex').slice(0, 32);
}

function readUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
