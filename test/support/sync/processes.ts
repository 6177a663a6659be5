// The built command line as processes that can be killed: `holdfast serve` and `holdfast sync run` over folders on a real disk.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesToHex, parseLogId, type LogId } from '#base';
import { decodeFrame, hashHeader, scanFrames } from '#log';
import { bundle } from '../bundle.ts';

/** Where a process runs: nothing, or the words before the command that put it somewhere else (`ip netns exec x`). */
export type Place = readonly string[];
export interface Ended { readonly code: number | null; readonly out: string; readonly err: string }
export interface Process { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly kill: () => void }
export interface ServeProcess extends Process {
  readonly address: { readonly host: string; readonly port: number };
  readonly fingerprint: string;
  readonly voucher: string | null;
  readonly metrics: string | null;
  /** Lines of its log so far. */
  readonly log: () => string;
}

/** The command line in one file. */
export async function buildCommandLine(): Promise<string> {
  return fileURLToPath(await bundle('src/cli/index.ts'));
}

/** Starts `holdfast` with these arguments. `state` is what the computer remembers outside the vault. */
export function startProcess(script: string, args: readonly string[], options: { readonly state: string; readonly place?: Place; readonly temporary?: string }): Process {
  const [program = '', ...rest] = [...(options.place ?? []), process.execPath, script, ...args];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: options.state, HOLDFAST_STATE: options.state, TZ: 'Europe/Oslo', ...(options.temporary === undefined ? {} : { TMPDIR: options.temporary }) } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => { out += piece.toString(); });
  child.stderr.on('data', (piece: Buffer) => { err += piece.toString(); });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended, kill: () => void child.kill('SIGKILL') };
}

/** Starts `holdfast serve` and waits until it says where it is. */
export async function startServe(script: string, data: string, options: { readonly state: string; readonly listen?: string; readonly place?: Place; readonly metrics?: boolean; readonly more?: readonly string[] }): Promise<ServeProcess> {
  const running = startProcess(script, ['serve', '--data', data, '--listen', options.listen ?? '127.0.0.1:0', '--json', ...(options.metrics === true ? ['--metrics', '127.0.0.1:0'] : []), ...(options.more ?? [])], options);
  let [text, log] = ['', ''];
  running.child.stderr?.on('data', (piece: Buffer) => { log += piece.toString(); });
  const line = await new Promise<string>((resolve, reject) => {
    running.child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(text);
    });
    void running.ended.then(({ err }) => reject(new Error(`the server ended: ${err}`)));
  });
  const said = JSON.parse(line) as { readonly address: string; readonly fingerprint: string; readonly voucher: string | null; readonly metrics: string | null };
  const [host = '', port = ''] = said.address.split(/:(?=\d+$)/);
  return { ...running, address: { host, port: Number(port) }, fingerprint: said.fingerprint, voucher: said.voucher, metrics: said.metrics, log: () => log };
}

/** One laptop of a test: its vault, what unlocks it, and what the computer remembers. */
export interface Laptop { readonly vault: string; readonly state: string; readonly recovery: string }

export function writeRecovery(folder: string, recoveryKey: string): string {
  const file = path.join(folder, 'recovery');
  writeFileSync(file, recoveryKey);
  return file;
}

/** `holdfast sync …` or any other command on the vault of a laptop. */
export function onLaptop(script: string, laptop: Laptop, words: readonly string[], more: readonly string[] = [], place: Place = [], temporary?: string): Process {
  return startProcess(script, [...words, laptop.vault, ...more, '--recovery-file', laptop.recovery], { state: laptop.state, place, ...(temporary === undefined ? {} : { temporary }) });
}

/** Names of the frames of a log in the order of its files, as they lie in a vault (`log/<log>`) or a server's folder; a torn tail is no frame. */
export function storedFrames(folder: string, log: LogId): readonly string[] {
  const place = path.join(folder, 'log', log);
  return readdirSync(place).filter((name) => name.endsWith('.frames')).toSorted().flatMap((name) => {
    const bytes = new Uint8Array(readFileSync(path.join(place, name)));
    return scanFrames(bytes).frames.map(({ from, to }) => {
      const frame = decodeFrame(bytes.subarray(from, to), 'scanned');
      if (!frame.ok) throw new Error('a frame that was found cannot be read');
      return bytesToHex(hashHeader(frame.value.headerBytes));
    });
  });
}

/** What `sync status --json` or `sync run --json` says of one log. */
export function syncedOf(json: string, log: LogId): { readonly frames: number; readonly synced: number } {
  const found: { frames: number; synced: number }[] = [];
  JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'log' in value && 'synced' in value && parseLogId(String(value.log)) === log) found.push(value as unknown as { frames: number; synced: number });
    return value;
  });
  const [one] = found;
  if (one === undefined) throw new Error('the log is not named');
  return one;
}
