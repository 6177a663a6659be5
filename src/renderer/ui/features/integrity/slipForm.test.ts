import { expect, test } from 'vitest';
import { completeWord, isQrText, readSlip, showCode, takeWord } from './slipForm.ts';

const list = ['abandon', 'ability', 'able', 'about', 'above', 'absent', 'absorb', 'abstract', 'zoo'];

test('a slip is read by whole words, by first letters, and without regard to case and spacing', () => {
  const read = readSlip({ logCode: ' 2477-0030', feedCode: 'EE8DEB50', size: '12', words: 'Abandon ABIL able  abou zoo absent absorb abst' }, list);
  expect(read).toMatchObject({ logCode: '24770030', feedCode: 'ee8deb50', size: 12, text: 'abandon ability able about zoo absent absorb abstract' });
});

test('what is not a code, a size or a word is said, word by word', () => {
  const read = readSlip({ logCode: '2477-003', feedCode: 'xx8deb50', size: '0', words: 'abandon abx zo' }, list);
  expect(read).toMatchObject({ logCode: null, feedCode: null, size: null, text: null });
  expect(read.words).toEqual([{ typed: 'abandon', word: 'abandon' }, { typed: 'abx', word: null }, { typed: 'zo', word: null }]);
});

test('the last word is completed and taken with a space', () => {
  expect(completeWord('zoo abo', list)).toEqual(['about', 'above']);
  expect(completeWord('zoo', list)).toEqual([]);
  expect(completeWord('zoo ', list)).toEqual([]);
  expect(takeWord('zoo abo', 'above')).toBe('zoo above ');
  expect(showCode('24770030')).toBe('2477-0030');
});

test('the text of a QR picture is known by its form', () => {
  expect(isQrText(`HFS1:${'A'.repeat(32)}:${'B'.repeat(64)}:12:${'C'.repeat(64)}`)).toBe(true);
  expect(isQrText(`HFS1:${'A'.repeat(32)}:${'B'.repeat(64)}:0:${'C'.repeat(64)}`)).toBe(false);
});
