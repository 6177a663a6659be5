import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('images are known by their signature alone', () => {
  expect(sniff(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toEqual({ show: 'image', mediaType: 'image/png' });
  expect(sniff(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toEqual({ show: 'image', mediaType: 'image/jpeg' });
  expect(sniff(bytes('RIFF0000WEBPVP8 '))).toEqual({ show: 'image', mediaType: 'image/webp' });
  expect(sniff(bytes('RIFF0000WAVEfmt ')).show).toBe('text');
});

test('markup is text, never markup', () => {
  expect(sniff(bytes('<svg onload="alert(1)"/>'))).toEqual({ show: 'text', text: '<svg onload="alert(1)"/>', cut: false });
  expect(sniff(bytes('<html><script>1</script>')).show).toBe('text');
});

test('binary content is not shown', () => {
  expect(sniff(Uint8Array.of(0x4d, 0x5a, 0x90, 0x00, 0x03)).show).toBe('nothing');
  expect(sniff(Uint8Array.of(0xc3, 0x28)).show).toBe('nothing');
});

test('a long text is cut between characters', () => {
  const seen = sniff(bytes(`${'x'.repeat(256 * 1024 - 1)}é and more`));
  expect(seen.show === 'text' && seen.cut && seen.text.endsWith('x')).toBe(true);
});

test('an empty file is an empty text', () => {
  expect(sniff(new Uint8Array())).toEqual({ show: 'text', text: '', cut: false });
});
