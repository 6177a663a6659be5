import { expect, test, vi } from 'vitest';
import type { HoldfastApi } from '#ipc';
import { desktopContract } from '#ipc';
import { exposeBridge, type PreloadTools } from './exposeBridge.ts';

function expose() {
  const exposed: Record<string, unknown> = {};
  const heard = new Map<string, (event: unknown, ...rest: readonly unknown[]) => void>();
  const invoke = vi.fn(async (..._args: readonly unknown[]): Promise<unknown> => ({ ok: true, value: { grants: [] } }));
  const postMessage = vi.fn();
  exposeBridge({
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => { exposed[key] = api; } },
    ipcRenderer: { invoke, on: (channel: string, listener: never) => { heard.set(channel, listener); } },
    webUtils: { getPathForFile: (file: { readonly real?: string }) => { if (typeof file !== 'object') throw new TypeError('no file'); return file.real ?? ''; } },
    window: { postMessage, location: { origin: 'app://console' } },
  } as unknown as PreloadTools);
  return { exposed, api: exposed['holdfast'] as HoldfastApi, heard, invoke, postMessage };
}

test('exactly one name is exposed, with exactly three functions', () => {
  const { exposed, api } = expose();
  expect(Object.keys(exposed)).toEqual(['holdfast']);
  expect(Object.keys(api).sort()).toEqual(['call', 'grantsFromFiles', 'on']);
});

test('every call of the contract goes out, pushes and strangers do not', async () => {
  const { api, invoke } = expose();
  for (const [name, { endpoint }] of Object.entries(desktopContract)) {
    invoke.mockClear();
    const answer = await api.call(name, {});
    expect(invoke.mock.calls.length).toBe(endpoint === 'call' ? 1 : 0);
    if (endpoint === 'push') expect(answer).toMatchObject({ ok: false, error: { kind: 'denied' } });
  }
  invoke.mockClear();
  for (const name of ['sources.fromPaths', 'toString', '__proto__', 'holdfast:call', 7 as never]) await api.call(name, {});
  expect(invoke).not.toHaveBeenCalled();
});

test('listeners get the payload only, until disposed', () => {
  const { api, heard } = expose();
  const got: unknown[][] = [];
  const stop = api.on('gate.changed', (...args: unknown[]) => got.push(args));
  api.on('app.info', (...args: unknown[]) => got.push(args));
  const push = heard.get('holdfast:push');
  push?.({ sender: 'secret' }, 'gate.changed', { state: 'OFFLINE' });
  push?.({}, 'app.info', {});
  stop();
  push?.({}, 'gate.changed', {});
  expect(got).toEqual([[{ state: 'OFFLINE' }]]);
});

test('a vault port is handed to this origin only', () => {
  const { heard, postMessage } = expose();
  heard.get('holdfast:vault-port')?.({ ports: ['port'] });
  heard.get('holdfast:vault-port')?.({ ports: [] });
  expect(postMessage.mock.calls).toEqual([['holdfast:vault-port', 'app://console', ['port']]]);
});

test('only files with a real path are granted', async () => {
  const { api, invoke } = expose();
  await api.grantsFromFiles([{ real: '/evidence/a.raw' }, { made: 'by script' }, 'no file at all']);
  expect(invoke.mock.calls).toEqual([['holdfast:call', 'sources.fromPaths', { paths: ['/evidence/a.raw'] }]]);
});

test('print jobs travel as bytes that fill shared memory', async () => {
  const { api, invoke } = expose();
  await api.call('document.renderPdf', { title: 't', html: '<p>ø</p>', header: '', footer: '' });
  const html = (invoke.mock.calls[0]?.[2] as { readonly html: Uint8Array }).html;
  expect(html.length).toBe(128 * 1024);
  expect(new TextDecoder().decode(html).trimEnd()).toBe('<p>ø</p>');
});
