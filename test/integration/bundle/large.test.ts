// Bundles of several parts: none is longer than the limit, each comes alone and in any order. The long run has parts of the real limit.
import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createMember, exportTo, foundShared, importFrom, must, open, stick } from './kit.ts';

const slow = process.env['SLOW'] === '1';
const MIB = 2 ** 20;
/** The real limit is 2 GiB; a sealed part of evidence has at most 256 MiB, so that the long run fills a part with several. */
const LIMIT = 2 * 1024 * MIB;
const size = slow ? 2_300 * MIB : 900_000;
const items = slow ? 1 : 4;

test(`${slow ? '2.3 GiB' : '3.6 MB'} of evidence go over in parts, none above the limit, the last part first and each by itself`, async () => {
  const [holder, taker] = [await createMember(), await createMember()];
  const [log] = await foundShared([holder, taker]);
  if (log === undefined) throw new Error('no log');
  const from = await open(holder, slow ? {} : { bundlePartBytes: 2 * MIB });
  const sealed: string[] = [];
  for (let item = 0; item < items; item += 1) {
    const file = path.join(holder.place.folder, `image-${item}`);
    // Sparse: only its two ends take room.
    const handle = openSync(file, 'w');
    ftruncateSync(handle, size);
    writeSync(handle, `begin ${item}`, 0);
    writeSync(handle, `end ${item}`, size - 5);
    closeSync(handle);
    const { grant } = must(await from.vault.grants.addFile(file));
    const body = { name: `Image ${item}`, evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
    sealed.push(must(await from.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] })).entryId);
  }
  const there = stick(holder);
  const { files, pieces } = await exportTo(from, log, there, [taker], { carry: 'all', evidence: true });
  expect(files).toHaveLength(2);
  const lengths = files.map(({ name }) => statSync(path.join(there, name)).size);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(slow ? LIMIT : 2 * MIB + 65_536);
  expect(Math.max(...lengths)).toBeGreaterThan(slow ? LIMIT - 300 * MIB : MIB);
  await from.end();

  const to = await open(taker);
  const paths = files.map(({ name }) => path.join(there, name)).toReversed();
  // The last holds evidence whose entries are not here: nothing of it is kept, and that is said.
  expect((await importFrom(to, paths[0] ?? '')).logs).toMatchObject([{ isMember: false, framesAdded: 0, piecesAdded: 0 }]);
  let added = 0;
  for (const one of [paths[1] ?? '', paths[0] ?? '']) {
    const [imported] = (await importFrom(to, one)).logs;
    expect(imported).toMatchObject({ piecesDamaged: 0, piecesLeft: 0 });
    added += imported?.piecesAdded ?? 0;
  }
  expect(added).toBe(pieces);
  const out = path.join(there, 'out');
  must(await to.engine.handlers['evidence.extract']({ log, item: sealed.at(-1) as never, destination: to.vault.grants.addDestination(out) }));
  expect(statSync(out).size).toBe(size);
  if (!slow) expect(readFileSync(out).subarray(-5).toString()).toBe(`end ${items - 1}`);
  await to.end();
  for (const { place } of [holder, taker]) await place.remove();
}, 1_200_000);
