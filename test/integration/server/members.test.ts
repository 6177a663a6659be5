// Who may do what on a server follows the membership of the log and nothing else (membership.md, sync.md section 3.1).
import { beforeAll, expect, test } from 'vitest';
import { bytesToHex } from '#base';
import { deriveInvitation, logIdToBytes, readyCrypto, systemRandom } from '#crypto';
import { makeJoinRequest } from '#log';
import { createTeam, secretOf } from '../../../src/shared/log/testing/team.ts';
import { logIn, type SyncClient } from '../../support/sync/client.ts';
import { pullAll } from '../../support/sync/follow.ts';
import { serve } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);
const person = { name: 'Ada Lind', initials: 'AL', role: 'Analyst', organisation: '' };

test('from an invitation over a request to a member, and out again', async () => {
  const server = await serve();
  const team = createTeam(7);
  const { founder } = team;
  const log = logIdToBytes(team.log);
  const guest = team.createPeer();
  const admin = await logIn(server.address, founder.device);
  const newcomer = await logIn(server.address, guest.device);
  await admin.must('found', { voucher: server.firstVoucher ?? new Uint8Array(1), genesis: team.genesis });
  const push = async (client: SyncClient, ...frames: readonly Uint8Array[]) => (await client.ask('push', { log, frames })).error?.error ?? 'ok';

  const secret = secretOf(team);
  const request = makeJoinRequest({ log: team.log, secret, device: guest.device, person }, systemRandom);
  expect((await newcomer.ask('join', { log, request })).error?.error).toBe('not-allowed');
  const { id } = deriveInvitation(team.log, secret);
  expect(await push(admin, founder.change({ op: 'invite', secret, role: 'writer', history: 'all', expires: null }))).toBe('ok');
  // Another device may not hand in what it heard.
  const other = await logIn(server.address, team.createPeer().device);
  expect((await other.ask('join', { log, request })).error?.error).toBe('not-allowed');
  expect(await newcomer.must('join', { log, request })).toEqual({});
  expect(await newcomer.must('join', { log, request })).toEqual({});
  expect((await newcomer.ask('requests', { log })).error?.error).toBe('not-allowed');
  const { requests } = await admin.must('requests', { log });
  expect(requests.map(bytesToHex)).toEqual([bytesToHex(request)]);

  expect(await push(newcomer, team.genesis)).toBe('not-allowed');
  expect(await push(admin, founder.change({ op: 'admit', request: guest.request(secret) }))).toBe('ok');
  expect(await newcomer.must('logs', {})).toEqual({ logs: [{ log, scope: 'incident', size: 3 }] });
  expect(await admin.must('settle', { log, invitation: id })).toEqual({});
  expect(await admin.must('requests', { log })).toEqual({ requests: [] });
  expect((await newcomer.ask('requests', { log })).error?.error).toBe('not-allowed');
  expect((await newcomer.ask('join', { log, request })).error?.error).toBe('not-allowed');

  guest.take(...(await pullAll(newcomer, team.log, server.identity.signer.identity)).frames);
  const entry = guest.write('written by the guest');
  expect(await push(newcomer, entry)).toBe('ok');
  founder.take(entry);
  const late = guest.write('written before the news');
  expect(await push(admin, founder.remove(guest.device))).toBe('ok');
  expect(await push(newcomer, late)).toBe('not-allowed');
  expect((await newcomer.ask('pull', { log, from: 0, have: [], maxBytes: 100 })).error?.error).toBe('not-allowed');
  expect(await newcomer.must('logs', {})).toEqual({ logs: [] });
  // A member may still bring it: it was written in good faith.
  expect(await push(admin, late)).toBe('ok');
  expect(server.ledger.find(team.log)?.size()).toBe(6);
  for (const client of [admin, newcomer, other]) client.close();
});

test('an operation whose merges are not here is refused, and stored after them; one that counts for nothing keeps its place', async () => {
  const server = await serve();
  const team = createTeam(9);
  const second = team.createPeer();
  const log = logIdToBytes(team.log);
  const admin = await logIn(server.address, team.founder.device);
  await admin.must('found', { voucher: server.firstVoucher ?? new Uint8Array(1), genesis: team.genesis });
  const push = async (...frames: readonly Uint8Array[]) => {
    const { value, error } = await admin.ask('push', { log, frames });
    return error?.error ?? `stored ${value?.stored}`;
  };
  const admitted = team.founder.admit(second.device, 'admin');
  second.take(...team.founder.frames());
  // Both go on without the other, then one takes both branches together.
  const [left, right] = [team.founder.change({ op: 'rotate' }), second.change({ op: 'rotate' })];
  team.founder.take(right);
  const joined = team.founder.change({ op: 'rotate' });
  expect(await push(admitted, left)).toBe('stored 2');
  expect(await push(joined)).toBe('not-next');
  expect(await push(right, joined)).toBe('stored 2');
  const nothing = team.founder.force({ op: 'cancel', merges: [], invitation: new Uint8Array(16) });
  const after = team.founder.write('goes on');
  expect(await push(nothing, after)).toBe('stored 2');
  await server.close();
  const again = await serve({ data: server.data });
  expect(again.ledger.find(team.log)?.size()).toBe(7);
  expect(again.ledger.broken().size).toBe(0);
  admin.close();
});
