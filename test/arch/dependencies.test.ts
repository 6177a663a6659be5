// Each rule of the dependency table is broken once, and must be seen; legal imports must pass.
import { describe, expect, test } from 'vitest';
import { checkDependencies } from '../../tools/checks/dependencies.mjs';
import { plant } from './plant.ts';

const base = { 'src/shared/base/index.ts': "export { one } from './one.ts';\n", 'src/shared/base/one.ts': 'export const one = 1;\n' };

/** The rules that a planted tree breaks, without duplicates. */
async function brokenRules(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  using planted = plant({ ...base, ...files });
  const { errors } = await checkDependencies(planted.root);
  return [...new Set(errors.map((line) => line.split(':')[0] ?? ''))].sort();
}

describe('the dependency walls', () => {
  test('legal imports pass: down through a door, a listed package, Node where Node runs, test tools in tests', async () => {
    expect(
      await brokenRules({
        'src/shared/domain/index.ts': "import { one } from '#base';\nimport * as v from 'valibot';\nexport const two = v.parse(v.number(), one + one);\n",
        'src/shared/domain/index.test.ts': "import { test } from 'vitest';\nimport { readFileSync } from 'node:fs';\nimport { two } from './index.ts';\ntest('x', () => void [readFileSync, two]);\n",
        'src/shared/ipc/index.ts': 'export const channel = 1;\n',
        'src/disk/index.ts': "import { open } from 'node:fs/promises';\nimport { one } from '#base';\nexport const both = [open, one];\n",
        'src/main/index.ts': "import { app } from 'electron';\nimport { both } from '#disk';\nimport { channel } from '#ipc';\nexport const used = [app, both, channel];\n",
      }),
    ).toEqual([]);
  });

  test('an import that goes up is caught, a type as much as a value', async () => {
    expect(await brokenRules({ 'src/shared/domain/index.ts': 'export interface Two { readonly two: 2 }\n', 'src/shared/base/up.ts': "import type { Two } from '#domain';\nexport type Up = Two;\n" })).toContain('base-looks-only-down');
  });

  test.each([
    ['the window from the engine', 'src/renderer/ui/a.ts', '#engine', 'src/engine/index.ts', 'ui-looks-only-down'],
    ['the window from cryptography', 'src/renderer/ui/a.ts', '#crypto', 'src/shared/crypto/index.ts', 'ui-looks-only-down'],
    ['the preload from the engine', 'src/preload/index.ts', '#engine', 'src/engine/index.ts', 'preload-looks-only-down'],
    ['main from the engine', 'src/main/index.ts', '#engine', 'src/engine/index.ts', 'main-looks-only-down'],
    ['main from cryptography', 'src/main/index.ts', '#crypto', 'src/shared/crypto/index.ts', 'main-looks-only-down'],
    ['the disk from the domain', 'src/disk/index.ts', '#domain', 'src/shared/domain/index.ts', 'disk-looks-only-down'],
    ['formats from the log', 'src/shared/formats/index.ts', '#log', 'src/shared/log/index.ts', 'formats-looks-only-down'],
    ['the contract from the log', 'src/shared/ipc/index.ts', '#log', 'src/shared/log/index.ts', 'ipc-looks-only-down'],
  ])('%s is caught', async (_title, from, alias, to, rule) => {
    expect(await brokenRules({ [to]: 'export const inner = 1;\n', [from]: `export { inner } from '${alias}';\n` })).toEqual([rule]);
  });

  test('an import past the door of a layer is caught', async () => {
    expect(await brokenRules({ 'src/shared/domain/index.ts': "export { one } from '../base/one.ts';\n" })).toEqual(['base-has-one-door']);
  });

  test.each([
    ['a package in a layer that may not have it', 'src/renderer/ui/a.ts', 'dexie', 'package-dexie'],
    ['the cryptography package outside cryptography', 'src/engine/index.ts', 'libsodium-wrappers-sumo', 'package-libsodium-wrappers-sumo'],
    ['Electron outside main and preload', 'src/renderer/ui/a.ts', 'electron', 'package-electron'],
    ['the database package outside its folder', 'src/server/index.ts', 'pg', 'package-pg-in-one-folder'],
    ['the signing package outside its folder', 'src/server/index.ts', 'aws4fetch', 'package-aws4fetch-in-one-folder'],
    ['a package that is not in the table', 'src/main/index.ts', 'yauzl', 'package-listed'],
    ['a test tool in the product', 'src/main/index.ts', 'vitest', 'package-listed'],
  ])('%s is caught', async (_title, from, name, rule) => {
    expect(await brokenRules({ [from]: `import * as all from '${name}';\nexport const kept = all;\n` })).toEqual([rule]);
  });

  test.each(['node:fs', 'node:fs/promises', 'fs', 'node:crypto'])('%s in a portable layer is caught', async (name) => {
    expect(await brokenRules({ 'src/engine/index.ts': `import * as all from '${name}';\nexport const kept = all;\n` })).toEqual(['node-core-where-node-runs']);
  });

  test.each(['node:net', 'node:http', 'https', 'http2', 'node:tls', 'dgram', 'node:dns/promises'])('the network module %s is caught in main', async (name) => {
    expect(await brokenRules({ 'src/main/index.ts': `import * as all from '${name}';\nexport const kept = all;\n` })).toEqual(['no-network']);
  });

  test('the network gate may open connections', async () => {
    expect(await brokenRules({ 'src/network/connect.ts': "import { connect } from 'node:net';\nexport const kept = connect;\n" })).toEqual([]);
  });

  test('a cycle is caught', async () => {
    expect(await brokenRules({ 'src/shared/base/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n", 'src/shared/base/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n" })).toEqual(['no-cycles']);
  });

  test('a folder without a place in the table, a dangling import and an import of test code are caught', async () => {
    expect(await brokenRules({ 'src/helpers/a.ts': 'export const a = 1;\n', 'src/helpers/b.ts': "export { a } from './a.ts';\n" })).toContain('known-layer');
    expect(await brokenRules({ 'src/shared/base/a.ts': "export { gone } from './gone.ts';\n" })).toEqual(['resolvable']);
    expect(await brokenRules({ 'src/shared/base/testing/people.ts': 'export const alice = 1;\n', 'src/shared/base/a.ts': "export { alice } from './testing/people.ts';\n" })).toEqual(['tests-stay-tests']);
  });
});
