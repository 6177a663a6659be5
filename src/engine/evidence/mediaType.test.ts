import { expect, test } from 'vitest';
import { textToBytes } from '#base';
import { mediaTypeOf } from './mediaType.ts';

test('pictures are known by their signature, whatever they are called', () => {
  expect(mediaTypeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png');
  expect(mediaTypeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(mediaTypeOf(textToBytes('RIFF1234WEBPVP8 '))).toBe('image/webp');
});

test('markup is plain text, and binary is nothing to show', () => {
  expect(mediaTypeOf(textToBytes('<script>alert(1)</script>'))).toBe('text/plain');
  expect(mediaTypeOf(textToBytes('<svg onload="x"/>'))).toBe('text/plain');
  expect(mediaTypeOf(Uint8Array.of(0, 1, 2, 3))).toBe('application/octet-stream');
  expect(mediaTypeOf(Uint8Array.of(0xc3, 0x28))).toBe('application/octet-stream');
  expect(mediaTypeOf(textToBytes('a\u0000b'))).toBe('application/octet-stream');
});
