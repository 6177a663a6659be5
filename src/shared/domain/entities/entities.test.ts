import { expect, test } from 'vitest';
import fc from 'fast-check';
import { projectIncident } from '../projection/project.ts';
import { createJournal, evidenceBody } from '../testing/journal.ts';
import { formatBytes } from '../projection/rows.ts';
import { defang, guessIndicatorType } from './defang.ts';
import { titleOf, TITLE_LENGTH, toLine, valueToWords } from './title.ts';

test('indicators are shown harmless', () => {
  expect(defang('ipv4', '185.0.2.44')).toBe('185[.]0[.]2[.]44');
  expect(defang('url', 'https://user@evil.example/a.b?c=d.e')).toBe('hxxps://user[@]evil[.]example/a.b?c=d.e');
  expect(defang('email', 'a@b.example')).toBe('a[@]b[.]example');
  expect(defang('file-hash', 'abc')).toBe('abc');
  fc.assert(fc.property(fc.webUrl(), (url) => {
    expect(/^https?:/i.test(defang('url', url))).toBe(false);
  }));
});

test('types of indicators are guessed from their form', () => {
  const cases = [
    ['185.0.2.44', 'ipv4'], ['999.1.1.1', 'other'], ['fe80::1', 'ipv6'], ['https://x.example', 'url'], ['a@b.example', 'email'], ['d41d8cd98f00b204e9800998ecf8427e', 'file-hash'], ['evil.example', 'domain'],
    ['PSEXESVC.exe', 'file-name'], ['HKLM\\Software\\Run', 'registry'], ['x'.repeat(5000), 'other'],
  ] as const;
  for (const [value, type] of cases) expect([value, guessIndicatorType(value)]).toEqual([value, type]);
});

test('titles are one line of bounded length and never cut a character in two', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
    const line = toLine(text);
    expect(line.length).toBeLessThanOrEqual(TITLE_LENGTH);
    expect(line.isWellFormed()).toBe(true);
    expect(/[\n\r\t]/.test(line)).toBe(false);
  }));
  expect(toLine('😀'.repeat(300)).isWellFormed()).toBe(true);
  expect([valueToWords('highSeverityConfirmed'), valueToWords('in-progress')]).toEqual(['High severity confirmed', 'In progress']);
});

test('titles and rows name what matters per kind', () => {
  const journal = createJournal();
  const item = journal.add('evidence', { ...evidenceBody, sealed: { size: 32_000_000_000, hashes: [], parts: [], recipient: 'age1x', identity: 'AGE-SECRET-KEY-1X', startedAt: 0 as never, endedAt: 0 as never, readBackAt: 0 as never } });
  const milestone = journal.add('milestone', { milestone: 'highSeverityConfirmed', basis: 'domain controller' });
  const state = projectIncident(journal.entries);
  const title = (id: typeof item) => titleOf(state.entities.get(id) as NonNullable<ReturnType<typeof state.entities.get>>);
  expect([title(item), title(milestone)]).toEqual(['Memory image', 'High severity confirmed: domain controller']);
  expect(state.journal[0]?.text).toBe('Memory image, 32.0 GB, sealed');
  expect([formatBytes(0), formatBytes(999), formatBytes(1000), formatBytes(200e6)]).toEqual(['0 B', '999 B', '1.0 kB', '200 MB']);
});
