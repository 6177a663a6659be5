import { bytesToHex, decodeCbor, fail, ok, type CborValue, type Failure, type FeedId, type Result, type Sha256Hex, type UnixMs } from '#base';
import type { FrameReference } from '../bytesSchema.ts';
import { MAX_ENTRIES, MAX_ENTRY_BYTES } from '../frame/types.ts';
import type { FrameBody, FrameMeta } from './types.ts';

const MAX_PARENTS = 256;
const timeStates: readonly FrameMeta['timeSource']['state'][] = ['unsynchronised', 'system', 'witness'];

/**
 * Parses a body map strictly; step 11 of docs/spec/frames.md section 8. By hand instead of by schema: this runs for every frame of a
 * journal that is read from nothing.
 */
export function decodeBody(bytes: Uint8Array): Result<FrameBody, Failure<'malformed-body'>> {
  const decoded = decodeCbor(bytes);
  const body = decoded.ok ? readBody(decoded.value) : null;
  return body === null ? fail('malformed-body', 'the body is not in the form of version 1') : ok(body);
}

type Fields = { readonly [key: string]: CborValue };

function readBody(value: CborValue): FrameBody | null {
  const map = mapOf(value, 8);
  const hlc = mapOf(map?.['hlc'], 2);
  const wall = mapOf(map?.['wall'], 3);
  const mono = mapOf(map?.['mono'], 2);
  const timeSource = mapOf(map?.['timeSource'], 2);
  const app = mapOf(map?.['app'], 2);
  const entries = listOf(map?.['entries'], MAX_ENTRIES, (item) => (item instanceof Uint8Array && item.length >= 1 && item.length <= MAX_ENTRY_BYTES ? item : null));
  const salts = listOf(map?.['salts'], MAX_ENTRIES, (item) => bytesOf(item, 16));
  const parents = listOf(map?.['parents'], MAX_PARENTS, readParent);
  if (hlc === null || wall === null || mono === null || timeSource === null || app === null || entries === null || salts === null || parents === null) return null;
  const state = timeStates.find((known) => known === timeSource['state']);
  const errorMs = timeSource['errorMs'] === null ? null : uintOf(timeSource['errorMs']);
  const [ms, counter, monoMs, boot] = [uintOf(hlc['ms']), uintOf(hlc['counter']), uintOf(mono['ms']), bytesOf(mono['boot'], 16)];
  const [wallMs, offset, zone, version, build] = [wall['ms'], wall['offset'], textOf(wall['zone']), textOf(app['version']), textOf(app['build'])];
  if (entries.length === 0 || entries.length !== salts.length) return null;
  if (ms === null || counter === null || counter > 65_535 || monoMs === null || boot === null || state === undefined) return null;
  if (typeof wallMs !== 'number' || typeof offset !== 'number' || Math.abs(offset) > 1080 || zone === null || version === null || build === null) return null;
  if (errorMs === null && timeSource['errorMs'] !== null) return null;
  return {
    entries, salts, parents, hlc: { ms: ms as UnixMs, counter }, wall: { ms: wallMs as UnixMs, zone, offset }, mono: { boot, ms: monoMs },
    timeSource: { state, errorMs }, app: { version, build },
  };
}

function readParent(value: CborValue): FrameReference | null {
  const map = mapOf(value, 3);
  const [feed, seq, header] = [bytesOf(map?.['feed'], 32), uintOf(map?.['seq']), bytesOf(map?.['header'], 32)];
  if (feed === null || seq === null || header === null) return null;
  return { feed: bytesToHex(feed) as FeedId, seq, headerSha256: bytesToHex(header) as Sha256Hex };
}

/** A map with exactly this many keys. Whoever reads that many different ones out of it has refused every other. */
function mapOf(value: CborValue | undefined, keys: number): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return null;
  return Object.keys(value).length === keys ? (value as Fields) : null;
}

function listOf<Item>(value: CborValue | undefined, most: number, read: (item: CborValue) => Item | null): readonly Item[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items: Item[] = [];
  for (const item of value as readonly CborValue[]) {
    const known = read(item);
    if (known === null) return null;
    items.push(known);
  }
  return items;
}

function bytesOf(value: CborValue | undefined, length: number): Uint8Array | null {
  return value instanceof Uint8Array && value.length === length ? value : null;
}

// The decoder gives safe integers only.
function uintOf(value: CborValue | undefined): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

function textOf(value: CborValue | undefined): string | null {
  return typeof value === 'string' && value.length <= 64 ? value : null;
}
