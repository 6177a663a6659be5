import { execFileSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesToText, textToBytes, type LogId } from '#base';
import { decodeZip } from '#log';
import type { SourceGrant } from '#ipc';
import { createInPlace, createPlace, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const TYPES = ['post-incident', 'forensic-timeline', 'evidence-register'] as const;
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
