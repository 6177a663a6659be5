// A case goes through a server whose records are in a database: what its operator keeps (a dump, the log of every statement) and the node's own lines are searched for planted plaintexts and keys.
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { hexToBytes, type EntityId, type UnixMs } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import type { EntryDraft } from '#domain';
import { createMember, open as openVault, type MemberVault } from '../bundle/kit.ts';
import { INCIDENT, must, OPERATOR, PASSPHRASE, type Running } from '../../support/engineHarness.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { logIn } from '../../support/sync/client.ts';
import { createNetwork } from '../../support/sync/console.ts';
import { createDataFolder } from '../../support/sync/harness.ts';
import { findPlanted, plantBytes, plantText, type Haystack, type Planted } from '../../support/sync/planted.ts';
import { buildCommandLine, startServe, type ServeProcess } from '../../support/sync/processes.ts';

const texts = Array.from({ length: 6 }, (_, index) => `planted entry number ${index + 1}: the attacker came over gateway-${index}-wolverine`);
const CONTROL = 'this control went to the database in the clear, so that the search is seen to find';
let cluster: Cluster;
beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

/** A console that is connected to the server. */
async function openConsole(member: MemberVault, { address: { host, port }, fingerprint }: ServeProcess): Promise<Running> {
  const { gate, net } = createNetwork();
  const console_ = await openVault(member, { net });
  onTestFinished(console_.end);
  const arm = () => gate.arm({ host, port }, (Date.now() + 300_000) as UnixMs);
  arm();
  const { server } = must(await console_.engine.handlers['sync.pair']({ name: 'planted war room name', address: `${host}:${port}`, code: null, fingerprint }));
  arm();
  // Somebody who is no member yet has nothing to be given.
  await console_.engine.handlers['sync.connect']({ server, network: { confirm: 'once' } });
  return console_;
}

test('nothing of a case and no key reaches the database, the log of its statements, or the lines of a node', async () => {
  const script = await buildCommandLine();
  const url = await cluster.create('planted');
  const data = await createDataFolder();
  const server = await startServe(script, data, { state: path.dirname(data), more: ['--database', url] });
  onTestFinished(server.kill);
  const members = [await createMember(), await createMember()] as const;
  onTestFinished(async () => { for (const { place } of members) await place.remove(); });
  const planted: Planted[] = [plantText('operator', OPERATOR.name), plantText('role', OPERATOR.role), plantText('passphrase', PASSPHRASE), plantText('name of the server', 'planted war room name')];
  planted.push(...texts.map((text, index) => plantText(`entry ${index + 1}`, text)));

  const first = await openConsole(members[0], server);
  const body = { ...INCIDENT, ref: 'PLANTED-INC-77', title: 'planted title of the incident', codename: 'PLANTED HERON', summary: 'planted summary of what is known' };
  planted.push(...[body.ref, body.title, body.codename, body.summary].map((text) => plantText(text, text)));
  const { log } = must(await first.engine.handlers['incident.create']({ body, occurred: null }));
  must(await first.engine.handlers['sync.found']({ log, voucher: server.voucher ?? '' }));
  const record = async (on: Running, draft: EntryDraft) => must(await on.engine.handlers['entry.record']({ log, draft }));
  for (const text of texts.slice(0, 4)) await record(first, { kind: 'note', body: { text }, occurred: null });
  await record(first, { kind: 'system', body: { ref: '', name: 'SRV-PLANTED-DC01', systemKind: 'server', addresses: ['192.0.2.77'], criticality: 'high', state: 'suspected', notes: 'planted remark on a host' }, occurred: null });
  planted.push(plantText('host', 'SRV-PLANTED-DC01'), plantText('address', '192.0.2.77'), plantText('remark', 'planted remark on a host'));

  // Somebody asks to join over the server, is admitted, writes, and gives evidence.
  const sheet = must(await first.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'planted name of the invited' }));
  planted.push(plantText('for whom', 'planted name of the invited'), plantText('words', sheet.words), plantText('secret of the invitation', sheet.qrText.split(':')[1] ?? 'no secret'));
  must(await first.engine.handlers['sync.now']({ log }));
  const second = await openConsole(members[1], server);
  const request = must(await second.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
  const asking = await logIn(server.address, members[1].device);
  await asking.must('join', { log: logIdToBytes(log), request: request.bytes });
  asking.close();
  expect((await cluster.sql('planted', 'select bytes from holdfast.requests')).length).toBe(1);
  must(await first.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
  must(await first.engine.handlers['sync.now']({ log }));
  must(await second.engine.handlers['sync.now']({ log: null }));
  for (const text of texts.slice(4)) await record(second, { kind: 'note', body: { text }, occurred: null });
  const { grant } = second.vault.grants.addBytes('planted-memory-image.raw', Buffer.alloc(60_000, 'planted line of a log file\n'));
  const item = must(await second.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body: { name: 'planted item of evidence', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Planted Custodian', custodian: 'Planted Custodian' }, occurred: null, tags: [], links: [] })).entryId as unknown as EntityId;
  planted.push(plantText('line', 'planted line of a log file'), plantText('file name', 'planted-memory-image.raw'), plantText('item', 'planted item of evidence'), plantText('custodian', 'Planted Custodian'));
  must(await second.engine.handlers['sync.now']({ log }));
  must(await second.engine.handlers['sync.sendItem']({ log, item }));
  must(await first.engine.handlers['sync.now']({ log }));
  expect(must(await first.engine.handlers['sync.fetchItem']({ log, item })).parts).toBe(1);

  // Keys: of the devices, and of the server, which the database is not to have.
  const identity = path.join(data, 'identity');
  const tls = readFileSync(path.join(identity, 'tls.key'), 'utf8');
  planted.push(...members.flatMap(({ device }, index) => [plantBytes(`signing key ${index}`, device.signingKey.slice(0, 32)), plantBytes(`box key ${index}`, device.boxKey)]));
  planted.push(plantBytes('identity key', hexToBytes(readFileSync(path.join(identity, 'identity.key'), 'utf8').trim()) ?? new Uint8Array(0)), plantBytes('TLS key', Buffer.from(String(createPrivateKey(tls).export({ format: 'jwk' }).d), 'base64url')), plantText('voucher', server.voucher ?? ''));
  expect(planted.filter(({ bytes }) => bytes.length < 5)).toEqual([]);

  // The control goes where a sealed frame would go.
  await cluster.sql('planted', 'insert into holdfast.requests (log, invitation, device, at, bytes) values ($1, $1, $2, 0, $3)', [Buffer.alloc(16), Buffer.alloc(32), Buffer.from(CONTROL)]);
  const [{ frames, bytes } = { frames: 0, bytes: 0 }] = await cluster.sql('planted', 'select count(*)::integer as frames, sum(octet_length(bytes))::integer as bytes from holdfast.frames');
  expect(Number(frames)).toBeGreaterThan(10);
  const dump: Haystack = { name: 'the dump', bytes: cluster.program('pg_dump', ['--dbname', url]) };
  const statements: Haystack = { name: 'the log of statements', bytes: Buffer.from(cluster.log()) };
  for (const each of [dump, statements]) expect(each.bytes.length).toBeGreaterThan(Number(bytes) * 2);
  const lines: Haystack = { name: 'the lines of the node', bytes: Buffer.from(server.log()) };
  expect(lines.bytes.toString()).toMatch(/ push ok /);
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('identity') && statSync(path.join(data, file)).isFile()).map((file): Haystack => ({ name: file, bytes: readFileSync(path.join(data, file)) }));
  expect(files.length).toBeGreaterThan(0);

  expect(planted.length).toBeGreaterThan(30);
  expect(findPlanted(planted, [dump, statements, lines, ...files])).toEqual([]);
  expect(findPlanted([plantText('control', CONTROL)], [dump, statements, lines])).toEqual(['control as hex in the dump', 'control as hex in the log of statements']);
});
