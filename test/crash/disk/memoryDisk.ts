// A disk in memory under the file layer of the vault folder. It keeps what happened, so that any moment can be looked at again.
import { createHash } from 'node:crypto';
import type { FileLayer, LayerFile, OpenMode } from '../../../src/disk/durable/fileLayer.ts';
import { applyEvent, cloneImage, fileOf, folderOf, ROOT, type DiskEvent, type Image } from './image.ts';

/** A request that changes or orders something; `index` counts them from 0. */
export interface DiskRequest { readonly index: number; readonly kind: 'write' | 'truncate' | 'create' | 'mkdir' | 'rename' | 'link' | 'unlink' | 'sync' | 'syncFolder'; readonly path: string }
export type Refusal = 'ENOSPC' | 'EIO';
export interface MemoryDisk {
  readonly files: FileLayer;
  readonly base: Image;
  readonly events: readonly DiskEvent[];
  readonly requests: () => number;
  /** Notes what the program has told somebody at this moment. */
  readonly mark: (mark: unknown) => void;
  /** What lies there now, as a program that still runs sees it. */
  readonly image: () => Image;
  /** The bytes of a file, or null. */
  readonly peek: (path: string) => Uint8Array | null;
  readonly poke: (path: string, change: (bytes: Uint8Array) => Uint8Array) => void;
}
export interface DiskOptions {
  readonly base: Image;
  /** Events before this disk was looked at first: what of them is durable is still open. */
  readonly before?: readonly DiskEvent[];
  readonly refuse?: (request: DiskRequest) => Refusal | null;
  /** Requests that are answered and not done: for proving that the harness would notice. */
  readonly forget?: (request: DiskRequest) => boolean;
  /** Requests that are answered at once and done only when the next one comes. */
  readonly postpone?: (request: DiskRequest) => boolean;
}

export function createMemoryDisk(options: DiskOptions): MemoryDisk {
  const events: DiskEvent[] = [...(options.before ?? [])];
  const image = cloneImage(options.base);
  for (const event of events) applyEvent(image, event);
  let requests = 0;
  const postponed: (() => void)[] = [];

  const happen = (event: DiskEvent): void => {
    events.push(event);
    applyEvent(image, event);
  };

  /** Asks for the fault of a request; a refused write still takes half of its bytes, a refused sync forgets what it should have kept. */
  function request(kind: DiskRequest['kind'], path: string, done: () => void, refused: () => void = () => undefined): void {
    const asked = { index: requests, kind, path };
    requests += 1;
    const refusal = options.refuse?.(asked) ?? null;
    if (refusal !== null) {
      refused();
      throw trouble(refusal);
    }
    for (const late of postponed.splice(0)) late();
    if (options.postpone?.(asked) === true) postponed.push(done);
    else if (options.forget?.(asked) !== true) done();
  }

  function find(path: string): number | null {
    let at = ROOT;
    for (const name of segments(path)) {
      const node = image.nodes.get(at);
      const next = node?.sort === 'folder' ? node.entries.get(name) : undefined;
      if (next === undefined) return null;
      at = next;
    }
    return at;
  }
  function need(path: string): number {
    const found = find(path);
    if (found === null) throw trouble('ENOENT');
    return found;
  }
  function place(path: string): { readonly folder: number; readonly name: string } {
    const names = segments(path);
    return { folder: need(names.slice(0, -1).join('/')), name: names.at(-1) ?? '' };
  }
  function enter(path: string, sort: 'file' | 'folder', node: number): void {
    happen({ kind: 'enter', ...place(path), node, sort });
  }

  function openNode(path: string, mode: OpenMode): number {
    const found = find(path);
    if (found !== null && mode === 'wx') throw trouble('EEXIST');
    if (found !== null && image.nodes.get(found)?.sort === 'folder') throw trouble('EISDIR');
    if (found === null && (mode === 'r' || mode === 'r+')) throw trouble('ENOENT');
    if (found !== null) {
      if (mode === 'w' || mode === 'w+') request('truncate', path, () => happen({ kind: 'truncate', node: found, length: 0 }));
      return found;
    }
    place(path);
    const made = image.next;
    request('create', path, () => enter(path, 'file', made));
    return made;
  }

  function handle(path: string, node: number): LayerFile {
    return {
      read: later((buffer: Uint8Array, offset: number, length: number, position: number) => {
        const file = fileOf(image, node);
        const taken = file.bytes.subarray(Math.min(position, file.size), Math.min(position + length, file.size));
        buffer.set(taken, offset);
        return { bytesRead: taken.length };
      }),
      write: later((bytes: Uint8Array, offset: number, length: number, position: number) => {
        const taken = bytes.slice(offset, offset + length);
        request('write', path, () => happen({ kind: 'write', node, position, bytes: taken }), () => happen({ kind: 'write', node, position, bytes: taken.subarray(0, taken.length >> 1) }));
        return { bytesWritten: length };
      }),
      truncate: later((length: number) => request('truncate', path, () => happen({ kind: 'truncate', node, length }))),
      sync: later(() => request('sync', path, () => happen({ kind: 'sync', node, failed: false }), () => happen({ kind: 'sync', node, failed: true }))),
      datasync: later(() => request('sync', path, () => happen({ kind: 'sync', node, failed: false }), () => happen({ kind: 'sync', node, failed: true }))),
      stat: later(() => ({ size: fileOf(image, node).size })),
      close: later(() => undefined),
    };
  }

  function read(path: string): Uint8Array {
    const node = image.nodes.get(need(path));
    if (node?.sort !== 'file') throw trouble('EISDIR');
    return node.bytes.slice(0, node.size);
  }

  const files: FileLayer = {
    open: later((path: string, mode: OpenMode) => handle(path, openNode(path, mode))),
    syncFolder: later((path: string) => {
      const node = need(path);
      request('syncFolder', path, () => happen({ kind: 'sync', node, failed: false }), () => happen({ kind: 'sync', node, failed: true }));
    }),
    rename: later((from: string, to: string) => {
      const node = need(from);
      const source = place(from);
      const target = place(to);
      const taken = find(to);
      const other = taken === null ? undefined : image.nodes.get(taken);
      if (other?.sort === 'folder' && other.entries.size > 0) throw trouble('ENOTEMPTY');
      request('rename', to, () => happen({ kind: 'move', from: source.folder, name: source.name, to: target.folder, toName: target.name, node }));
    }),
    link: later((from: string, to: string) => {
      const node = need(from);
      if (find(to) !== null) throw trouble('EEXIST');
      request('link', to, () => enter(to, 'file', node));
    }),
    unlink: later((path: string) => {
      need(path);
      request('unlink', path, () => happen({ kind: 'leave', ...place(path) }));
    }),
    mkdir: later((path: string, parents: boolean) => {
      const names = segments(path);
      for (let depth = parents ? 1 : names.length; depth <= names.length; depth += 1) {
        const part = names.slice(0, depth).join('/');
        if (find(part) !== null) {
          if (!parents) throw trouble('EEXIST');
          continue;
        }
        place(part);
        request('mkdir', part, () => enter(part, 'folder', image.next));
      }
    }),
    removeTree: later((path: string) => {
      if (find(path) !== null) request('unlink', path, () => happen({ kind: 'leave', ...place(path) }));
    }),
    readFile: later(read),
    readdir: later((path: string) => {
      const node = image.nodes.get(need(path));
      if (node?.sort !== 'folder') throw trouble('ENOTDIR');
      return [...node.entries.keys()];
    }),
    stat: later((path: string) => {
      const node = image.nodes.get(need(path));
      return { size: node?.sort === 'file' ? node.size : 0, mtimeMs: 0, isDirectory: node?.sort === 'folder' };
    }),
    isTaken: later((path: string) => find(path) !== null),
  };
  return {
    files, base: options.base, events,
    requests: () => requests,
    mark: (mark) => happen({ kind: 'mark', mark }),
    image: () => cloneImage(image),
    peek: (path) => (find(path) === null ? null : read(path)),
    poke: (path, change) => {
      const node = need(path);
      const bytes = change(read(path));
      happen({ kind: 'truncate', node, length: 0 });
      happen({ kind: 'write', node, position: 0, bytes });
      happen({ kind: 'sync', node, failed: false });
    },
  };
}

/** The same for images that hold the same under the same names. */
export function fingerprint(image: Image, folder = ROOT): string {
  const hash = createHash('sha256');
  for (const [name, id] of [...folderOf(image, folder).entries].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const node = image.nodes.get(id);
    hash.update(`${name}|${node?.sort === 'folder' ? fingerprint(image, id) : (node?.size ?? 0)}|`);
    if (node?.sort === 'file') hash.update(node.bytes.subarray(0, node.size));
  }
  return hash.digest('hex');
}

/** System calls answer in a later turn, whatever they answer. */
function later<Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Promise<Answer> {
  return async (...args) => {
    await null;
    return work(...args);
  };
}

function segments(path: string): readonly string[] {
  return path.split(/[\\/]/).filter((name) => name !== '');
}

function trouble(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'simulated' });
}
