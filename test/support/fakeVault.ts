// The vault port of the fake: the whole contract over folders in memory, so that the real engine worker runs in a page.
import { bytesToHex, bytesToSha256Hex, concatBytes, fail, ok, type Handlers, type UnixMs } from '#base';
import type { SealReceipt, VaultContract } from '#ipc';
import type { FakeVaultFolder } from './fakeDisk.ts';

export interface FakeSource { readonly grant: string; readonly name: string; readonly bytes: Uint8Array }
/** Switches a test may set: what the next write answers. */
export interface FakeFaults { nextAppend: 'disk-full' | 'io' | null; appendDelayMs: number }
export interface FakeVaultOptions { readonly folder: FakeVaultFolder; readonly save: () => Promise<void>; readonly sources: ReadonlyMap<string, FakeSource>; readonly faults: FakeFaults; readonly onExtracted: (destination: string, bytes: Uint8Array) => void; readonly copy: () => ReadonlyMap<string, Uint8Array[]> }

const PART_BYTES = 4 * 1024 * 1024;

/** Handlers for every call of the contract. Parts of evidence are kept as they are: real sealing is the main process's work. */
export function createFakeVault({ folder, save, sources, faults, onExtracted, copy }: FakeVaultOptions): Handlers<VaultContract> {
  const framesOf = (log: string): Uint8Array[] => folder.logs.get(log) ?? [];
  const lengthOf = (log: string): number => framesOf(log).reduce((total, frame) => total + frame.length, 0);
  return {
    'head.read': async () => ok({ bytes: folder.head }),
    'head.write': async ({ bytes }) => { folder.head = bytes; await save(); return ok({}); },
    'slots.list': async () => ok({ slots: [...folder.slots].map(([name, bytes]) => ({ name, bytes })) }),
    'slots.write': async ({ name, bytes }) => { folder.slots.set(name, bytes); await save(); return ok({}); },
    'slots.remove': async ({ name }) => {
      if (!folder.slots.has(name)) return fail('missing', 'no such slot');
      if (folder.slots.size === 1) return fail('last-slot', 'the last slot stays');
      folder.slots.delete(name);
      await save();
      return ok({});
    },
    'creation.finish': async () => { folder.isFinished = true; folder.lastOpened = Date.now(); await save(); return ok({}); },
    'logs.list': async () => ok({ logs: [...folder.logs.keys()].map((log) => ({ log: log as never, frames: framesOf(log).length, bytes: lengthOf(log), quarantined: [], damaged: [] })) }),
    'log.read': async ({ log, from, maxBytes }) => ok(readFrames(framesOf(log), from, maxBytes)),
    'log.append': async ({ log, expectedBytes, frames }) => {
      if (faults.appendDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.appendDelayMs));
      const fault = faults.nextAppend;
      faults.nextAppend = null;
      if (fault !== null) return fail(fault, 'a fault that the test asked for');
      if (lengthOf(log) !== expectedBytes) return fail('moved', 'the log has another length');
      folder.logs.set(log, [...framesOf(log), ...frames]);
      await save();
      return ok({ bytes: lengthOf(log) });
    },
    'copy.open': async () => ok({ sort: 'vault', logs: [...copy()].map(([log, frames]) => ({ log: log as never, bytes: frames.reduce((total, frame) => total + frame.length, 0) })) }),
    'copy.read': async ({ log, from, maxBytes }) => ok(readFrames(copy().get(log ?? '') ?? [], from, maxBytes)),
    'copy.mendPart': async () => ok({ outcome: 'whole' }),
    // Real parts are the main process's work; here a part is only counted.
    'bundle.writePart': async ({ bundle, part, head, frames, pieces }) => {
      const bytes = [...frames, ...pieces].reduce((total, each) => total + each.bytes, head.length);
      return ok({ outcome: 'written', name: `${bundle}-${String(part).padStart(5, '0')}.age`, bytes, sha256: bytesToSha256Hex(await digest('SHA-256', head)) });
    },
    'bundle.drop': async () => ok({}),
    'bundle.stop': async () => ok({}),
    'bundle.list': async () => ok({ files: [], others: 0 }),
    'bundle.start': async () => fail('unknown-grant', 'no such file'),
    'bundle.read': async () => fail('unknown-grant', 'no such file'),
    'bundle.takePiece': async () => fail('unknown-grant', 'no such file'),
    'evidence.seal': async ({ item, grant, legacyHashes }) => {
      const source = sources.get(grant);
      if (source === undefined) return fail('unknown-grant', 'no such grant');
      const { receipt, parts } = await sealInMemory(source.bytes, legacyHashes);
      folder.evidence.set(item, parts);
      await save();
      return ok(receipt);
    },
    'evidence.cancel': async () => ok({}),
    'evidence.unfinished': async () => ok({ runs: [] }),
    'evidence.setAside': async ({ item }) => { folder.evidence.delete(item); await save(); return ok({}); },
    'evidence.list': async () => ok({ items: [...folder.evidence].map(([item, parts]) => ({ item: item as never, parts: parts.length, bytes: parts.reduce((total, part) => total + part.length, 0) })) }),
    'evidence.open': async ({ item, sha256, destination }) => {
      const parts = folder.evidence.get(item);
      if (parts === undefined) return fail('missing', 'no such item');
      const bytes = concatBytes(...parts);
      const actual = await sha256Of(bytes);
      if (actual !== sha256) return fail('hash-mismatch', 'the bytes differ');
      if (destination !== null) onExtracted(destination, bytes);
      return ok({ bytes: bytes.length, sha256: actual });
    },
    'evidence.peek': async ({ item }) => {
      const parts = folder.evidence.get(item);
      return parts === undefined ? fail('missing', 'no such item') : ok({ bytes: concatBytes(...parts) });
    },
    'host.read': async () => ok({ bytes: folder.host }),
    'host.write': async ({ bytes }) => { folder.host = bytes; await save(); return ok({}); },
    'sync.read': async () => ok({ bytes: null }),
    'sync.write': async () => ok({}),
    'sealed.look': async ({ pieces }) => ok({ parts: pieces.map(({ item, part }) => ({ here: folder.evidence.get(item)?.[part] !== undefined, begun: 0 })) }),
    'sealed.read': async () => fail('missing', 'no such part'),
    'sealed.write': async () => fail('read-only', 'parts are not fetched here'),
    'sealed.finish': async () => fail('read-only', 'parts are not fetched here'),
    'disk.space': async () => ok({ freeBytes: 200e9, totalBytes: 500e9 }),
  };
}

function readFrames(frames: readonly Uint8Array[], from: number, maxBytes: number): { bytes: Uint8Array; next: number | null } {
  const taken: Uint8Array[] = [];
  let position = 0;
  let size = 0;
  for (const frame of frames) {
    const begins = position;
    position += frame.length;
    if (begins < from) continue;
    if (taken.length > 0 && size + frame.length > maxBytes) return { bytes: concatBytes(...taken), next: begins };
    taken.push(frame);
    size += frame.length;
  }
  return { bytes: concatBytes(...taken), next: null };
}

async function sealInMemory(bytes: Uint8Array, legacyHashes: readonly ('sha1' | 'md5')[]): Promise<{ readonly receipt: SealReceipt; readonly parts: Uint8Array[] }> {
  const startedAt = Date.now() as UnixMs;
  const parts: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += PART_BYTES) parts.push(bytes.slice(at, at + PART_BYTES));
  const described = await Promise.all(parts.map(async (part) => {
    const hash = bytesToSha256Hex(await digest('SHA-256', part));
    return { plainBytes: part.length, sealedBytes: part.length, plainSha256: hash, sealedSha256: hash };
  }));
  const hashes = [{ algorithm: 'sha256' as const, hex: await sha256Of(bytes) as string }, ...(legacyHashes.includes('sha1') ? [{ algorithm: 'sha1' as const, hex: bytesToHex(await digest('SHA-1', bytes)) }] : [])];
  const endedAt = Date.now() as UnixMs;
  return { parts, receipt: { size: bytes.length, hashes, parts: described, startedAt, endedAt, readBackAt: endedAt } };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  return bytesToSha256Hex(await digest('SHA-256', bytes));
}

async function digest(algorithm: 'SHA-256' | 'SHA-1', bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, bytes.slice()));
}
