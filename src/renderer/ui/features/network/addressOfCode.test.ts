import { expect, test } from 'vitest';
import { addressOfCode } from './addressOfCode.ts';

const keys = `${'AB'.repeat(32)}:${'CD'.repeat(32)}`;

test('the address stands between the mark and the keys, IPv6 in brackets', () => {
  expect(addressOfCode(`HFA1:192.0.2.7:8443:${keys}`)).toBe('192.0.2.7:8443');
  expect(addressOfCode(` hfa1:[2001%3ADB8%3A%3A1]:99:${keys.toLowerCase()} `)).toBe('[2001:db8::1]:99');
  for (const wrong of ['', 'HFA1:192.0.2.7:8443', `HFI1:192.0.2.7:8443:${keys}`, `HFA1:192.0.2.7:8443:${keys}0`]) expect(addressOfCode(wrong)).toBeNull();
});
