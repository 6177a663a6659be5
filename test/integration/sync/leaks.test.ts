// The whole dance with a server that somebody else reads: found, invite, ask to join, admit, write on both sides, names, evidence, remove. Then everything that the server stores, logs, counts and answers,
// what went over the wire, and what the laptops keep of it is searched for more than thirty planted plaintexts in every way of writing them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hexToBytes, type EntityId, type LogId, type UnixMs } from '#base';
import { createDevice, logIdToBytes, readyCrypto } from '#crypto';
import type { EntryDraft } from '#domain';
import { createNetClient, createNetGate, createNetHandlers } from '#network';
import { createLogReader, scanFrames } from '#log';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { createMember, type MemberVault, open as openVault } from '../bundle/kit.ts';
import { ask, INCIDENT, must, OPERATOR, PASSPHRASE, type Running } from '../../support/engineHarness.ts';
import { createBadLink } from '../../support/sync/badLink.ts';
import { connectClient, logIn } from '../../support/sync/client.ts';
import { findPlanted, formsOf, plantBytes, plantText, type Haystack, type Planted } from '../../support/sync/planted.ts';
import { buildCommandLine, onLaptop, startServe, writeRecovery } from '../../support/sync/processes.ts';

const texts = Array.from({ length: 12 }, (_, index) => `planted entry number ${index + 1}: the attacker came over gateway-${index}-wolverine`);
const hosts = ['SRV-PLANTED-DC01', 'srv-planted-backup.corp.example'];
const CONTROL = Buffer.from('this control went over the same wire in the clear, so that the search is seen to find');
const once = { confirm: 'once' } as const;

/** Everything under a folder, each file once. */
function filesUnder(name: string, folder: string): readonly Haystack[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)).filter((file) => statSync(file).isFile())
    .map((file) => ({ name: `${name}: ${path.relative(folder, file)}`, bytes: readFileSync(file) }));
}

/** Captures the loopback interface; null where that needs more rights than there are. */
async function captureLoopback(file: string, ports: readonly number[]): Promise<{ readonly end: () => Promise<number> } | null> {
  if (process.getuid?.() !== 0 || spawnSync('python3', ['-c', 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))'], { stdio: 'ignore' }).status !== 0) return null;
  const child = spawn('python3', ['test/support/sync/capture.py', file, ...ports.map(String)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (piece: Buffer) => { out += piece.toString(); });
  await expect.poll(() => out).toContain('ready');
  return {
    end: () => new Promise((resolve) => {
      child.once('close', () => resolve(Number(out.trim().split('\n').at(-1))));
      child.stdin.end();
    }),
  };
}

/** Sends bytes in the clear over loopback to a port that is captured. */
async function sendClear(bytes: Buffer): Promise<{ readonly port: number; readonly send: () => Promise<void> }> {
  const server = net.createServer((socket) => void socket.resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as net.AddressInfo;
  return { port, send: () => new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.once('close', () => resolve());
  }) };
}

interface Console extends Running { readonly member: MemberVault; readonly connect: (server: EntityId) => Promise<void>; readonly pair: (fingerprint: string) => Promise<EntityId> }
async function openConsole(member: MemberVault, address: { readonly host: string; readonly port: number }): Promise<Console> {
  const gate = createNetGate(() => []);
  const running = await openVault(member, { net: createNetClient(createNetHandlers(gate, async () => false), gate) });
  const arm = () => gate.arm(address, (Date.now() + 300_000) as UnixMs);
  return {
    ...running, member,
    pair: async (fingerprint) => {
      arm();
      return must(await running.engine.handlers['sync.pair']({ name: 'planted war room name', address: `${address.host}:${address.port}`, code: null, fingerprint })).server;
    },
    connect: async (server) => {
      arm();
      must(await running.engine.handlers['sync.connect']({ server, network: once }));
    },
  };
}

/** The secrets of all epochs of a log, as somebody with the device's keys reads them. */
function epochSecrets({ device, path: vault }: MemberVault, log: LogId): readonly Uint8Array[] {
  const reader = createLogReader({ log, keys: { device } });
  const bytes = new Uint8Array(readFileSync(path.join(vault, 'log', log, '000001.frames')));
  for (const { from, to } of scanFrames(bytes).frames) reader.ingest(bytes.subarray(from, to));
  return (reader.membership()?.epochs ?? []).flatMap(({ id }): readonly Uint8Array[] => {
    const secret = reader.epochSecret(id);
    return secret === null ? [] : [secret];
  });
}

test('nothing of a case reaches the server, the wire, or the files of sync in any form', async () => {
  await readyCrypto();
  const script = await buildCommandLine();
  const members = [await createMember(), await createMember()] as const;
  onTestFinished(async () => { for (const { place } of members) await place.remove(); });
  const data = path.join(members[0].place.folder, 'server', 'data');
  const server = await startServe(script, data, { state: members[0].place.folder, metrics: true });
  onTestFinished(server.kill);
  // A link that keeps what goes by stands for the wire; where it may be, the interface itself is captured too.
  const link = await createBadLink(server.address, { keeps: true });
  onTestFinished(link.close);
  const clear = await sendClear(CONTROL);
  const captured = path.join(members[0].place.folder, 'captured');
  const capture = await captureLoopback(captured, [server.address.port, link.address.port, clear.port]);
  await clear.send();

  const [first, second] = [await openConsole(members[0], link.address), await openConsole(members[1], link.address)];
  const [pairedFirst, pairedSecond] = [await first.pair(server.fingerprint), await second.pair(server.fingerprint)];
  const planted: Planted[] = [plantText('operator', OPERATOR.name), plantText('role', OPERATOR.role), plantText('passphrase', PASSPHRASE), plantText('name of the server', 'planted war room name')];
  planted.push(...texts.map((text, index) => plantText(`entry ${index + 1}`, text)), ...hosts.map((host) => plantText('host', host)));
  const body = { ...INCIDENT, ref: 'PLANTED-INC-77', title: 'planted title of the incident', codename: 'PLANTED HERON', summary: 'planted summary of what is known' };
  planted.push(...Object.values(body).flatMap((value) => (typeof value === 'string' && /planted/i.test(value) ? [plantText(value, value)] : [])));

  const log = must(await first.engine.handlers['incident.create']({ body, occurred: null })).log;
  await first.connect(pairedFirst);
  must(await first.engine.handlers['sync.found']({ log, voucher: server.voucher ?? '' }));
  const record = async (on: Console, draft: EntryDraft) => must(await on.engine.handlers['entry.record']({ log, draft }));
  for (const text of texts.slice(0, 8)) await record(first, { kind: 'note', body: { text }, occurred: null });
  for (const name of hosts) await record(first, { kind: 'system', body: { ref: '', name, systemKind: 'server', addresses: ['192.0.2.77'], criticality: 'high', state: 'suspected', notes: 'planted remark on a host' }, occurred: null });
  planted.push(plantText('remark', 'planted remark on a host'));

  // Somebody asks to join over the server, is admitted by what was asked there, writes, and gives evidence.
  const sheet = must(await first.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'planted name of the invited' }));
  planted.push(plantText('for whom', 'planted name of the invited'), plantText('words', sheet.words), plantText('four words', sheet.words.split(' ').slice(2, 6).join(' ')), plantText('invitation', sheet.qrText), plantText('secret of the invitation', sheet.qrText.split(':')[1] ?? 'no secret'));
  must(await first.engine.handlers['sync.now']({ log }));
  const request = must(await second.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
  const asking = await logIn(link.address, members[1].device);
  await asking.must('join', { log: logIdToBytes(log), request: request.bytes });
  asking.close();
  must(await first.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
  must(await first.engine.handlers['sync.now']({ log }));
  await second.connect(pairedSecond);
  for (const text of texts.slice(8)) await record(second, { kind: 'note', body: { text }, occurred: null });
  const content = Buffer.concat([Buffer.from('planted beginning of the evidence\n'), Buffer.alloc(1_200_000, 'planted line of a log file\n'), Buffer.from('planted end of the evidence')]);
  planted.push(plantText('content', 'planted beginning of the evidence'), plantText('line', 'planted line of a log file'), plantText('end', 'planted end of the evidence'), plantText('file name', 'planted-memory-image.raw'), plantText('item', 'planted item of evidence'), plantText('custodian', 'Planted Custodian'));
  const { grant } = second.vault.grants.addBytes('planted-memory-image.raw', content);
  const item = must(await second.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body: { name: 'planted item of evidence', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Planted Custodian', custodian: 'Planted Custodian' }, occurred: null, tags: [], links: [] })).entryId as unknown as EntityId;
  must(await second.engine.handlers['sync.now']({ log }));
  must(await second.engine.handlers['sync.sendItem']({ log, item }));
  must(await first.engine.handlers['sync.now']({ log }));
  expect(must(await first.engine.handlers['sync.fetchItem']({ log, item })).parts).toBe(1);
  expect(must(await first.engine.handlers['evidence.verify']({ log, item })).result).toBe('match');
  must(await first.engine.handlers['member.remove']({ log, device: members[1].hex, reason: 'planted reason of the removal' }));
  planted.push(plantText('reason', 'planted reason of the removal'));
  must(await first.engine.handlers['sync.now']({ log }));
  expect((await ask(first, 'entities', { log, kind: 'note', filter: {} })).length).toBe(texts.length);
  await first.end();
  await second.end();

  // What the server answers to who is none of its members, or sends what it cannot read, with a plaintext in it.
  const answers: Buffer[] = [];
  const stranger = await connectClient(link.address);
  await stranger.login(createDevice(seededRandom(9)));
  for (const [verb, bytes] of [['push', texts[0]], ['nothing', texts[1]], ['join', 'x']] as const) answers.push(Buffer.from((await stranger.send(`/v1/${verb}`, new TextEncoder().encode(bytes))).body));
  stranger.close();
  const metrics = server.metrics === null ? '' : await (await fetch(`http://${server.metrics}/metrics`)).text();
  expect(metrics).toContain('holdfast');
  // The command line over the same vault, with its own folder for temporary files.
  const temporary = mkdtempSync(path.join(members[0].place.folder, 'temporary-'));
  const laptop = { vault: members[0].path, state: members[0].place.hostStateDir, recovery: writeRecovery(members[0].place.folder, members[0].recoveryKey) };
  expect((await onLaptop(script, laptop, ['sync', 'run'], ['--server', 'planted war room name', '--network-once'], [], temporary).ended).code).toBe(0);
  server.child.kill('SIGTERM');
  await server.ended;
  await clear.send();
  const packets = capture === null ? 0 : await capture.end();

  const secrets = [...epochSecrets(members[0], log), ...members.flatMap(({ device }) => [device.signingKey.slice(0, 32), device.boxKey])];
  planted.push(...secrets.map((secret, index) => plantBytes(`key ${index + 1}`, secret)), ...members.map(({ recoveryKey }) => plantText('recovery key', recoveryKey)));
  expect(planted.length).toBeGreaterThan(35);
  expect(secrets.length).toBeGreaterThan(5);

  const wire: readonly Haystack[] = [{ name: 'the link', bytes: Buffer.concat(link.taken()) }, ...(capture === null ? [] : [{ name: 'the interface', bytes: readFileSync(captured) }])];
  const vaults = members.flatMap(({ path: vault, place }, index) => [...filesUnder(`vault ${index + 1}`, vault), ...filesUnder(`state ${index + 1}`, place.hostStateDir)]);
  expect(vaults.some(({ name }) => /sync\/[0-9a-f]{16}\.state$/.test(name))).toBe(true);
  const haystacks = [
    ...wire, ...filesUnder('server', data), { name: 'log of the server', bytes: Buffer.from(server.log()) }, { name: 'metrics', bytes: Buffer.from(metrics) }, { name: 'answers to a stranger', bytes: Buffer.concat(answers) },
    ...vaults, ...filesUnder('temporary', temporary),
  ];
  expect(findPlanted(planted, haystacks)).toEqual([]);
  // The voucher is the server's own: it stands nowhere but where it was shown.
  expect(findPlanted([plantText('voucher', server.voucher ?? '')], haystacks)).toEqual([]);

  // The search finds: in every form, and what went over the same wire in the clear.
  for (const one of planted) for (const { form, needle } of formsOf(one)) expect(findPlanted([one], [{ name: form, bytes: Buffer.concat([Buffer.from('before '), needle, Buffer.from(' behind')]) }]).length).toBeGreaterThan(0);
  for (const shift of [0, 1, 2]) expect(findPlanted([plantText('x', 'a planted text')], [{ name: 'b', bytes: Buffer.from(Buffer.from(`${'.'.repeat(shift)}a planted text and more`).toString('base64')) }])).not.toEqual([]);
  const sizes = { link: wire[0]?.bytes.length ?? 0, server: filesUnder('server', data).reduce((sum, { bytes }) => sum + bytes.length, 0) };
  expect(sizes.link).toBeGreaterThan(content.length * 2);
  expect(sizes.server).toBeGreaterThan(content.length);
  expect(hexToBytes(log)).not.toBeNull();
  if (capture === null) process.stdout.write('\nNOT TRIED ON THE INTERFACE ITSELF: capturing it needs root and python3. A link that keeps what goes by stands for it.\n\n');
  else {
    expect(packets).toBeGreaterThan(100);
    expect(findPlanted([{ name: 'control', bytes: CONTROL }], wire)).toEqual(['control as bytes in the interface']);
    expect(wire[1]?.bytes.length).toBeGreaterThan(sizes.link);
  }
  process.stdout.write(`leaks: ${planted.length} plaintexts in ${formsOf(planted[0] as Planted).length} forms, ${haystacks.length} files and streams of ${(haystacks.reduce((sum, { bytes }) => sum + bytes.length, 0) / 2 ** 20).toFixed(1)} MiB, ${packets} packets: none\n`);
});
