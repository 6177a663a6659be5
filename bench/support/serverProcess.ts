import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a server says of itself when it begins to serve. */
export interface ServerFacts { readonly address: string; readonly fingerprint: string; readonly pairing: string; readonly voucher: string | null }
/** Processor time so far, resident memory now and the most it ever had. */
export interface ProcessFacts { readonly cpuSeconds: number; readonly residentMiB: number; readonly peakMiB: number }
export interface ServerProcess extends ServerFacts {
  /** From the start of the process to its first connection, in milliseconds. */
  readonly startedMs: number;
  readonly facts: () => ProcessFacts;
  readonly end: () => Promise<void>;
}

const command = path.resolve(import.meta.dirname, '../../out/cli/holdfast.js');

/** `holdfast serve` as anybody starts it, in a process of its own. `prefix`: goes before the program, to measure with. */
export async function serveProcess(data: string): Promise<ServerProcess> {
  const begun = performance.now();
  const flags = (process.env['HOLDFAST_BENCH_SERVER_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [...flags, command, 'serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const facts = await firstLine(child);
  return { ...(JSON.parse(facts) as ServerFacts), startedMs: performance.now() - begun, facts: () => factsOf(child.pid ?? 0), end: () => endOf(child) };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('the process has no output');
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

const TICKS_PER_SECOND = 100;

/** What Linux says of a process. */
export function factsOf(pid: number): ProcessFacts {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
  // Behind the name in brackets, which may hold spaces: fields 14 and 15 of proc(5).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, residentMiB: mebibytes('VmRSS'), peakMiB: mebibytes('VmHWM') };
}

/** The file that this bench runs as: its source, or what it was bundled to. */
export function ownBundle(): string {
  return path.resolve(import.meta.dirname, path.basename(process.argv[1] ?? '').replace(/\.ts$/, '.mjs'));
}

/** A process that runs until it is ended; `line` is the first that it printed. */
export interface RoleProcess { readonly line: Promise<string>; readonly facts: () => ProcessFacts; readonly end: () => Promise<void> }

/** Runs this very bench again as another process with a role. */
export function startRole(role: string, input: unknown): RoleProcess {
  const child = spawnRole(role, input);
  return { line: firstLine(child), facts: () => factsOf(child.pid ?? 0), end: () => endOf(child) };
}

/** The same for a role that ends by itself: answers what it printed last. */
export function runRole<T>(role: string, input: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawnRole(role, input);
    let output = '';
    child.stdout?.on('data', (part: Buffer) => { output += part.toString(); });
    child.once('exit', (code) => {
      const last = output.trim().split('\n').at(-1) ?? '';
      if (code === 0) resolve(JSON.parse(last) as T);
      else reject(new Error(`${role} ended with ${code}`));
    });
  });
}

function spawnRole(role: string, input: unknown): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, ownBundle(), role, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
}
