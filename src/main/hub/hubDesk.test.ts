import { expect, test } from 'vitest';
import type { HubOrder, HubState } from '#ipc';
import { createHubDesk, type HubChild } from './hubDesk.ts';

const counts = { logs: 0, broken: 0, connections: 0 };
const running = { address: '127.0.0.1:8443', fingerprint: '0123 4567 89ab cdef 0000', pairing: `HFA1:127.0.0.1:8443:${'AB'.repeat(32)}:${'CD'.repeat(32)}`, voucher: 'ABCDEFGH', ...counts };

/** A desk over a process that does what the test says. */
function deskWith({ answer = true, obeys = true } = {}) {
  const orders: HubOrder[] = [];
  const told: HubState[] = [];
  const events = { kills: 0, hasVault: true, address: '127.0.0.1' };
  let say: (message: unknown) => void = () => undefined;
  let exit: () => void = () => undefined;
  const child: HubChild = {
    post: (order) => {
      orders.push(order);
      if (order.order === 'stop' && obeys) exit();
    },
    onMessage: (listener) => { say = listener; },
    onExit: (listener) => { exit = listener; },
    kill: () => { events.kills += 1; exit(); },
  };
  const desk = createHubDesk({
    data: '/profile/hub', fork: () => child, addresses: () => [{ name: 'lo', address: events.address, isLoopback: true }], confirm: async () => answer, hasVault: () => events.hasVault, announce: (state) => told.push(state),
  });
  const begin = async (...messages: readonly unknown[]) => {
    const started = desk.handlers['hub.start']({ address: '127.0.0.1', port: 8443 });
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (const message of messages) say(message);
    return started;
  };
  return { desk, orders, told, events, begin, say: (message: unknown) => say(message), exit: () => exit(), read: async () => desk.handlers['hub.read']({}) };
}

test('a person says yes, the process is told where to listen, and what it says is shown', async () => {
  const hub = deskWith();
  expect(await hub.begin({ report: 'running', ...running })).toEqual({ ok: true, value: { state: 'on', running, ended: null } });
  expect(hub.orders).toEqual([{ order: 'start', data: '/profile/hub', host: '127.0.0.1', port: 8443 }]);
  hub.say({ report: 'counts', logs: 1, broken: 0, connections: 2 });
  expect(hub.told.map(({ state }) => state)).toEqual(['starting', 'on', 'on']);
  expect((await hub.read())).toMatchObject({ value: { running: { address: running.address, logs: 1, connections: 2 } } });
  expect(await hub.desk.handlers['hub.start']({ address: '127.0.0.1', port: 8444 })).toMatchObject({ error: { kind: 'hub-on' } });
  expect(await hub.desk.handlers['hub.stop']({})).toEqual({ ok: true, value: { state: 'off', running: null, ended: 'command' } });
  expect(hub.events.kills).toBe(0);
});

test('without a yes, a vault or an address of this machine nothing is started', async () => {
  expect(await deskWith({ answer: false }).begin()).toMatchObject({ error: { kind: 'cancelled' } });
  const hub = deskWith();
  for (const address of ['0.0.0.0', '192.0.2.7', 'localhost']) expect(await hub.desk.handlers['hub.start']({ address, port: 8443 })).toMatchObject({ error: { kind: 'bad-address' } });
  hub.events.hasVault = false;
  expect(await hub.begin()).toMatchObject({ error: { kind: 'no-vault' } });
  expect(hub.orders).toEqual([]);
  expect(await hub.read()).toMatchObject({ value: { state: 'off', ended: null } });
});

test('a process that ends by itself is said, one that never listened is a failure', async () => {
  const hub = deskWith();
  await hub.begin({ report: 'running', ...running });
  hub.exit();
  expect(hub.told.at(-1)).toEqual({ state: 'off', running: null, ended: 'crashed' });
  const early = deskWith();
  const started = early.begin();
  await new Promise((resolve) => setTimeout(resolve, 0));
  early.exit();
  expect(await started).toMatchObject({ error: { kind: 'hub-failed' } });
  expect(await deskWith().begin({ report: 'failed', kind: 'held' })).toMatchObject({ error: { kind: 'held' } });
});

test('a machine that lost the address stops the hub and says why', async () => {
  const hub = deskWith();
  await hub.begin({ report: 'running', ...running });
  hub.desk.refresh();
  expect(await hub.read()).toMatchObject({ value: { state: 'on' } });
  hub.events.address = '192.0.2.9';
  hub.desk.refresh();
  expect(await hub.read()).toEqual({ ok: true, value: { state: 'off', running: null, ended: 'address-gone' } });
  expect(await deskWith().begin({ report: 'failed', kind: 'port-taken' })).toMatchObject({ error: { kind: 'port-taken' } });
});

test('a process that says anything else is ended', async () => {
  const hub = deskWith();
  await hub.begin({ report: 'running', ...running });
  hub.say({ report: 'counts', logs: -1 });
  expect(hub.events.kills).toBe(1);
  expect(hub.told.at(-1)).toMatchObject({ state: 'off', ended: 'crashed' });
});

test('a lock waits for no process, and a vault that is gone takes the hub with it', async () => {
  const hub = deskWith({ obeys: false });
  await hub.begin({ report: 'running', ...running });
  const since = performance.now();
  await hub.desk.stop('lock');
  expect(performance.now() - since).toBeGreaterThan(100);
  expect(hub.events.kills).toBe(1);
  expect(hub.told.at(-1)).toMatchObject({ ended: 'lock' });
  const other = deskWith();
  await other.begin({ report: 'running', ...running });
  other.desk.refresh();
  expect(await other.read()).toMatchObject({ value: { state: 'on' } });
  other.events.hasVault = false;
  other.desk.refresh();
  expect(await other.read()).toMatchObject({ value: { state: 'off', ended: 'lock' } });
});
