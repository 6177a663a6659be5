import { execFileSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesToText, textToBytes, type EntityId, type LogId } from '#base';
import type { EntryDraft } from '#domain';
import { decodeZip } from '#log';
import type { DocumentType, SourceGrant, WorksheetName } from '#ipc';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const TYPES = ['post-incident', 'forensic-timeline', 'evidence-register'] as const;
const WORKSHEET = { regime: 'GDPR', worksheet: 'GDPR.33' };
const NAMES = ['[Content_Types].xml', '_rels/.rels', 'docProps/app.xml', 'docProps/core.xml', 'word/_rels/document.xml.rels', 'word/document.xml', 'word/footer1.xml', 'word/header1.xml', 'word/numbering.xml', 'word/settings.xml', 'word/styles.xml'];

async function startDemo(): Promise<{ readonly running: Running & { readonly path: string }; readonly log: LogId }> {
  const running = await createInPlace(place);
  const folder = fileURLToPath(new URL('../../../resources/demo/', import.meta.url));
  const grants: SourceGrant[] = [];
  for (const name of (await readdir(folder)).filter((file) => file !== 'README.md')) grants.push(must(await running.vault.grants.addFile(path.join(folder, name))));
  return { running, log: must(await running.engine.handlers['demo.fill']({ grants })).log };
}

async function issue(running: Running, log: LogId, changes: string | null): Promise<number> {
  const built = must(await running.engine.handlers['document.build']({ log, type: 'post-incident', items: [], filter: {}, issuing: true }));
  const { grant } = running.vault.grants.addBytes('report.pdf', textToBytes('%PDF-1.7'));
  return must(await running.engine.handlers['report.issue']({ log, type: 'post-incident', items: [], contentSha256: built.contentSha256, grant, changes })).issue;
}

test('every document is saved as Word and Markdown: one content, the same bytes after a restart', async () => {
  const { running, log } = await startDemo();
  const file = (from: Running, type: (typeof TYPES)[number], format: 'html' | 'docx' | 'markdown') => from.engine.handlers['document.file']({ log, type, items: [], filter: {}, format });
  const first = new Map<string, Uint8Array>();
  for (const type of TYPES) {
    const [html, docx, markdown] = [must(await file(running, type, 'html')), must(await file(running, type, 'docx')), must(await file(running, type, 'markdown'))];
    expect([html.extension, docx.extension, markdown.extension]).toEqual(['html', 'docx', 'md']);
    expect(new Set([html, docx, markdown].map((made) => made.contentSha256)).size).toBe(1);
    const text = bytesToText(markdown.bytes) ?? '';
    expect(text).toContain(`content sha256 \`${html.contentSha256}\``);
    expect(text).toMatch(/^# Ransomware on file servers/);
    const members = must(decodeZip(docx.bytes));
    expect(members.map((member) => member.name)).toEqual(NAMES);
    expect(bytesToText(members.find((member) => member.name === 'word/footer1.xml')?.bytes ?? new Uint8Array())).toContain(html.contentSha256);
    await checkWithPython(docx.bytes, `${type}.docx`);
    first.set(`${type} docx`, docx.bytes).set(`${type} markdown`, markdown.bytes);
  }
  expect(await running.engine.handlers['document.file']({ log, type: 'evidence-label', items: [], filter: {}, format: 'docx' })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
  await running.end();
  const reopened = await unlockInPlace(place, running.path);
  for (const type of TYPES) for (const format of ['docx', 'markdown'] as const) expect(must(await file(reopened, type, format)).bytes).toEqual(first.get(`${type} ${format}`));
  await reopened.end();
});

test('what changed since an issue is built from the entries of that issue', async () => {
  const { running, log } = await startDemo();
  const { handlers } = running.engine;
  const ask = async () => must(await handlers['report.changes']({ log, type: 'post-incident', items: [] })).changes;
  expect(await ask()).toBeNull();
  expect(await issue(running, log, null)).toBe(1);
  const after = await ask();
  // Only the sealed pages themselves have come since.
  expect(after).toMatchObject({ issue: 1, exact: true, sections: [{ section: 'evidence', state: 'changed' }] });
  expect(after?.sections.flatMap((section) => section.rows)).toHaveLength(1);

  must(await handlers['entry.record']({ log, draft: { kind: 'event', occurred: null, body: { track: 'adversary', fact: 'A second beacon was seen' } } }));
  must(await handlers['entry.record']({ log, draft: note('only in the journal') }));
  const more = await ask();
  expect(more?.sections.map((section) => section.section)).toEqual(['response-timeline', 'evidence']);
  expect(more?.text).toMatch(/^How it unfolded: detailed response timeline: 1 added\n\+ .*A second beacon was seen/);
  expect(await issue(running, log, more?.text ?? '')).toBe(2);
  expect(await ask()).toMatchObject({ issue: 2, exact: true });
  expect(must(await handlers['report.changes']({ log, type: 'forensic-timeline', items: [] })).changes).toBeNull();
  await running.end();
});

test('every document is saved in each format and issued: numbered, of what it is about, superseding what it replaces, with what changed', async () => {
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const { handlers } = running.engine;
  const record = async (draft: EntryDraft): Promise<EntityId> => must(await handlers['entry.record']({ log, draft })).entryId;
  must(await handlers['pack.take']({ log, source: { from: 'console', pack: 'europe' }, reason: 'establishments in the Union' }));
  const message = (subject: string) => record({ kind: 'message', occurred: null, body: { ref: '', template: 'status-update', subject, recipients: [], actionsTaken: 'x', findings: 'x', work: 'x', restoration: 'x', nextUpdate: 'x', contactRoute: 'x' } });
  const [first, second] = [await message('First'), await message('Second')];
  const bridge = await record({ kind: 'bridge', occurred: null, body: { ref: '', label: 'War room', host: 'A. Lund', state: 'open' } });
  const handover = must(await handlers['handover.issue']({ log, words: { from: 'Ana Ek', to: 'Cem Ay', duties: ['Watch the bridge'] }, draftKey: 'x' })).entryId;
  const sitrep = must(await handlers['sitrep.issue']({ log, words: { assessment: 'Contained', nextSteps: 'Rebuild' }, draftKey: 'x' })).entryId;
  const plan = await record({ kind: 'plan', occurred: null, body: { version: 1, situation: 'x', objectives: ['Stop it'], strategy: 'mixed', workstreams: [], constraints: [], triggers: [] } });
  const item = await record({ kind: 'evidence', occurred: null, body: { ref: '', name: 'Laptop', evidenceKind: 'physical-device', origin: 'physical', collectedBy: 'Ana Ek', custodian: 'Ana Ek' } });
  const wanted: readonly (readonly [DocumentType, readonly EntityId[], WorksheetName?])[] = [
    ['handover', [handover]], ['sitrep', [sitrep]], ['plan', [plan]], ['message', [first]], ['roll-call', [bridge]], ['worksheet', [], WORKSHEET], ['call-sheet', []], ['channel-cards', []], ['evidence-label', [item]], ['custody-form', [item]],
    ['completeness', []],
  ];
  for (const [type, items, worksheet] of wanted) {
    const of = { log, type, items, ...(worksheet === undefined ? {} : { worksheet }) };
    for (const format of ['html', 'docx', 'markdown'] as const) expect(must(await handlers['document.file']({ ...of, filter: {}, format })).bytes.length, `${type} ${format}`).toBeGreaterThan(400);
    expect(must(await handlers['report.changes'](of)).changes, type).toBeNull();
    const numbers = ['message', 'worksheet', 'custody-form'].includes(type) ? [1, 2] : [1];
    for (const number of numbers) {
      const built = must(await handlers['document.build']({ ...of, filter: {}, issuing: true }));
      expect([type, built.draft, built.missing]).toEqual([type, false, []]);
      const { grant } = running.vault.grants.addBytes('pages.pdf', textToBytes('%PDF-1.7'));
      expect(must(await handlers['report.issue']({ ...of, contentSha256: built.contentSha256, grant, changes: null })).issue, type).toBe(number);
    }
    expect(must(await handlers['report.changes'](of)).changes, type).toMatchObject({ issue: numbers.length });
  }
  const issued = (await ask(running, 'reports', { log })).issued;
  expect(issued.filter(({ body }) => body.issue === 2)).toHaveLength(3);
  expect(issued.filter(({ body }) => body.issue === 2).every(({ body }) => issued.some(({ id, body: before }) => id === body.supersedes && before.issue === 1 && before.documentType === body.documentType))).toBe(true);
  expect(issued.find(({ body }) => body.documentType === 'worksheet')?.body).toMatchObject({ worksheet: `${WORKSHEET.regime}/${WORKSHEET.worksheet}` });
  // Another message is numbered for itself and takes no place; which entry it is of has to be said.
  const other = { log, type: 'message', items: [second] } as const;
  const built = must(await handlers['document.build']({ ...other, filter: {}, issuing: true }));
  const give = (): string => running.vault.grants.addBytes('pages.pdf', textToBytes('%PDF-1.7')).grant;
  expect(must(await handlers['report.issue']({ ...other, contentSha256: built.contentSha256, grant: give(), changes: null })).issue).toBe(1);
  expect((await ask(running, 'reports', { log })).issued.at(-1)?.body.supersedes).toBeUndefined();
  expect(await handlers['report.issue']({ log, type: 'sitrep', items: [], contentSha256: built.contentSha256, grant: give(), changes: null })).toMatchObject({ ok: false, error: { kind: 'invalid-entry' } });
  expect(await handlers['document.build']({ log, type: 'plan', items: [first], filter: {} })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
  // What a message says is amended: the next issue says so.
  must(await handlers['entry.record']({ log, draft: { kind: 'amend', occurred: null, body: { target: second, field: 'work', value: JSON.stringify('Everything is rebuilt'), reason: 'later' } } }));
  expect(must(await handlers['report.changes'](other)).changes?.text).toContain('Everything is rebuilt');
  await running.end();
});

/** Another reader: Python's ZIP and XML, where there is one. */
async function checkWithPython(docx: Uint8Array, name: string): Promise<void> {
  const file = path.join(place.folder, name);
  await writeFile(file, docx);
  const script = `
import sys, zipfile, posixpath, xml.etree.ElementTree as tree
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
names = set(z.namelist())
for n in names:
    if n.endswith(('.xml', '.rels')): tree.fromstring(z.read(n))
for rels, base in (('_rels/.rels', ''), ('word/_rels/document.xml.rels', 'word')):
    for r in tree.fromstring(z.read(rels)): assert posixpath.join(base, r.get('Target')) in names
body = tree.fromstring(z.read('word/document.xml'))
w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
print(len(body.findall('.//%stbl' % w)), len([s for s in body.iter(w + 'pStyle') if s.get(w + 'val') == 'Heading1']))`;
  const answer = withPython(['-c', script, file]);
  if (answer !== null) expect(answer).toMatch(/^[1-9]\d* [1-9]\d*\n$/);
}

function withPython(args: readonly string[]): string | null {
  try {
    return execFileSync('python3', args, { encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
