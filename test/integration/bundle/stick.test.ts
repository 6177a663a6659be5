// Vaults with no server ever: a journal travels on a stick, whole or in pieces, and it is known what arrived.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesToBech32 } from '#crypto';
import type { EntryId } from '#base';
import { acknowledgeTo, ask, createTeam, exportTo, importFrom, must, notesOf, standing, stick, tryImport, write, type MemberVault, type Running, type Team } from './kit.ts';

let team: Team;
let [a, b, c]: readonly MemberVault[] = [];
let [first, second, third]: readonly Running[] = [];
const member = (one: MemberVault | undefined): MemberVault => one ?? (() => { throw new Error('no member'); })();
const vault = (one: Running | undefined): Running => one ?? (() => { throw new Error('no vault'); })();
beforeAll(async () => {
  team = await createTeam(8);
  [a, b, c] = team.members;
  [first, second, third] = team.running;
});
afterAll(() => team.end());

test('a journal goes to another vault, comes back with what was written there, and both know who has what', async () => {
  const log = team.nextLog();
  await write(vault(first), log, 'one', 'two');
  expect(await standing(vault(first), log, member(b))).toMatchObject({ has: 0, lastSentAt: null, acknowledgedAt: null, pending: false, own: false });

  const there = stick(member(a));
  const exported = await exportTo(vault(first), log, there, [member(b)]);
  expect(readdirSync(there)).toEqual(exported.files.map(({ name }) => name));
  expect(await standing(vault(first), log, member(b))).toMatchObject({ has: 0, pending: true });
  const imported = await importFrom(vault(second), there);
  expect(imported).toMatchObject({
    setAside: [], otherFiles: 0, bundles: [{ partsMissing: [], exporter: { device: member(a).hex, isMember: true } }],
    logs: [{ log, isNew: true, isMember: true, framesRefused: 0, framesWaiting: 0, missing: [], headsNotHere: [], forks: 0, entriesAdded: 4 }],
  });
  expect(await notesOf(vault(second), log)).toEqual(['one', 'two']);
  expect((await ask(vault(second), 'incidents', {})).map((card) => card.log)).toContain(log);

  // The second writes; its frames quote what it has, so that the bundle back tells the first that its own arrived.
  await write(vault(second), log, 'three');
  const back = stick(member(b));
  await exportTo(vault(second), log, back, [member(a)]);
  expect(await importFrom(vault(first), back)).toMatchObject({ logs: [{ isNew: false, framesRefused: 0, headsNotHere: [] }] });
  expect(await notesOf(vault(first), log)).toEqual(['one', 'two', 'three']);
  // Recorded after the bundle was made: the export entry itself.
  expect(await standing(vault(first), log, member(b))).toMatchObject({ lacks: 1, pending: false, acknowledgedAt: null });

  // What is lacking is that one entry; a statement brings the rest of the knowledge.
  const more = stick(member(a));
  expect((await exportTo(vault(first), log, more, [member(b)])).frames).toBe(1);
  expect(await standing(vault(first), log, member(b))).toMatchObject({ pending: true });
  expect(await importFrom(vault(second), more)).toMatchObject({ logs: [{ framesAdded: 1, framesKnown: 0 }] });
  const receipt = stick(member(b));
  expect(await acknowledgeTo(vault(second), log, receipt)).toMatchObject({ frames: 0, entry: null, recipients: [{ device: member(a).hex }, { device: member(c).hex }] });
  expect(await importFrom(vault(first), receipt)).toMatchObject({ logs: [{ framesAdded: 0, cosignatures: 1, cosignaturesRefused: 0 }] });
  const known = await standing(vault(first), log, member(b));
  expect([known.pending, known.acknowledgedAt === null, known.name]).toEqual([false, false, 'Kari Moen']);
  const view = await ask(vault(first), 'witness', { log });
  // The second recorded its own export, which is not here yet.
  expect(view.cosignatures).toMatchObject([{ standing: 'short', by: 'Kari Moen', isFinding: true }]);
  expect([known.stated, (await ask(vault(first), 'incident', { log }))?.counts['trustFindings']]).toEqual(['short', 1]);
  expect(view.feeds.filter(({ own }) => own).map(({ witnessed }) => witnessed?.how)).toContain('cosignature');
  await exportTo(vault(second), log, back, [member(a)]);
  await importFrom(vault(first), back);
  expect((await ask(vault(first), 'witness', { log })).cosignatures).toMatchObject([{ standing: 'agrees', isFinding: false }]);
  expect([(await standing(vault(first), log, member(b))).stated, (await ask(vault(first), 'incident', { log }))?.counts['trustFindings']]).toEqual(['agrees', undefined]);
  // The same statement again says nothing new, and it is not for whoever made it.
  expect(await importFrom(vault(first), receipt)).toMatchObject({ logs: [{ cosignatures: 0, cosignaturesRefused: 0 }] });
  expect(await tryImport(vault(second), receipt)).toMatchObject({ ok: false, error: { kind: 'nothing-found' } });
});

test('the same stick again is a no-op, among files of others, and two bundles in the wrong order give the whole', async () => {
  const log = team.nextLog();
  await write(vault(first), log, 'one', 'two');
  const early = stick(member(a));
  await exportTo(vault(first), log, early, [member(b)]);
  await write(vault(first), log, 'three');
  const all = stick(member(a));
  await exportTo(vault(first), log, all, [member(c)], { carry: 'all' });
  await importFrom(vault(third), all);
  await write(vault(third), log, 'four');
  const late = stick(member(c));
  const carried = await exportTo(vault(third), log, late, [member(a), member(b)]);
  expect(carried.frames).toBeGreaterThan(1);
  const toFirst = stick(member(c));
  const onlyFirst = await exportTo(vault(third), log, toFirst, [member(a)]);
  expect(onlyFirst.frames).toBeLessThan(carried.frames);
  await importFrom(vault(first), toFirst);

  writeFileSync(path.join(early, 'holiday.jpg'), Buffer.alloc(5000, 7));
  writeFileSync(path.join(early, 'half.age'), 'age-encryption.org/v1\n-> X25519 ');
  copyFileSync(path.join(toFirst, readdirSync(toFirst)[0] ?? ''), path.join(early, 'of-others.age'));
  const imported = await importFrom(vault(second), early);
  expect(imported).toMatchObject({ otherFiles: 1, logs: [{ log, isNew: true }] });
  expect(imported.setAside.map(({ name, reason }) => [name, reason]).toSorted()).toEqual([['half.age', 'not-a-bundle'], ['of-others.age', 'not-for-us']]);
  expect(await importFrom(vault(second), early, early)).toMatchObject({ logs: [{ framesAdded: 0, isNew: false, entriesAdded: 0 }] });
  expect(await importFrom(vault(second), late)).toMatchObject({ logs: [{ framesRefused: 0, headsNotHere: [] }] });
  expect(await notesOf(vault(second), log)).toEqual(['one', 'two', 'three', 'four']);
});

test('three recipients open the same part, also with the tool that everybody has; a fourth opens nothing', async () => {
  const log = team.nextLog();
  await write(vault(first), log, 'for both');
  const there = stick(member(a));
  const { files: [file] } = await exportTo(vault(first), log, there, [member(b), member(c)], { carry: 'all' });
  const part = path.join(there, file?.name ?? '');
  const plain = [member(b), member(c)].map(({ device }, index) => {
    const identity = path.join(there, `identity-${index}.txt`);
    writeFileSync(identity, `${bytesToBech32(device.boxKey, 'age-secret-key-').toUpperCase()}\n`);
    return execFileSync('age', ['-d', '-i', identity, part]);
  });
  expect(plain[0]?.equals(plain[1] ?? Buffer.alloc(0))).toBe(true);
  expect(plain[0]?.subarray(0, 4).toString()).toBe('HFB1');
  expect(createHash('sha256').update(readFileSync(part)).digest('hex')).toBe(file?.sha256);
  expect(statSync(part).size).toBe(file?.bytes);
  expect(await tryImport(vault(first), part)).toMatchObject({ ok: false, error: { kind: 'nothing-found', message: expect.stringContaining('not-for-us 1') } });
  for (const running of [second, third]) {
    await importFrom(vault(running), part);
    expect(await notesOf(vault(running), log)).toEqual(['for both']);
  }
});

test('evidence travels when asked for, is compared with its entry, and opens where it arrived', async () => {
  const log = team.nextLog();
  const bytes = Buffer.alloc(300_000, 'evidence ');
  const { grant } = vault(first).vault.grants.addBytes('image', new Uint8Array(bytes));
  const body = { name: 'Image', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
  const item = must(await vault(first).engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] })).entryId;
  const bare = stick(member(a));
  expect(await exportTo(vault(first), log, bare, [member(b)])).toMatchObject({ pieces: 0 });
  expect(await importFrom(vault(second), bare)).toMatchObject({ logs: [{ piecesAdded: 0 }] });
  expect(await vault(second).engine.handlers['evidence.verify']({ log, item: item as never })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  const full = stick(member(a));
  expect(await exportTo(vault(first), log, full, [member(b), member(c)], { carry: 'all', evidence: true })).toMatchObject({ pieces: 1, piecesLeftOut: 0 });
  for (const running of [second, third]) {
    expect(await importFrom(vault(running), full)).toMatchObject({ setAside: [], logs: [{ piecesAdded: 1, piecesLeft: 0, piecesDamaged: 0 }] });
    const out = path.join(stick(member(a)), 'out.bin');
    must(await vault(running).engine.handlers['evidence.extract']({ log, item: item as never, destination: vault(running).vault.grants.addDestination(out) }));
    expect(readFileSync(out).equals(bytes)).toBe(true);
    expect(await importFrom(vault(running), full)).toMatchObject({ logs: [{ piecesAdded: 0, piecesKnown: 1 }] });
  }
  // A part that is gone at the exporter is left out and counted; the journal goes all the same.
  writeFileSync(path.join(member(a).path, 'evidence', item as EntryId, '00001.age'), 'gone');
  expect(await exportTo(vault(first), log, stick(member(a)), [member(b)], { carry: 'all', evidence: true })).toMatchObject({ pieces: 0, piecesLeftOut: 1 });
});

test('an open editor and open queries live through an import: drafts stay, screens change', async () => {
  const log = team.nextLog();
  await write(vault(first), log, 'one');
  const there = stick(member(a));
  await exportTo(vault(first), log, there, [member(b)]);
  await importFrom(vault(second), there);
  must(await vault(second).engine.handlers['draft.put']({ key: 'capture', log, json: '{"text":"half a sen"}' }));
  const seen: unknown[] = [];
  const dispose = vault(second).engine.onPush((push) => { if (push.name === 'query.result' && push.payload.id === 9999) seen.push(push.payload.result); });
  must(await vault(second).engine.handlers['query.open']({ id: 9999, name: 'entities', params: { log, kind: 'note', filter: {} } }));
  await write(vault(first), log, 'two');
  const more = stick(member(a));
  await exportTo(vault(first), log, more, [member(b)]);
  // Somebody records while the import runs: nothing is lost, nothing forks.
  const [imported] = await Promise.all([importFrom(vault(second), more), write(vault(second), log, 'mine')]);
  expect(imported).toMatchObject({ logs: [{ framesRefused: 0, forks: 0 }] });
  expect(await notesOf(vault(second), log)).toHaveLength(3);
  expect(await ask(vault(second), 'drafts', { log })).toMatchObject([{ key: 'capture', json: '{"text":"half a sen"}' }]);
  await expect.poll(() => (seen.at(-1) as readonly unknown[] | undefined)?.length).toBe(3);
  dispose();
  must(await vault(second).engine.handlers['query.close']({ id: 9999 }));
});

test('a bundle is made for other members only, into a folder that somebody chose', async () => {
  const log = team.nextLog();
  const folder = stick(member(a));
  const { grant } = must(await vault(first).vault.addBundleFolder(folder));
  const call = (recipients: readonly string[]) => vault(first).engine.handlers['bundle.export']({ log, folder: grant, recipients, carry: 'all', evidence: false });
  expect(await call(['ab'.repeat(32)])).toMatchObject({ ok: false, error: { kind: 'bad-recipient' } });
  expect(await call([member(a).hex])).toMatchObject({ ok: false, error: { kind: 'bad-recipient' } });
  expect(await call([])).toMatchObject({ ok: false, error: { kind: 'bad-recipient' } });
  expect(await vault(first).engine.handlers['bundle.export']({ log, folder: '0'.repeat(32), recipients: [member(b).hex], carry: 'all', evidence: false })).toMatchObject({ ok: false, error: { kind: 'unknown-grant' } });
  expect(readdirSync(folder)).toEqual([]);
  expect((await ask(vault(first), 'entities', { log, kind: 'export', filter: {} })).length).toBe(0);
});

test('cancelled while it writes, an export leaves nothing in the folder and nothing in the journal', async () => {
  const log = team.nextLog();
  const { grant } = vault(first).vault.grants.addBytes('image', new Uint8Array(6_000_000));
  const body = { name: 'Image', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
  must(await vault(first).engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] }));
  const folder = stick(member(a));
  const granted = must(await vault(first).vault.addBundleFolder(folder)).grant;
  const said: { readonly done: number; readonly total: number }[] = [];
  const dispose = vault(first).engine.onPush((push) => {
    if (push.name !== 'bundle.progress' || push.payload.doing !== 'writing') return;
    said.push(push.payload);
    if (push.payload.done > 1_000_000) void vault(first).engine.handlers['bundle.cancel']({});
  });
  const outcome = await vault(first).engine.handlers['bundle.export']({ log, folder: granted, recipients: [member(b).hex], carry: 'all', evidence: true });
  dispose();
  expect(outcome).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  expect(said.every(({ done, total }) => done <= total && total > 6_000_000)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  expect((await ask(vault(first), 'entities', { log, kind: 'export', filter: {} })).length).toBe(0);
  expect(await exportTo(vault(first), log, folder, [member(b)], { carry: 'all', evidence: true })).toMatchObject({ pieces: 1 });
});
