// What an import costs: it reads what it brings, and nothing of the journal that it meets.
import { expect, test } from 'vitest';
import { equalBytes, type Client } from '#base';
import { openVaultFolder } from '#disk';
import type { VaultContract } from '#ipc';
import { createMember, foundShared, framesOnDisk, importFrom, must, notesOf, open, stick, writeParts, type Running } from './kit.ts';

/** What is counted does not depend on the length; the long run shows it. */
const FRAMES = process.env['SLOW'] === '1' ? 12_000 : 1_200;

test(`a small import into a log of ${FRAMES} frames reads no frame that was here, in whatever pieces and however often it comes`, async () => {
  const [holder, taker] = [await createMember(), await createMember()];
  const [log] = await foundShared([holder, taker], [], FRAMES);
  if (log === undefined) throw new Error('no log');
  // The one has all frames, the other all but the last five. Nobody has to unlock the vault that the parts are written from.
  const vault = must(await openVaultFolder({ path: holder.path, hostStateDir: holder.place.hostStateDir, ballastBytes: 0 }));
  const from = { vault } as Running;
  const frames = await framesOnDisk(from, log);
  const bytes = must(await vault.handlers['log.read']({ log, from: 0, maxBytes: 2 ** 30 })).bytes;
  const here = must(await openVaultFolder({ path: taker.path, hostStateDir: taker.place.hostStateDir, ballastBytes: 0 }));
  must(await here.handlers['log.append']({ log, expectedBytes: 0, frames: frames.slice(0, -5).map(({ from: at, bytes: length }) => bytes.subarray(at, at + length)) }));
  await here.close();

  const calls: string[] = [];
  const counted = (client: Client<VaultContract>): Client<VaultContract> => ({ on: client.on, call: (name, input) => { calls.push(name); return client.call(name, input); } });
  const running = await open(taker, { wrap: counted });
  const late = await writeParts(from, holder, log, stick(holder), [taker], [frames.slice(-1), frames.slice(-3, -1), frames.slice(-5, -3)]);
  calls.length = 0;
  // The last one alone has to wait and is not kept; all of them stand; again they are known.
  expect((await importFrom(running, late[0] ?? '')).logs).toMatchObject([{ framesAdded: 0, framesWaiting: 1 }]);
  expect((await importFrom(running, ...late)).logs).toMatchObject([{ framesAdded: 5, framesWaiting: 0, entriesAdded: 5, missing: [], headsNotHere: [] }]);
  expect((await importFrom(running, ...late)).logs).toMatchObject([{ framesAdded: 0, framesKnown: 5 }]);
  expect(calls.filter((name) => name === 'log.read' || name === 'logs.list')).toEqual([]);
  expect(calls.filter((name) => name === 'log.append')).toHaveLength(1);
  expect(await notesOf(running, log)).toHaveLength(FRAMES);
  await running.end();
  // What was appended is what a vault that is opened anew finds.
  const again = must(await openVaultFolder({ path: taker.path, hostStateDir: taker.place.hostStateDir, ballastBytes: 0 }));
  expect(equalBytes(must(await again.handlers['log.read']({ log, from: 0, maxBytes: 2 ** 30 })).bytes, bytes)).toBe(true);
  await again.close();
  await vault.close();
  for (const { place } of [holder, taker]) await place.remove();
}, 120_000);
