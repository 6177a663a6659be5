import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findServedFile } from './findServedFile.ts';

const root = '/opt/holdfast/out/renderer';

test('built files are found with their types', () => {
  expect(findServedFile(root, 'app://console/index.html?theme=dark#x')).toEqual({ path: `${root}/index.html`, mediaType: 'text/html; charset=utf-8' });
  expect(findServedFile(root, 'app://console/assets/engine-B1_x.js')?.mediaType).toBe('text/javascript; charset=utf-8');
  expect(findServedFile(root, 'app://console/assets/plex.woff2')?.mediaType).toBe('font/woff2');
});

test.each([
  'app://console/', 'app://console', 'app://console/..', 'app://console/.env.json', 'app://console/assets//x.js',
  'app://console/%2e%2e/%2e%2e/etc/passwd', 'app://console/..%2f..%2fpackage.json', 'app://console/..\\..\\package.json',
  'app://console/assets/%00.js', 'app://console/a%20b.js', 'app://console/main.map', 'app://console/noextension',
  'app://other/index.html', 'app://console:80/index.html', 'app://user@console/index.html', 'app://print/index.html',
  'file:///etc/passwd', 'http://console/index.html', 'index.html', '',
])('%s is not served', (address) => {
  expect(findServedFile(root, address)).toBeNull();
});

test('whatever is asked for lies below the root', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('..', '.', 'a', 'b.js', '%2e%2e', '%2f', '\\', 'C:', '', 'index.html', '%5c')), (names) => {
    const found = findServedFile(root, `app://console/${names.join('/')}`);
    expect(found === null || found.path.startsWith(`${root}/`)).toBe(true);
  }), { numRuns: process.env['SLOW'] === '1' ? 20_000 : 500 });
});
