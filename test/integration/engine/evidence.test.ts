import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, textToBytes, type Answer, type Client, type EntityId, type EntryId, type In, type LogId } from '#base';
import { decodePackageHead, createLogVerifier } from '#log';
import type { SourceGrant, VaultContract } from '#ipc';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const BODY = { name: 'Note', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
async function start(): Promise<{ readonly running: Running & { readonly path: string }; readonly log: LogId }> {
  const running = await createInPlace(place);
  return { running, log: must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log };
}
function seal(running: Running, log: LogId, grant: string) {
  return running.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: ['md5'], body: BODY, occurred: null, tags: [], links: [] });
}
async function partOf(vaultPath: string, item: EntryId): Promise<string> {
  const folder = path.join(vaultPath, 'evidence', item);
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.age'));
  return path.join(folder, name ?? '');
}

test('a source is sealed, recorded with its hashes and custody, verified, peeked and extracted', async () => {
  const { running, log } = await start();
  const { handlers } = running.engine;
  const source = path.join(place.folder, 'note.txt');
  await writeFile(source, 'all files are locked\n');
  const grant = must(await running.vault.grants.addFile(source));
  const sealed = must(await seal(running, log, grant.grant));
  expect(sealed).toMatchObject({ duplicateOf: null });
  expect(sealed.ref).toMatch(/^EV-[A-Z0-9]{2}-001$/);
  const [row] = await ask(running, 'evidence', { log, filter: {} });
  expect(row?.entity.body.sealed).toMatchObject({ size: 21, identity: '' });
  expect(row?.entity.body.sealed?.hashes.map((hash) => hash.algorithm).sort()).toEqual(['md5', 'sha256']);
  expect(row?.entity.changes.map((change) => (change.type === 'custody' ? change.custody.type : change.type))).toEqual(['collect']);
  expect(must(await handlers['evidence.peek']({ log, item: sealed.entryId }))).toEqual({ bytes: textToBytes('all files are locked\n'), mediaType: 'text/plain' });
  expect(must(await handlers['evidence.verify']({ log, item: sealed.entryId })).result).toBe('match');
  const out = path.join(place.folder, 'out.txt');
  must(await handlers['evidence.extract']({ log, item: sealed.entryId, destination: running.vault.grants.addDestination(out) }));
  expect(await readFile(out, 'utf8')).toBe('all files are locked\n');
  const custody = (await ask(running, 'evidence', { log, filter: {} }))[0];
  expect(custody?.entity.changes.map((change) => (change.type === 'custody' ? change.custody.type : ''))).toEqual(['collect', 'verify', 'copy']);
  expect(custody?.custody.integrity).toBe('verified');
  expect((await ask(running, 'journal', { log, filter: { text: 'AGE-SECRET' }, order: 'number', descending: false, offset: 0, limit: 5 })).total).toBe(0);
  await running.end();
});

test('the same content again is sealed all the same, and said', async () => {
  const { running, log } = await start();
  const first = must(await seal(running, log, running.vault.grants.addBytes('a.txt', textToBytes('same')).grant));
  const second = must(await seal(running, log, running.vault.grants.addBytes('b.txt', textToBytes('same')).grant));
  expect(second.duplicateOf).toBe(first.ref);
  expect(await ask(running, 'evidence', { log, filter: {} })).toHaveLength(2);
  await running.end();
});

test('an item that was sealed but could not be recorded is offered until it is, and a recorded one is never set aside', async () => {
  const plan = { armed: false };
  const first = await createInPlace(place, { wrap: (client) => ({ ...client, call: (name, input) => (plan.armed && name === 'log.append' ? Promise.resolve({ ok: false, error: { kind: 'disk-full', message: 'planted' } } as never) : client.call(name, input)) }) });
  const log = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
  const source = path.join(place.folder, 'disk.img');
  await writeFile(source, new Uint8Array(9000).fill(3));
  plan.armed = true;
  expect(await seal(first, log, must(await first.vault.grants.addFile(source)).grant)).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
  const [left] = must(await first.engine.handlers['evidence.unfinished']({})).runs;
  expect(left).toMatchObject({ partsDone: 1 });
  expect(Math.abs(Date.now() - (left?.startedAt ?? 0))).toBeLessThan(60_000);
  await first.end();

  const again = await unlockInPlace(place, first.path);
  expect(again.report.unfinished).toEqual([left]);
  const item = left?.item ?? ('' as EntryId);
  const part = await readFile(await partOf(first.path, item));
  const grant = must(await again.vault.grants.addFile(source)).grant;
  const sealed = must(await again.engine.handlers['evidence.seal']({ log, grant, resume: item, legacyHashes: [], body: BODY, occurred: null, tags: [], links: [] }));
  expect(sealed.entryId).toBe(item);
  expect(await readFile(await partOf(first.path, item))).toEqual(part);
  expect(must(await again.engine.handlers['evidence.unfinished']({})).runs).toEqual([]);
  expect(await again.engine.handlers['evidence.setAside']({ item })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  expect(must(await again.engine.handlers['evidence.verify']({ log, item })).result).toBe('match');
  await again.end();
});

test('a source that cannot be read records nothing', async () => {
  const { running, log } = await start();
  expect(await seal(running, log, 'f'.repeat(32))).toMatchObject({ ok: false, error: { kind: 'unknown-grant' } });
  expect(await ask(running, 'evidence', { log, filter: {} })).toEqual([]);
  expect((await ask(running, 'incident', { log }))?.entries).toBe(2);
  await running.end();
});

test('an interrupted sealing is continued with the key it began with, also after a restart', async () => {
  const seen: { readonly item: EntryId; readonly identity: string }[] = [];
  let interrupt = true;
  const wrap = (client: Client<VaultContract>): Client<VaultContract> => ({
    ...client,
    call: async (name, input) => {
      if (name !== 'evidence.seal') return client.call(name, input);
      const { item, identity } = input as In<VaultContract, 'evidence.seal'>;
      seen.push({ item, identity });
      return interrupt ? (fail('cancelled', 'stopped') as Answer<VaultContract, typeof name>) : client.call(name, input);
    },
  });
  const first = await createInPlace(place, { wrap });
  const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  expect(await seal(first, log, first.vault.grants.addBytes('a.txt', textToBytes('half')).grant)).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  await first.end();
  interrupt = false;
  const again = await unlockInPlace(place, first.path, { wrap });
  const begun = seen[0];
  if (begun === undefined) throw new Error('nothing was sealed');
  const grant = again.vault.grants.addBytes('a.txt', textToBytes('half'));
  const sealed = must(await again.engine.handlers['evidence.seal']({ log, grant: grant.grant, resume: begun.item, legacyHashes: [], body: BODY, occurred: null, tags: [], links: [] }));
  expect(sealed.entryId).toBe(begun.item);
  expect(seen[1]).toEqual(begun);
  expect(must(await again.engine.handlers['evidence.verify']({ log, item: sealed.entryId })).result).toBe('match');
  await again.end();
});

test('a damaged part is found, recorded as a mismatch, and fails the check of the vault', async () => {
  const { running, log } = await start();
  const { handlers } = running.engine;
  const sealed = must(await seal(running, log, running.vault.grants.addBytes('a.bin', new Uint8Array(5000).fill(7)).grant));
  const part = await partOf(running.path, sealed.entryId);
  await truncate(part, (await stat(part)).size - 100);
  const verified = await handlers['evidence.verify']({ log, item: sealed.entryId });
  expect(verified.ok ? verified.value.result : verified.error.kind).toMatch(/mismatch|damaged/);
  expect((await ask(running, 'evidence', { log, filter: {} }))[0]?.custody.integrity).toBe('mismatch');
  const report = must(await handlers['integrity.check']({ log, evidence: true }));
  expect(report.verdict).toBe('failed');
  expect(report.problems[0]?.where).toContain(sealed.ref ?? '?');
  await running.end();
});

test('a journal package verifies without any key, and an exported timeline is recorded with its hash', async () => {
  const { running, log } = await start();
  const { handlers } = running.engine;
  must(await handlers['entry.record']({ log, draft: { kind: 'event', occurred: null, body: { track: 'adversary', fact: '=cmd' } } }));
  const file = must(await handlers['export.timeline']({ log, format: 'csv', filter: {}, zone: 'Europe/Oslo' }));
  expect(file.rows).toBe(1);
  const journal = must(await handlers['export.package']({ log }));
  const head = must(decodePackageHead(journal.bytes));
  const verifier = createLogVerifier({ log: head.manifest.log, keys: null, expectedHeads: head.manifest.heads, exporter: head.manifest.exporter });
  verifier.add(journal.bytes.subarray(head.framesAt));
  expect(verifier.finish()).toMatchObject({ verdict: 'ok', frames: head.manifest.frames });
  const exports = await ask(running, 'entities', { log, kind: 'export', filter: {} });
  expect(exports.map((entity) => (entity.kind === 'export' && 'contentSha256' in entity.body ? entity.body.contentSha256 : ''))).toEqual([file.sha256, journal.sha256]);
  expect(await handlers['export.timeline']({ log, format: 'csv', filter: { text: 'nothing like it' }, zone: 'UTC' })).toMatchObject({ ok: false, error: { kind: 'nothing-to-export' } });
  await running.end();
});

test('the chain of an entry is proved from the frame on disk', async () => {
  const { running, log } = await start();
  const first = must(await running.engine.handlers['entry.record']({ log, draft: note('one') }));
  must(await running.engine.handlers['entry.record']({ log, draft: note('two') }));
  const chain = must(await running.engine.handlers['integrity.chain']({ log, entryId: first.entryId }));
  expect(chain).toMatchObject({ signatureHolds: true, leafHolds: true, covered: 1, seq: 2, index: 0 });
  expect(await running.engine.handlers['integrity.chain']({ log, entryId: '0'.repeat(26) as EntryId })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
  await running.end();
});

test('the demonstration fills a vault that verifies, reads as written at the time, and can be issued', async () => {
  const running = await createInPlace(place);
  const { handlers } = running.engine;
  const folder = path.resolve(import.meta.dirname, '../../../resources/demo');
  const grants: SourceGrant[] = [];
  for (const name of (await readdir(folder)).filter((file) => file !== 'README.md')) grants.push(must(await running.vault.grants.addFile(path.join(folder, name))));
  const { log } = must(await handlers['demo.fill']({ grants }));
  const header = await ask(running, 'incident', { log });
  expect(header).toMatchObject({ severity: 'critical', state: 'contained', findings: 0 });
  expect(header?.counts).toMatchObject({ evidence: 8, action: 12, event: 20 });
  const timeline = await ask(running, 'timeline', { log, filter: {}, descending: false, offset: 0, limit: 200 });
  expect(timeline.rows[0]?.what).toContain('Phishing');
  const evidence = await ask(running, 'evidence', { log, filter: {} });
  expect(evidence.filter((row) => row.custody.state === 'in-transit')).toHaveLength(1);
  const rows = (await ask(running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 500 })).rows;
  expect(rows.filter((row) => row.stamp.latenessMs !== null).length).toBeGreaterThan(1);
  expect(rows.filter((row) => row.stamp.latenessMs !== null).length).toBeLessThan(8);
  expect(rows.some((row) => row.struck)).toBe(true);
  expect(new Date(rows[0]?.stamp.recorded.at ?? 0).toISOString()).toMatch(/^2026-11-21T06:5[23]/);
  expect(must(await handlers['integrity.check']({ log: null, evidence: true })).verdict).toBe('ok');

  const request = { log, type: 'post-incident', items: [], filter: {} } as const;
  const draft = must(await handlers['document.build'](request));
  expect(draft).toMatchObject({ missing: [], draft: true });
  const issuing = must(await handlers['document.build']({ ...request, issuing: true }));
  expect(issuing).toMatchObject({ draft: false, contentSha256: draft.contentSha256 });
  const grant = running.vault.grants.addBytes('report.pdf', textToBytes('%PDF-1.7'));
  const issued = must(await handlers['report.issue']({ log, type: 'post-incident', items: [], contentSha256: issuing.contentSha256, grant: grant.grant, changes: null }));
  expect(issued.issue).toBe(1);
  const again = await handlers['report.issue']({ log, type: 'post-incident', items: [], contentSha256: issuing.contentSha256, grant: grant.grant, changes: null });
  expect(again).toMatchObject({ ok: false, error: { kind: 'content-changed' } });
  expect((await ask(running, 'reports', { log })).nextIssue).toBe(2);

  const [first, second] = evidence.map((row) => row.entity.id);
  const form = { log, type: 'custody-form', items: [first ?? second].filter((id) => id !== undefined), filter: {}, issuing: true } as const;
  const pages = must(await handlers['document.build'](form));
  expect(pages.job.html).toContain(evidence[0]?.entity.ref ?? '?');
  expect(pages.job.html).not.toContain(evidence[1]?.entity.body.name ?? '?');
  const give = () => running.vault.grants.addBytes('form.pdf', textToBytes('%PDF-1.7')).grant;
  const issue = (items: readonly EntityId[]) => handlers['report.issue']({ log, type: 'custody-form', items, contentSha256: pages.contentSha256, grant: give(), changes: null });
  expect(await issue([])).toMatchObject({ ok: false, error: { kind: 'invalid-entry' } });
  expect(await issue([second ?? ('' as EntityId)])).toMatchObject({ ok: false, error: { kind: 'content-changed' } });
  expect(must(await issue(form.items)).issue).toBe(1);
  expect((await ask(running, 'reports', { log })).issued.at(-1)?.body).toMatchObject({ documentType: 'custody-form', issue: 1, contentSha256: pages.contentSha256 });
  const register = must(await handlers['document.build']({ ...form, type: 'evidence-register' }));
  expect(register.job.html).not.toContain(evidence[1]?.entity.body.name ?? '?');
  await running.end();
  const reopened = await unlockInPlace(place, running.path);
  expect(reopened.report.entries).toBeGreaterThan(100);
  await reopened.end();
});

test('under a legal hold nothing disposes of an item or strikes it; lifted, both are recorded', async () => {
  const { running, log } = await start();
  const record = running.engine.handlers['entry.record'];
  const { entryId: item } = must(await seal(running, log, running.vault.grants.addBytes('a.txt', textToBytes('held')).grant));
  const { entryId: hold } = must(await record({ log, draft: { kind: 'legal-hold', body: { ref: '', reason: 'Claim', orderedBy: 'Counsel', items: [], state: 'in-force' }, occurred: null } }));
  const dispose = () => record({ log, draft: { kind: 'custody', body: { item, type: 'dispose', by: 'Kari Moen', authority: 'Policy' }, occurred: null } });
  expect(await dispose()).toMatchObject({ ok: false, error: { kind: 'under-hold' } });
  expect(await record({ log, draft: { kind: 'retract', body: { target: item, reason: 'wrong' }, occurred: null } })).toMatchObject({ ok: false, error: { kind: 'under-hold' } });
  expect((await ask(running, 'evidence', { log, filter: {} }))[0]?.entity.retracted).toBeNull();
  must(await record({ log, draft: { kind: 'transition', body: { target: hold, state: 'lifted' }, occurred: null } }));
  must(await dispose());
  await running.end();
});

test('a report with an empty mandatory section is not issued', async () => {
  const { running, log } = await start();
  const built = must(await running.engine.handlers['document.build']({ log, type: 'post-incident', items: [], filter: {}, issuing: true }));
  expect(built.draft).toBe(true);
  expect(built.missing.length).toBeGreaterThan(0);
  const grant = running.vault.grants.addBytes('report.pdf', textToBytes('%PDF-1.7'));
  expect(await running.engine.handlers['report.issue']({ log, type: 'post-incident', items: [], contentSha256: built.contentSha256, grant: grant.grant, changes: null })).toMatchObject({ ok: false, error: { kind: 'mandatory-empty' } });
  expect(await ask(running, 'evidence', { log, filter: {} })).toEqual([]);
  await running.end();
});
