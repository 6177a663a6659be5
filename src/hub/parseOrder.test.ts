import { expect, test } from 'vitest';
import { parseOrder } from './parseOrder.ts';

const start = { order: 'start', data: '/profile/hub', host: '192.0.2.7', port: 8443 };

test('both orders are read', () => {
  expect(parseOrder(start)).toEqual(start);
  expect(parseOrder({ ...start, host: '2001:db8::7' })).toMatchObject({ host: '2001:db8::7' });
  expect(parseOrder({ order: 'stop' })).toEqual({ order: 'stop' });
});

test.each<[string, unknown]>([
  ['nothing', undefined], ['a text', 'start'], ['another order', { order: 'read' }], ['more than is known', { ...start, key: 'x' }], ['a name for an address', { ...start, host: 'example.org' }], ['no folder', { ...start, data: '' }],
  ['a port of the system', { ...start, port: 80 }], ['no port', { ...start, port: 0 }], ['a port beyond the last', { ...start, port: 65_536 }], ['a port of text', { ...start, port: '8443' }], ['a stop with more', { order: 'stop', at: 1 }],
])('%s is no order', (_name, message) => {
  expect(parseOrder(message)).toBeNull();
});
