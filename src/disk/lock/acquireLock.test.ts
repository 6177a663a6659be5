import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwrap, type UnixMs } from '#base';
import { systemFiles, type FileLayer } from '../durable/fileLayer.ts';
import { createTestFolder } from '../testing/folders.ts';
import { acquireLock } from './acquireLock.ts';
import { createProcessTable, type ProcessIdentity, type ProcessTable } from './identity.ts';

const here: ProcessIdentity = { process: 100, started: '5', boot: 'boot-1', host: 'desk', machine: 'm1', user: 'ann' };
function table(self: Partial<ProcessIdentity>, alive: readonly number[]): ProcessTable {
  const identity = { ...here, ...self };
  return {
    self: identity,
    isSameComputer: (other) => other.machine === identity.machine,
    isAlive: (other) => other.boot === identity.boot && alive.includes(other.process),
  };
}
function take(vault: string, processes: ProcessTable, takeOver = false, files: FileLayer = systemFiles): ReturnType<typeof acquireLock> {
  return acquireLock({ files, vault, processes, random: (length) => new Uint8Array(randomBytes(length)), now: () => 1_700_000_000_000 as UnixMs, takeOver });
}

test('the second process is told who holds the vault, and gets it after the release', async () => {
  const vault = await createTestFolder();
  const first = unwrap(await take(vault, table({}, [100, 200])));
  const second = await take(vault, table({ process: 200, user: 'ben' }, [100, 200]));
  expect(second).toMatchObject({ ok: false, error: { kind: 'held', holder: { user: 'ann', host: 'desk', process: 100, sameComputer: true } } });
  if (!second.ok) expect(second.error.message).toContain('ann@desk, process 100, since 2023-11-14T22:13:20.000Z');
  await first.release(vault);
  expect(unwrap(await take(vault, table({ process: 200 }, [100, 200]))).holder.process).toBe(200);
  expect(await readdir(vault)).toEqual(['lock']);
});

test('a lock of a dead process or of an earlier boot is inherited; the late release of its owner changes nothing', async () => {
  const vault = await createTestFolder();
  const dead = unwrap(await take(vault, table({}, [100])));
  const heir = unwrap(await take(vault, table({ process: 200 }, [200])));
  await dead.release(vault);
  expect(JSON.parse(await readFile(join(vault, 'lock'), 'utf8'))).toMatchObject({ process: 200 });
  // The same process id is alive again after a restart of the computer, but it is another process.
  unwrap(await take(vault, table({ process: 300, boot: 'boot-2' }, [200, 300])));
  expect(heir.holder.process).toBe(200);
});

test('a lock from another computer is never stale by itself, only by decision', async () => {
  const vault = await createTestFolder();
  unwrap(await take(vault, table({}, [100])));
  const elsewhere = table({ process: 200, host: 'laptop', machine: 'm2' }, [200]);
  const refused = await take(vault, elsewhere);
  expect(refused).toMatchObject({ ok: false, error: { kind: 'held', holder: { sameComputer: false } } });
  if (!refused.ok) expect(refused.error.message).toContain('on another computer');
  expect(unwrap(await take(vault, elsewhere, true)).holder.host).toBe('laptop');
});

test('of many heirs of one stale lock exactly one wins, every time', async () => {
  for (let round = 0; round < (process.env['SLOW'] === '1' ? 200 : 15); round += 1) {
    const vault = await createTestFolder();
    unwrap(await take(vault, table({}, [100])));
    const alive = Array.from({ length: 12 }, (_, index) => 200 + index);
    const outcomes = await Promise.all(alive.map((process) => take(vault, table({ process }, alive))));
    const winners = outcomes.filter((outcome) => outcome.ok);
    expect(winners).toHaveLength(1);
    const owner: unknown = JSON.parse(await readFile(join(vault, 'lock'), 'utf8'));
    expect(owner).toMatchObject({ process: winners[0]?.ok === true ? winners[0].value.holder.process : -1 });
  }
});

test('an heir that died after its claim is inherited in turn', async () => {
  const vault = await createTestFolder();
  unwrap(await take(vault, table({}, [100])));
  const stale = await readFile(join(vault, 'lock'), 'utf8');
  const claim = `lock.claim-${createHash('sha256').update(stale).digest('hex').slice(0, 32)}`;
  await writeFile(join(vault, claim), stale.replace('"process":100', '"process":150'));
  expect(unwrap(await take(vault, table({ process: 200 }, [200]))).holder.process).toBe(200);
});

test('without hard links, as on a stick, one of many still wins', async () => {
  const stick: FileLayer = { ...systemFiles, link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM', syscall: 'link' })) };
  const vault = await createTestFolder();
  const alive = [201, 202, 203, 204, 205];
  const outcomes = await Promise.all(alive.map((process) => take(vault, table({ process }, alive), false, stick)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
});

test('half a lock counts as held for ten seconds, then as left by a crash', async () => {
  const vault = await createTestFolder();
  const lock = join(vault, 'lock');
  await writeFile(lock, '{"format":"holdf');
  const now = Date.now() as UnixMs;
  const attempt = (): ReturnType<typeof acquireLock> => acquireLock({ files: systemFiles, vault, processes: table({}, [100]), random: (length) => new Uint8Array(randomBytes(length)), now: () => now, takeOver: false });
  expect(await attempt()).toMatchObject({ ok: false, error: { kind: 'held' } });
  await utimes(lock, new Date(now - 20_000), new Date(now - 20_000));
  expect(unwrap(await attempt()).holder.process).toBe(100);
  await rm(lock);
});

test('the real process table knows itself, and that process 2^22+1 is not running', () => {
  const processes = createProcessTable();
  expect(processes.isAlive(processes.self)).toBe(true);
  expect(processes.isSameComputer(processes.self)).toBe(true);
  expect(processes.isAlive({ ...processes.self, process: 4_194_305 })).toBe(false);
  if (processes.self.started !== null) expect(processes.isAlive({ ...processes.self, started: '1' })).toBe(false);
});
