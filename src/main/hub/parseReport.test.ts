import { expect, test } from 'vitest';
import { parseReport } from './parseReport.ts';

const counts = { logs: 0, broken: 0, connections: 0 };
const running = { report: 'running', address: '192.0.2.7:8443', fingerprint: '0123 4567 89ab cdef 0000', pairing: `HFA1:192.0.2.7:8443:${'AB'.repeat(32)}:${'CD'.repeat(32)}`, voucher: 'ABCDEFGH-IJKLMN27', ...counts };

test('every report is read as it is', () => {
  for (const report of [running, { ...running, address: '[2001:db8::7]:8443', pairing: `HFA1:[2001%3ADB8%3A%3A7]:8443:${'AB'.repeat(32)}:${'CD'.repeat(32)}` }, { report: 'counts', ...counts }, { report: 'failed', kind: 'io' }]) expect(parseReport(report)).toEqual(report);
});

test.each<[string, unknown]>([
  ['nothing', null], ['a text', 'running'], ['a name for an address', { ...running, address: 'example.org:8443' }], ['markup in the fingerprint', { ...running, fingerprint: '<b>' }], ['another code', { ...running, pairing: 'https://example.org' }],
  ['a voucher of other letters', { ...running, voucher: 'not a voucher' }], ['more than is known', { ...running, note: 'x' }], ['counts below nothing', { report: 'counts', ...counts, logs: -1 }], ['counts of text', { report: 'counts', ...counts, logs: '1' }],
  ['a failure of another kind', { report: 'failed', kind: '/home/kari' }],
])('%s is no report', (_name, message) => {
  expect(parseReport(message)).toBeNull();
});
