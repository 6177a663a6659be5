import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { UnixMs } from '#base';
import { writeMail, type Mail } from './writeMail.ts';

const mail: Mail = { to: ['arne@example.org'], subject: 'KELP: status update', at: Date.UTC(2026, 10, 22, 8, 5, 9) as UnixMs, id: '01JD0000000000000000000000', corrects: null, text: 'All is well.' };
const headersOf = (text: string): readonly string[] => (text.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
const header = (text: string, name: string): string | undefined => headersOf(text).find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
const bodyOf = (text: string): string => Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4).replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
const decode = (value: string): string => value.replaceAll(/\?= =\?/g, '?==?').replaceAll(/=\?utf-8\?B\?([^?]*)\?=/g, (_all, word: string) => Buffer.from(word, 'base64').toString('utf8'));
const names = ['Date', 'From', 'To', 'Subject', 'Message-ID', 'X-Unsent', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'];

test('a message in every header, without a sender and without a host', () => {
  const { text, leftOut } = writeMail({ ...mail, to: ['Arne Lie <arne@example.org>', 'Bjørn <bjorn@example.org>', 'the duty desk', 'a..b@example.org'], corrects: '01JC0000000000000000000000' });
  expect(header(text, 'Date')).toBe('Sun, 22 Nov 2026 08:05:09 +0000');
  expect(header(text, 'From')).toBe('Unsent draft:;');
  expect(decode(header(text, 'To') ?? '')).toBe('Arne Lie <arne@example.org>, Bjørn <bjorn@example.org>');
  expect(header(text, 'Message-ID')).toBe('<01JD0000000000000000000000@message.invalid>');
  expect(header(text, 'In-Reply-To')).toBe('<01JC0000000000000000000000@message.invalid>');
  expect(leftOut).toEqual(['the duty desk', 'a..b@example.org']);
  expect(header(writeMail({ ...mail, to: [] }).text, 'To')).toBe('undisclosed-recipients:;');
});

test('nothing that stands in a field becomes a header, or a second one', () => {
  const attacks = ['x\r\nBcc: eve@evil.example', 'x\nBcc: eve@evil.example', 'x\r\n\r\nbody', 'x\u0000\u2028Bcc: eve@evil.example', '=?utf-8?Q?=0D=0ABcc:_eve?='];
  for (const attack of attacks) {
    const { text } = writeMail({ ...mail, subject: attack, to: [`${attack} <arne@example.org>`, `eve@evil.example${attack}`], id: attack, corrects: attack, text: attack });
    expect(headersOf(text).map((line) => line.split(':')[0])).toEqual([...names.slice(0, 5), 'In-Reply-To', 'References', ...names.slice(5)]);
    expect(headersOf(text).some((line) => /^bcc/i.test(line))).toBe(false);
  }
});

test('whatever is written comes back as it was: ASCII lines of at most 78 characters', () => {
  const anything = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.constant('From here\n.\n\ttrailing \n=?x?='));
  fc.assert(fc.property(anything, anything, (subject, words) => {
    const { text } = writeMail({ ...mail, subject, text: words });
    expect(/^[\t\r\n\x20-\x7e]*$/.test(text)).toBe(true);
    expect(/(?<!\r)\n|\r(?!\n)/.test(text)).toBe(false);
    expect(headersOf(text)).toHaveLength(names.length);
    expect(text.slice(text.indexOf('\r\n\r\n') + 4).split('\r\n').every((line) => line.length <= 76 && line !== '.' && !line.startsWith('From '))).toBe(true);
    expect(bodyOf(text)).toBe(`${words.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\n', '\r\n')}\r\n`);
    expect(decode(header(text, 'Subject') ?? '').replaceAll(/\s+/g, ' ').trim()).toBe(subject.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').replaceAll(/\s+/g, ' ').trim());
  }));
});
