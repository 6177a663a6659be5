// The other walls: size, messages, conventions, lint and the environment each layer is compiled for.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkConventions } from '../../tools/checks/conventions.mjs';
import { checkMessages } from '../../tools/checks/messages.mjs';
import { checkSizes } from '../../tools/checks/sizes.mjs';
import { plant, runProgram } from './plant.ts';

const lines = (count: number) => 'export const a = 1;\n'.repeat(count);

describe('sizes', () => {
  test('a file over the limit is caught, a long one is warned about, data and tests have their own limits', () => {
    using planted = plant({ 'src/main/long.ts': lines(501), 'src/main/longish.ts': lines(301), 'src/main/data/table.ts': lines(900), 'src/main/table.data.ts': lines(900), 'src/main/a.test.ts': lines(800), 'src/main/b.test.ts': lines(801), 'src/main/short.ts': lines(2), 'src/main/shorter.ts': lines(1) });
    const { errors, warnings } = checkSizes(planted.root);
    expect(errors).toEqual(['src/main/b.test.ts: 801 lines, the limit is 800', 'src/main/long.ts: 501 lines, the limit is 500', 'the median file has 301 lines, the budget is 150']);
    expect(warnings).toEqual(['src/main/longish.ts: 301 lines, consider splitting']);
  });
});

describe('messages', () => {
  const catalogue = (ids: readonly string[]) => JSON.stringify(Object.fromEntries(ids.map((id) => [id, 'text'])));

  test('an id without a message and a message without a use are caught', () => {
    using planted = plant({ 'src/renderer/ui/i18n/messages/lock.json': catalogue(['lock.now', 'lock.gone']), 'src/renderer/ui/a.tsx': "export const a = () => [t('lock.now'), t('lock.never'), <Text id=\"lock.not\" />];\n" });
    expect(checkMessages(planted.root).errors).toEqual(["src/renderer/ui/a.tsx: no message 'lock.never'", "src/renderer/ui/a.tsx: no message 'lock.not'", "src/renderer/ui/i18n/messages/lock.json: message 'lock.gone' is not used"]);
  });

  test('an id in a table and an id made from a template count as used', () => {
    using planted = plant({ 'src/renderer/ui/i18n/messages/en.json': catalogue(['kind.note', 'kind.action', 'menu.lock']), 'src/renderer/ui/a.tsx': 'export const labels = ["menu.lock"];\nexport const a = (kind) => t(`kind.${kind}`);\n' });
    expect(checkMessages(planted.root).errors).toEqual([]);
  });
});

describe('conventions', () => {
  test('a deep index, a silenced check, a path of this machine and a download address are caught', () => {
    using planted = plant({
      'src/shared/base/index.ts': 'export const fine = 1;\n',
      'src/shared/base/deep/index.ts': 'export const deep = 1;\n',
      'src/main/silent.ts': '// oxlint-disable-next-line\nexport const a = 1;\n',
      'src/main/ignored.ts': '// @ts-ignore\nexport const a = 1;\n',
      'docs/a.md': 'see /home/somebody/holdfast/notes\n',
      'package-lock.json': '{ "packages": { "node_modules/a": { "resolved": "somewhere", "optionalDependencies": { "a-elsewhere": "1" } } } }\n',
    });
    expect(checkConventions(planted.root, ['/home/somebody/']).errors).toEqual([
      'docs/a.md: names a path of this machine',
      'package-lock.json: holds download addresses; see .npmrc',
      'package-lock.json: a-elsewhere is wanted but not locked',
      'src/main/ignored.ts: switches a check off',
      'src/main/silent.ts: switches a check off',
      'src/shared/base/deep/index.ts: an index stands at the door of a layer only',
    ]);
  });
});

describe('lint', () => {
  test.each([
    ['a bare string in the window', 'src/renderer/ui/A.tsx', 'export function A() {\n  return <p>Lock now</p>;\n}\n', 'jsx-no-literals'],
    ['HTML from a string', 'src/renderer/ui/A.tsx', "export function A() {\n  return <p dangerouslySetInnerHTML={{ __html: '' }} />;\n}\n", 'no-danger'],
    ['HTML assigned', 'src/renderer/ui/a.ts', "export function a(node: Element) {\n  const target = node;\n  target.innerHTML = '';\n}\n", 'no-restricted-properties'],
    ['a request from main', 'src/main/a.ts', "export const a = () => fetch('x');\n", 'no-restricted-globals'],
    ['a socket from the worker', 'src/renderer/engine/a.ts', "export const a = () => new WebSocket('x');\n", 'no-restricted-globals'],
    ["Electron's own network", 'src/main/a.ts', "import { net } from 'electron';\nexport const a = net;\n", 'no-restricted-imports'],
    ['Node in a portable layer', 'src/shared/base/a.ts', "import { readFile } from 'node:fs/promises';\nexport const a = readFile;\n", 'no-restricted-imports'],
    ['a console in the product', 'src/main/a.ts', "export const a = () => console.log('x');\n", 'no-console'],
    ['any', 'src/main/a.ts', 'export const a = (x: any) => x;\n', 'no-explicit-any'],
    ['a default export', 'src/main/a.ts', 'export default 1;\n', 'no-default-export'],
    ['eval', 'src/main/a.ts', "export const a = () => eval('1');\n", 'no-eval'],
  ])('%s is caught', (_title, file, text, rule) => {
    using planted = plant({ [file]: text });
    const { code, output } = runProgram('oxlint/bin/oxlint', ['--deny-warnings', 'src'], planted.root);
    expect(output).toContain(rule);
    expect(code).toBe(1);
  });

  test('ordinary code passes', () => {
    using planted = plant({ 'src/main/a.ts': "import { readFile } from 'node:fs/promises';\nexport const a = (file: string) => readFile(file);\n", 'src/renderer/ui/A.tsx': 'export function A(props: { readonly text: string }) {\n  return <p>{props.text}</p>;\n}\n' });
    expect(runProgram('oxlint/bin/oxlint', ['--deny-warnings', 'src'], planted.root)).toMatchObject({ code: 0 });
  });
});

describe('the environment of each layer', () => {
  test.each([
    ['the DOM in a portable layer', 'src/shared/base', 'export const a = document.title;\n', "Cannot find name 'document'"],
    ['Node in a portable layer', 'src/engine', "export const a = Buffer.from('x');\n", "Cannot find name 'Buffer'"],
    ['the DOM in main', 'src/main', 'export const a = document.title;\n', "Cannot find name 'document'"],
    ['Node in the window', 'src/renderer/ui', 'export const a = process.pid;\n', "Cannot find name 'process'"],
    ['the DOM in the worker', 'src/renderer/engine', 'export const a = document.title;\n', "Cannot find name 'document'"],
    ['an unchecked index', 'src/shared/base', 'export const a = (list: readonly string[]): string => list[0];\n', 'not assignable'],
    ['an enum', 'src/shared/base', 'export enum A { B }\n', 'erasableSyntaxOnly'],
  ])('%s does not compile', (_title, folder, text, complaint) => {
    using planted = plant({ [`${folder}/planted.ts`]: text });
    expect(compile(planted.root, folder)).toContain(complaint);
  });

  test('what every platform has compiles in a portable layer', () => {
    using planted = plant({ 'src/shared/base/planted.ts': "export const a = [new TextEncoder().encode('x'), crypto.getRandomValues(new Uint8Array(1)), new URL('app://console').host];\n" });
    expect(compile(planted.root, 'src/shared/base')).toBe('');
  });
});

// Compiles one planted file with the real settings of its layer.
function compile(root: string, folder: string): string {
  const repository = path.resolve(import.meta.dirname, '../..');
  cpSync(path.join(repository, 'tools', 'types'), path.join(root, 'tools', 'types'), { recursive: true });
  const settings = JSON.parse(readFileSync(path.join(repository, folder, 'tsconfig.json'), 'utf8'));
  writeFileSync(path.join(root, folder, 'tsconfig.json'), JSON.stringify({ ...settings, references: [] }));
  const { output } = runProgram('typescript/bin/tsc', ['-p', folder, '--outDir', path.join(root, '.cache')], root);
  return output.trim();
}
