import { expect, test } from 'vitest';
import { ok } from '#base';
import { createRouter, type DesktopHandlers } from './router.ts';
import type { inputSchemas } from './schemas.ts';

function routerWith(handlers: Partial<DesktopHandlers>) {
  const bugs: unknown[] = [];
  const route = createRouter<'ours' | 'frame'>({
    isTrusted: (sender) => sender === 'ours',
    handlers: handlers as DesktopHandlers,
    reportBug: (error) => String(bugs.push(error)),
  });
  return { route, bugs };
}

const preferences = { theme: 'dark', zone: 'Europe/Oslo', timeDisplay: 'utc', idleLockMinutes: 10, navigationWidth: 220, inspectorOpen: true };

test('a trusted call with a good input reaches its handler', async () => {
  const seen: unknown[] = [];
  const { route } = routerWith({ 'preferences.write': async (input) => { seen.push(input); return ok({}); } });
  expect(await route('ours', 'preferences.write', preferences)).toEqual({ ok: true, value: {} });
  expect(seen).toEqual([preferences]);
});

test('another sender is denied before anything is looked at', async () => {
  const { route } = routerWith({ 'app.quit': async () => { throw new Error('reached'); } });
  expect(await route('frame', 'app.quit', {})).toMatchObject({ ok: false, error: { kind: 'denied' } });
});

test.each(['', 'vault.burn', 'toString', '__proto__', 'constructor', 7, null, {}])('the name %j is denied', async (name) => {
  expect(await routerWith({}).route('ours', name, {})).toMatchObject({ ok: false, error: { kind: 'denied' } });
});

test.each<[keyof typeof inputSchemas, unknown]>([
  ['app.info', { extra: 1 }], ['app.info', null], ['app.info', undefined],
  ['vault.open', { vault: '../../etc' }], ['vault.open', { vault: 'A'.repeat(32) }], ['vault.open', {}],
  ['vault.create', { name: '', parent: null }], ['vault.create', { name: 'x', parent: '/etc' }],
  ['preferences.write', { ...preferences, idleLockMinutes: 0 }], ['preferences.write', { ...preferences, idleLockMinutes: Number.NaN }],
  ['preferences.write', { ...preferences, secret: 'x' }],
  ['session.end', { cause: 'boredom' }],
  ['file.save', { suggestedName: 'x', bytes: 'text' }], ['file.save', { suggestedName: 'x'.repeat(256), bytes: new Uint8Array() }],
  ['file.read', { extensions: ['../x'] }], ['file.read', { extensions: ['*'] }],
  ['sources.fromPaths', { paths: Array.from({ length: 1001 }, () => '/x') }], ['sources.fromPaths', { paths: [7] }],
  ['document.renderPdf', { title: '', html: '<p>', header: '', footer: '' }],
  ['document.renderPdf', { title: '', html: new Uint8Array(), header: '', footer: '', pageSize: 'A0' }],
  ['clipboard.writeText', { text: 'x'.repeat(4 * 1024 * 1024 + 1) }],
])('%s refuses a bad input', async (name, input) => {
  const { route } = routerWith({ [name]: async () => { throw new Error('reached'); } });
  expect(await route('ours', name, input)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
});

test('a throw becomes an id without its text', async () => {
  const { route, bugs } = routerWith({ 'gate.read': async () => { throw new Error('passphrase is hunter2'); } });
  const answer = await route('ours', 'gate.read', {});
  expect(answer).toMatchObject({ ok: false, error: { kind: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('hunter2');
  expect(bugs).toHaveLength(1);
});
