// A database without room, and ways to it on which somebody else could stand (docs/spec/server.md sections 9.3 and 9.4).
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { openDatabaseStore } from '#server';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { namesOf, pullAll } from '../../support/sync/follow.ts';
import { founded, serve } from '../../support/sync/harness.ts';

let cluster: Cluster;
const mounted: string[] = [];
beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(async () => {
  await cluster.remove();
  for (const place of mounted) {
    spawnSync('umount', ['-l', place]);
    rmSync(place, { recursive: true, force: true });
  }
});
/** Folder of the cluster, in which its socket is. */
const folderOf = () => new URL(cluster.url('postgres').replace('@/', '@x/')).searchParams.get('host') ?? '';

/** Takes the room away from a database, and gives it back. */
interface Room { readonly take: (database: string) => Promise<void>; readonly give: (database: string) => Promise<void> }
const refusing = (table: string): Room => ({
  take: async (database) => void (await cluster.sql(database, `create function public.full() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: no space left on device' using errcode = '53100'; end $$; create trigger full_disk before insert or update on holdfast.${table} execute function public.full()`)),
  give: async (database) => void (await cluster.sql(database, `drop trigger full_disk on holdfast.${table}`)),
});

/** A place for tables with so little room; null where nobody may mount one. */
function mountSmall(): Room | null {
  const place = mkdtempSync(path.join(tmpdir(), 'hf-small-'));
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=711', 'tmpfs', place], { stdio: 'ignore' }).status !== 0) {
    rmSync(place, { recursive: true });
    process.stdout.write('\nNOT TRIED ON A REAL SMALL DISK: mounting needs root. A database that refuses as on a full disk stands for it.\n\n');
    return null;
  }
  mounted.push(place);
  const { uid, gid } = statSync(folderOf());
  chownSync(place, uid, gid);
  return {
    take: async (database) => {
      await cluster.sql(database, `create tablespace small location '${place}'`);
      await cluster.sql(database, 'alter table holdfast.frames set tablespace small');
    },
    give: async () => {
      expect(spawnSync('mount', ['-o', 'remount,size=64m', place]).status).toBe(0);
    },
  };
}

describe('a database whose disk is full', () => {
  async function expectGoesOn(database: string, room: Room, then: 'quota' | 'unavailable' = 'quota', bytes = 10): Promise<void> {
    const server = await serve({ store: unwrap(await openDatabaseStore({ url: await cluster.create(database) })) });
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const frames = Array.from({ length: 20 }, (_, index) => writer.write([`${index} `.padEnd(bytes, 'x')]).bytes);
    let receipted = 0;
    const push = async () => {
      const { value, error } = await client.ask('push', { log, frames: frames.slice(receipted, receipted + 1) });
      if (value !== null) receipted += 1;
      return error;
    };
    expect(await push()).toBeNull();
    await room.take(database);
    let refused = null;
    while (refused === null && receipted < frames.length) refused = await push();
    expect(refused).toMatchObject({ error: 'quota', what: 'disk' });
    expect((await push())?.error).toBe(then);
    const full = receipted;
    // What was signed is what was receipted; it is a full disk, and no fault of the log.
    expect(await cluster.sql(database, 'select size::integer from holdfast.checkpoints')).toEqual([{ size: full + 1 }]);
    expect(server.ledger.broken().size).toBe(0);
    await room.give(database);
    while (receipted < frames.length && (await push()) === null);
    expect(receipted).toBe(frames.length);
    expect(full).toBeLessThan(frames.length);
    expect(namesOf((await pullAll(client, writer.genesis.log, server.identity.signer.identity)).frames)).toEqual(namesOf([writer.genesis.frame, ...frames]));
  }

  test('on a small disk: nothing is receipted, and it goes on after there is room', async () => {
    await expectGoesOn('small', mountSmall() ?? refusing('frames'), 'quota', 60_000);
  });

  // Where the frames are stored and cannot be signed for, there is nothing to show until they can.
  test.each([['frames', 'quota'], ['checkpoints', 'unavailable']] as const)('with no room for the table %s: nothing is receipted, and it goes on after there is room', async (table, then) => {
    await expectGoesOn(`full_${table}`, refusing(table), then);
  });
});
