import { describe, expect, test } from 'vitest';
import { vaultContract } from '#ipc';
import { checkVaultInput, vaultInputSchemas } from './schemas.ts';

const item = '01HZY8Q0A1B2C3D4E5F6G7H8J9';
const log = '0123456789abcdef0123456789abcdef';

describe('names from outside never become paths', () => {
  test.each(['../../../etc/passwd', '00c0ffee-passphrase/..', '00C0FFEE-passphrase', '00c0ffee-admin', '00c0ffee-passphrase.age', '00c0ffee-passphrase\n', ''])('slot %j', (name) => {
    expect(checkVaultInput('slots.write', { name, bytes: new Uint8Array(1) }).ok).toBe(false);
  });
  test.each(['..', `${log}/..`, log.toUpperCase(), `${log}\u0000`, ''])('log %j', (name) => {
    expect(checkVaultInput('log.read', { log: name, from: 0, maxBytes: 10 }).ok).toBe(false);
  });
  test.each(['..', `${item}/../x`, item.toLowerCase(), `${item}\n`, ''])('item %j', (name) => {
    expect(checkVaultInput('evidence.cancel', { item: name }).ok).toBe(false);
  });
});

test('takes what fits, refuses unknown calls, extra members, negative and fractional positions', () => {
  expect(checkVaultInput('slots.write', { name: '00c0ffee-passphrase', bytes: new Uint8Array(1) }).ok).toBe(true);
  expect(checkVaultInput('log.read', { log, from: 0, maxBytes: 10 }).ok).toBe(true);
  expect(checkVaultInput('evidence.cancel', { item }).ok).toBe(true);
  expect(checkVaultInput('constructor', {}).ok).toBe(false);
  expect(checkVaultInput('disk.space', { path: '/' }).ok).toBe(false);
  expect(checkVaultInput('log.read', { log, from: -1, maxBytes: 10 }).ok).toBe(false);
  expect(checkVaultInput('log.read', { log, from: 0.5, maxBytes: 10 }).ok).toBe(false);
  expect(checkVaultInput('head.write', { bytes: [1, 2] }).ok).toBe(false);
  const calls = Object.entries(vaultContract).flatMap(([name, { endpoint }]) => (endpoint === 'call' ? [name] : []));
  expect(Object.keys(vaultInputSchemas).toSorted()).toEqual(calls.toSorted());
});
