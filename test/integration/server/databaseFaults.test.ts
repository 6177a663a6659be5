// A database without room, and ways to it on which somebody else could stand (docs/spec/server.md sections 9.3 and 9.4).
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { openDatabaseStore } from '#server';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { connectDatabase } from '../../../src/server/store/postgres/connect.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { namesOf, pullAll } from '../../support/sync/follow.ts';
import { createDataFolder, founded, serve } from '../../support/sync/harness.ts';

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

describe('the way to a database', () => {
  // Certificates in the folder of the cluster, whose user alone may read the keys.
  function makeCertificate(name: string, subject: string, by: string | null): void {
    const folder = folderOf();
    const at = (file: string) => path.join(folder, file);
    const signing = by === null ? [] : ['-CA', at(`${by}.crt`), '-CAkey', at(`${by}.key`)];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=${subject}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.crt`), ...signing], { stdio: 'pipe' });
    const { uid, gid } = statSync(folder);
    for (const file of [`${name}.key`, `${name}.crt`]) chownSync(at(file), uid, gid);
  }
  async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    let [out, err] = ['', ''];
    const code = await runCommandLine(args, { ...createTerminal(), environment: {}, out: (text) => { out += text; }, err: (text) => { err += text; } });
    return { code, out, err };
  }

  test('with sslmode=verify-full a certificate for another name, of another authority, or none ends the start with a sentence', async () => {
    // An address of the loopback network of its own: the port is that of the socket.
    const host = `127.${randomInt(1, 250)}.${randomInt(1, 250)}.${randomInt(2, 250)}`;
    await cluster.create('guarded');
    makeCertificate('authority', 'DNS:authority.example', null);
    makeCertificate('right', `IP:${host}`, 'authority');
    makeCertificate('elsewhere', 'DNS:elsewhere.example,DNS:localhost,IP:127.0.0.1', 'authority');
    makeCertificate('stranger', `IP:${host}`, null);
    const url = `postgres://holdfast@${host}/guarded?sslmode=verify-full&sslrootcert=${path.join(folderOf(), 'authority.crt')}`;
    const present = async (name: string | null): Promise<void> => {
      await cluster.stop('fast');
      await cluster.start({ listen_addresses: host, ...(name === null ? {} : { ssl: 'on', ssl_cert_file: path.join(folderOf(), `${name}.crt`), ssl_key_file: path.join(folderOf(), `${name}.key`) }) });
    };
    const data = await createDataFolder();
    const expectRefused = async (sentence: string): Promise<void> => {
      const started = await run('serve', '--data', data, '--listen', '127.0.0.1:0', '--database', url);
      expect([started.code === 0, started.out, started.err]).toEqual([false, '', `holdfast: ${sentence}\n`]);
      const looked = await run('serve', '--check', '--data', data, '--database', url);
      expect([looked.code, looked.out]).toEqual([1, expect.stringContaining(`FAILED\t${sentence}\n`)]);
      expect(await cluster.sql('guarded', `select nspname from pg_namespace where nspname = 'holdfast'`)).toEqual([]);
    };
    await present('elsewhere');
    await expectRefused('the certificate of the database is for another name than that of its address: nothing was sent to it');
    await present('stranger');
    await expectRefused('the certificate of the database is not to be trusted (DEPTH_ZERO_SELF_SIGNED_CERT): nothing was sent to it; sslrootcert= names the authority that is');
    await present(null);
    await expectRefused('the database offers no TLS, which its address asks for');
    await present('right');
    const store = unwrap(await openDatabaseStore({ url }));
    expect(await cluster.sql('guarded', `select distinct ssl, version from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'holdfast'`)).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
    await store.close();
    expect(await openDatabaseStore({ url: `${url}.not-there` })).toEqual({ ok: false, error: { kind: 'usage', message: 'a certificate or key that the address of the database names cannot be read' } });
  });

  test.each([
    ['another machine', 'postgres://a@db.example/b', true], ['without TLS', 'postgres://a@db.example/b?sslmode=disable', true], ['any certificate', 'postgres://a@db.example/b?sslmode=no-verify', true],
    ['any certificate, as other clients read it', 'postgres://a@db.example/b?uselibpqcompat=true&sslmode=require', true], ['verified', 'postgres://a@db.example/b?sslmode=verify-full', false],
    ['this machine', 'postgres://a@localhost/b', false], ['a socket', 'postgres://a@/b?host=/run/postgresql', false],
  ])('says where others could listen: %s', async (_what, url, isOpen) => {
    const connection = unwrap(await connectDatabase(url));
    expect(connection.isOpenToListeners).toBe(isOpen);
    await connection.close();
  });

  test('says where a certificate is not compared with the name', async () => {
    makeCertificate('any', 'DNS:any.example', null);
    const connection = unwrap(await connectDatabase(`postgres://a@db.example/b?uselibpqcompat=true&sslmode=verify-ca&sslrootcert=${path.join(folderOf(), 'any.crt')}`));
    expect(connection.isOpenToListeners).toBe(true);
    await connection.close();
  });
});
