import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, expect, test } from 'vitest';
import { createJsonFile } from './jsonFile.ts';
import { writeAtomically } from './writeAtomically.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-json-'));
afterAll(() => rmSync(folder, { recursive: true }));
const schema = v.strictObject({ n: v.number() });

test('what is written is read, by another reader too, and no temporary file stays', async () => {
  const file = path.join(folder, 'deep', 'a.json');
  const settings = createJsonFile(file, schema, { n: 0 });
  expect(await settings.read()).toEqual({ n: 0 });
  await Promise.all([settings.write({ n: 1 }), settings.write({ n: 2 })]);
  expect(await createJsonFile(file, schema, { n: 0 }).read()).toEqual({ n: 2 });
  expect(readdirSync(path.dirname(file))).toEqual(['a.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['', '{', '[]', '{"n":"x"}', '{"n":1,"m":2}', 'null'])('a file holding %j reads as the fallback', async (content) => {
  const file = path.join(folder, 'bad.json');
  writeFileSync(file, content);
  expect(await createJsonFile(file, schema, { n: 7 }).read()).toEqual({ n: 7 });
});

test('a failed write leaves the old content and says why', async () => {
  const file = path.join(folder, 'missing-folder', 'x');
  expect(await writeAtomically(file, new Uint8Array([1]))).toMatchObject({ ok: false, error: { kind: 'io' } });
  const kept = path.join(folder, 'kept');
  writeFileSync(kept, 'old');
  expect(await writeAtomically(kept, new TextEncoder().encode('new'))).toEqual({ ok: true, value: {} });
  expect(readFileSync(kept, 'utf8')).toBe('new');
});
