import { expect, test } from 'vitest';
import { addressKey } from './addressKey.ts';

test.each([
  ['10.1.2.3', '10.1.2.3'], ['::ffff:10.1.2.3', '10.1.2.3'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:1:2::9', '2001:db8:1:2'], ['2001:0db8::1', '2001:db8:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['::1', '0:0:0:0'], ['', ''],
])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key));
