import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToText, textToBytes, type EntryId, type LogId } from '#base';
import type { EntryDraft } from '#domain';
import type { DisclosureChoice } from '#ipc';
import { checkDisclosure, decodeZip, type ZipMember } from '#log';
import { createAuthority, type LocalAuthority } from '../../../src/shared/timestamp/testing/authority.ts';
import { findPython } from '../../../tools/support/python.mjs';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

const ALL: DisclosureChoice = { entries: 'all', withheld: [], withholdNames: false, statement: '' };
let place: Place & { readonly remove: () => Promise<void> };
let running: Running;
let log: LogId;
let authority: LocalAuthority;

beforeAll(async () => {
  place = await createPlace();
  running = await createInPlace(place);
  log = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
  authority = createAuthority({ key: 'p256' });
});
afterAll(async () => {
  await running.end();
  authority.remove();
  await place.remove();
});

const make = (choice: Partial<DisclosureChoice> = {}, of = log) => running.engine.handlers['disclosure.make']({ log: of, choice: { ...ALL, ...choice } });
const preview = async (choice: Partial<DisclosureChoice> = {}, of = log) => must(await running.engine.handlers['disclosure.preview']({ log: of, choice: { ...ALL, ...choice } }));
const membersOf = (bytes: Uint8Array) => new Map(must(decodeZip(bytes)).map((member) => [member.name, member.bytes]));
const textOf = (members: ReadonlyMap<string, ZipMember['bytes']>, name: string) => bytesToText(members.get(name) ?? new Uint8Array(0)) ?? '';

describe('time stamps that are shown', () => {
  const stamps: { readonly statement: Uint8Array; readonly entry: EntryId }[] = [];
  beforeAll(async () => {
    must(await running.engine.handlers['authority.add']({ log, name: 'County stamp', bytes: authority.rootPem }));
    const [chosen] = (await ask(running, 'witness', { log })).authorities;
    if (chosen === undefined) throw new Error('no authority');
    for (const text of ['before the first stamp', 'before the second stamp']) {
      must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
      const asked = must(await running.engine.handlers['stamp.request']({ log }));
      const taken = must(await running.engine.handlers['stamp.take']({ log, bytes: authority.reply(asked.request.bytes), authority: chosen.id }));
      stamps.push({ statement: asked.statement.bytes, entry: taken.entry.entryId });
    }
  });

  test('are there as files that openssl accepts, each for its own statement', async () => {
    const made = must(await make());
    const members = membersOf(made.bytes);
    expect([...members.keys()].filter((name) => name.startsWith('tokens/'))).toEqual(['tokens/1.statement', 'tokens/1.tsr', 'tokens/2.statement', 'tokens/2.tsr']);
    expect(stamps.map((_, index) => members.get(`tokens/${index + 1}.statement`))).toEqual(stamps.map(({ statement }) => statement));
    const at = (name: string, bytes: Uint8Array | undefined) => {
      writeFileSync(path.join(place.folder, name), bytes ?? new Uint8Array(0));
      return path.join(place.folder, name);
    };
    const root = at('root.pem', authority.rootPem);
    for (const [statement, token, holds] of [[1, 1, true], [2, 2, true], [1, 2, false]] as const) {
      const answer = spawnSync('openssl', ['ts', '-verify', '-data', at('data', members.get(`tokens/${statement}.statement`)), '-in', at('token', members.get(`tokens/${token}.tsr`)), '-token_in', '-CAfile', root]);
      expect(answer.status === 0, answer.stderr.toString()).toBe(holds);
    }
    expect(textOf(members, 'READ-ME.txt')).toContain('openssl ts -verify -data tokens/1.statement -in tokens/1.tsr -token_in');
    expect(textOf(members, 'certificate.html')).toContain('tokens/2.tsr');
    const report = checkDisclosure(made.bytes);
    expect(report).toMatchObject({ verdict: 'ok', classes: [] });
    expect(report.manifest?.files.map((file) => file.name)).toContain('tokens/1.tsr');

    const python = findPython();
    if (python === null) throw new Error('no Python with python3-nacl');
    const ran = spawnSync(python, [path.join(import.meta.dirname, '../../../tools/verify/verify.py'), '--authority', root, at('package.zip', made.bytes)], { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
    expect(ran.stdout).toContain('holds       tokens/1.tsr: openssl verifies it');
    expect(ran.stdout).toContain('holds       tokens/2.tsr: openssl verifies it');
    expect(ran.status).toBe(0);
  });

  test('only these: numbered from 1 among what is shown, none where none is shown, and the same choice gives the same files', async () => {
    const second = stamps[1];
    if (second === undefined) throw new Error('no stamp');
    const one = membersOf(must(await make({ entries: [second.entry] })).bytes);
    expect([...one.keys()].filter((name) => name.startsWith('tokens/'))).toEqual(['tokens/1.statement', 'tokens/1.tsr']);
    expect(one.get('tokens/1.statement')).toEqual(second.statement);
    const again = membersOf(must(await make({ entries: [second.entry] })).bytes);
    expect(again.get('tokens/1.tsr')).toEqual(one.get('tokens/1.tsr'));
    const none = membersOf(must(await make({ entries: [] })).bytes);
    expect([...none.keys()].some((name) => name.startsWith('tokens/'))).toBe(false);
    expect(textOf(none, 'READ-ME.txt')).not.toContain('tokens/');
  });
});

describe('the keys of sealed items', () => {
  test('are counted in the preview and said in the package, only where such an entry is shown', async () => {
    const body = { name: 'Note', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
    const evidence = must(await running.engine.handlers['evidence.seal']({ log, grant: running.vault.grants.addBytes('item.txt', textToBytes('what was found')).grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] })).entryId;
    expect((await preview()).evidenceKeys).toBe(1);
    expect((await preview({ entries: [] })).evidenceKeys).toBe(0);
    expect(textOf(membersOf(must(await make({ entries: [evidence] })).bytes), 'READ-ME.txt')).toContain('own key (sealed.identity)');
    expect(textOf(membersOf(must(await make({ entries: [] })).bytes), 'READ-ME.txt')).not.toContain('sealed.identity');
  });
});

describe('names', () => {
  test('are withheld in every field that holds one, and where they cannot be it is said and refused', async () => {
    const other = must(await running.engine.handlers['incident.create']({ body: { ...INCIDENT, ref: 'INC-9' }, occurred: null })).log;
    const record = async (draft: EntryDraft) => must(await running.engine.handlers['entry.record']({ log: other, draft })).entryId;
    const task = { kind: 'task', body: { ref: '', title: 'Image the disk', owner: 'Ada Lind', state: 'open' }, occurred: null } as const;
    const decision = { question: 'Isolate?', options: [], choice: 'yes', decidedBy: 'Bo Ek', state: 'decided' } as const;
    const open = [await record(task), await record({ kind: 'decision', body: { ref: '', ...decision, consulted: [] }, occurred: null }), await record({ kind: 'communication', body: { direction: 'out', communicationKind: 'call', counterpart: 'Cy Dahl', text: 'told them' }, occurred: null })];
    const made = must(await make({ entries: open, withholdNames: true }, other));
    const all = Buffer.from(made.bytes).toString('latin1');
    for (const name of ['Ada Lind', 'Bo Ek', 'Cy Dahl', 'Kari Moen']) expect(all).not.toContain(name);
    expect(all).toContain('Image the disk');
    expect(made.preview).toMatchObject({ redacted: 6, cannotRedact: [] });
    const closed = await record({ kind: 'decision', body: { ref: '', ...decision, consulted: ['Di Falk'] }, occurred: null });
    expect((await preview({ entries: [closed], withholdNames: true }, other)).cannotRedact).toEqual([{ entry: closed, field: 'body.consulted' }]);
    expect(await make({ entries: [...open, closed], withholdNames: true }, other)).toMatchObject({ ok: false, error: { kind: 'cannot-redact' } });
  });
});
