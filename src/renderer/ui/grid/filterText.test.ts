import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { isOpenFilter, readFilter, tokenizeFilter, withField } from './filterText.ts';

const instant = (written: string, end: boolean): UnixMs | null => (written === 'noon' ? ((end ? 2 : 1) as UnixMs) : null);

describe('the filter line', () => {
  test('fields, quotes and words', () => {
    const read = readFilter('kind:note kind:action author:"Kari Moen" tag:#exfil psexesvc "two words"', instant);
    expect(read.filter).toEqual({ kinds: ['note', 'action'], author: 'Kari Moen', tags: ['exfil'], text: 'psexesvc two words' });
    expect(read.words).toEqual(['psexesvc', 'two words']);
    expect(read.unread).toEqual([]);
  });
  test('after and before bound the time, a day counts to its end', () => {
    expect(readFilter('after:noon before:noon', instant).filter).toEqual({ from: 1, to: 2 });
  });
  test('what cannot be read is said, not dropped and not guessed', () => {
    const read = readFilter('kind:nonsense after:someday track:adversary', instant);
    expect(read.unread.map((token) => token.value)).toEqual(['nonsense', 'someday']);
    expect(read.filter).toEqual({ track: 'adversary' });
  });
  test('host and source are fields of their own', () => {
    expect(readFilter('host:TRD-FS01 source:"Windows log" psexec', instant).filter).toEqual({ host: 'TRD-FS01', source: 'Windows log', text: 'psexec' });
  });
  test('a field still being typed filters nothing', () => {
    expect(isOpenFilter(readFilter('kind:', instant).filter)).toBe(true);
  });
  test('a word that looks like a field of something else stays a word', () => {
    expect(readFilter('https://a.example', instant).filter).toEqual({ text: 'https://a.example' });
    expect(readFilter('constructor:x', instant).filter).toEqual({ text: 'constructor:x' });
  });
  test('tokens keep their places', () => {
    fc.assert(fc.property(fc.string(), (line) => {
      for (const token of tokenizeFilter(line)) expect(line.slice(token.start, token.end)).toContain(token.value);
    }));
  });
});

test('a chip replaces its own field and leaves the rest as typed', () => {
  expect(withField('psexesvc kind:note author:"Kari Moen" kind:action', 'kind', 'evidence')).toBe('psexesvc author:"Kari Moen" kind:evidence');
  expect(withField('kind:note', 'kind', null)).toBe('');
  expect(withField('', 'author', 'Kari Moen')).toBe('author:"Kari Moen"');
});
