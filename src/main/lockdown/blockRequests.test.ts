import { expect, test } from 'vitest';
import { isPrintAddress, isWindowAddress } from './blockRequests.ts';

test.each(['http://127.0.0.1/', 'https://example.org/x', 'ws://localhost/', 'file:///etc/passwd', 'app://print/abc', 'app://console.evil/', 'app://consoleX/', 'blob:https://example.org/1', 'devtools://devtools/bundled/x.html', 'chrome://gpu/', 'javascript:alert(1)'])('the window may not load %s', (address) => {
  expect(isWindowAddress(false)(address)).toBe(false);
});

test.each(['app://console/index.html', 'blob:app://console/1-2', 'data:image/png;base64,AA==', 'app://curtain/'])('the window may load %s', (address) => {
  expect(isWindowAddress(false)(address)).toBe(true);
});

test('devtools load while developing only, and print pages load themselves only', () => {
  expect(isWindowAddress(true)('devtools://devtools/bundled/x.html')).toBe(true);
  expect(['app://print/t', 'app://console/index.html', 'https://example.org/'].map(isPrintAddress)).toEqual([true, false, false]);
});
