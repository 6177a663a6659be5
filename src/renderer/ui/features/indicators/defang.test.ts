import { expect, test } from 'vitest';
import { defang } from './defang.ts';

test('addresses, names and links can no longer be followed', () => {
  expect(defang('ipv4', '185.0.2.44')).toBe('185[.]0[.]2[.]44');
  expect(defang('ipv6', '2001:db8::1')).toBe('2001[:]db8[:][:]1');
  expect(defang('domain', 'update.example.net')).toBe('update[.]example[.]net');
  expect(defang('email', 'a.b@example.org')).toBe('a[.]b[@]example[.]org');
  expect(defang('url', 'https://user@evil.example:8443/a.php?q=x.y')).toBe('hxxps://user[@]evil[.]example:8443/a.php?q=x.y');
  expect(defang('url', 'evil.example/a')).toBe('evil[.]example/a');
});

test('values that cannot be followed stay as they are', () => {
  expect(defang('file-hash', 'aa.bb')).toBe('aa.bb');
  expect(defang('file-name', 'PSEXESVC.exe')).toBe('PSEXESVC.exe');
});
