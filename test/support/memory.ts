// Looks through the memory of living processes for a planted text.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Where a text was found: the process, what it is, and the kind of memory. */
export interface Sighting { readonly pid: number; readonly process: string; readonly region: string; readonly encoding: 'utf8' | 'utf16' }
/** The outcome of a search. Memory that the tester may not read is named, not passed over. */
export interface Search { readonly sightings: readonly Sighting[]; readonly searchedBytes: number; readonly unreadable: readonly number[] }

const CHUNK = 8 * 1024 * 1024;

/** Searches every writable private or shared region of the processes for the texts, as UTF-8 and as UTF-16. */
export function searchMemory(pids: readonly number[], texts: readonly string[]): Search {
  const needles = texts.flatMap((text) => [{ encoding: 'utf8' as const, bytes: Buffer.from(text, 'utf8') }, { encoding: 'utf16' as const, bytes: Buffer.from(text, 'utf16le') }]);
  const sightings: Sighting[] = [];
  const unreadable: number[] = [];
  let searchedBytes = 0;
  for (const pid of pids) {
    let memory: number;
    try {
      memory = openSync(`/proc/${pid}/mem`, 'r');
    } catch {
      unreadable.push(pid);
      continue;
    }
    const name = processName(pid);
    for (const { start, end, label } of writableRegions(pid)) {
      for (let at = start; at < end; at += CHUNK) {
        const bytes = readAt(memory, at, Math.min(CHUNK + 256, end - at));
        if (bytes === null) continue;
        searchedBytes += bytes.length;
        for (const needle of needles) if (bytes.includes(needle.bytes)) sightings.push({ pid, process: name, region: label, encoding: needle.encoding });
      }
    }
    closeSync(memory);
  }
  return { sightings, searchedBytes, unreadable };
}

function processName(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return /--type=([a-z-]+)/.exec(command)?.[1] ?? 'main';
}

function writableRegions(pid: number): readonly { readonly start: number; readonly end: number; readonly label: string }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap((line) => {
    const [range = '', flags = '', , , , ...name] = line.split(/\s+/);
    const [start, end] = range.split('-').map((text) => Number.parseInt(text, 16));
    if (start === undefined || end === undefined || !flags.startsWith('rw') || /^\[(vvar|vsyscall)/.test(name.join(' '))) return [];
    return [{ start, end, label: name.join(' ') || 'anonymous' }];
  });
}

function readAt(memory: number, at: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, at));
  } catch {
    // Reserved and never touched.
    return null;
  }
}
