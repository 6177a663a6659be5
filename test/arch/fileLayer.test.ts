// Every write of the vault folder goes through one file layer, or the crash harness would test something else than what runs.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../src/disk');

/** What files of the layer may take from Node's file modules. All but the layer itself only look. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'durable/fileLayer.ts': ['link', 'lstat', 'mkdir', 'open', 'readdir', 'readFile', 'rename', 'rm', 'stat', 'unlink'],
  'environment.ts': ['statfs'],
  // Copies of a vault and sources are only read; the flags of these `open` are looked at below.
  'copies/openCopy.ts': ['constants', 'lstat', 'open', 'readdir', 'type FileHandle'],
  'bundle/listFiles.ts': ['lstat', 'readdir'],
  'evidence/source.ts': ['constants', 'type BigIntStats', 'lstat', 'open', 'stat'],
  'evidence/lane/lanes.ts': ['existsSync'],
  'lock/identity.ts': ['readFileSync'],
};

function readSources(): readonly { readonly name: string; readonly text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'));
  return names.map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** Names taken from `fs` and its kin; a form that hides the names answers `*`. */
function takenFromFiles(text: string): readonly string[] {
  const statements = [...text.matchAll(/import\s+(type\s+)?([^;]*?)\s+from\s+'(?:node:)?fs(?:\/promises)?'/g)].flatMap((match) => (match[2]?.startsWith('{') === true ? match[2].slice(1, -1).split(',') : ['*']));
  const hidden = /(?:require|import)\(\s*'(?:node:)?(?:fs|child_process)/.test(text) || /from\s+'(?:node:)?child_process'/.test(text) ? ['*'] : [];
  return [...statements, ...hidden].map((name) => name.trim()).filter((name) => name !== '');
}

test('only the file layer writes; everything else looks at most', () => {
  const sources = readSources();
  expect(sources.length).toBeGreaterThan(30);
  const wrong = sources.flatMap(({ name, text }) => takenFromFiles(text).filter((taken) => ALLOWED[name]?.includes(taken) !== true).map((taken) => `${name} takes ${taken}`));
  expect(wrong).toEqual([]);
  for (const { name, text } of sources.filter((source) => source.name === 'evidence/source.ts' || source.name === 'copies/openCopy.ts')) {
    const opens = [...text.matchAll(/\bopen\(([^()]*)/g)].map((match) => match[1]);
    expect(opens, name).toEqual(['path, constants.O_RDONLY | ']);
    expect(text, name).not.toMatch(/\.(?:write|writev|writeFile|appendFile|truncate|createWriteStream)\(/);
  }
});

test('a file that goes past the layer is found, however it takes what it wants', () => {
  expect(takenFromFiles("import { writeFile } from 'node:fs/promises';")).toEqual(['writeFile']);
  expect(takenFromFiles("import * as fs from 'fs';")).toEqual(['*']);
  expect(takenFromFiles("const fs = await import('node:fs');")).toEqual(['*']);
  expect(takenFromFiles("import {\n  rename,\n  rm,\n} from 'node:fs/promises';")).toEqual(['rename', 'rm']);
});
