import { beforeEach, expect, test } from 'vitest';
import type { EntryId, LogId } from '#base';
import { changeDraft, discloseEntries, disclosureDraft, fieldsToWithhold, toChoice, toggleEntry, toggleField, withholdEntry } from './choice.ts';

const log = '1'.repeat(32) as LogId;
const [a, b, c] = ['01A', '01B', '01C'] as unknown as readonly [EntryId, EntryId, EntryId];
const draft = () => disclosureDraft.getState();
beforeEach(() => changeDraft(log, { isAll: true, entries: new Set(), withheld: new Map(), withholdNames: false, statement: '' }));

test('the choice does not depend on the order of the clicks', () => {
  discloseEntries(log, [c, a]);
  toggleEntry(draft(), log, b);
  toggleField(draft(), log, c, 'body.text');
  toggleField(draft(), log, a, 'body.title');
  toggleField(draft(), log, a, 'author.name');
  changeDraft(log, { statement: ' for the court ' });
  expect(toChoice(draft())).toEqual({
    entries: [a, b, c], withheld: [{ entry: a, fields: ['author.name', 'body.title'] }, { entry: c, fields: ['body.text'] }], withholdNames: false, statement: 'for the court',
  });
});

test('a field is shown again by the same click, and fields of entries that are not shown do not count', () => {
  toggleField(draft(), log, a, 'body.text');
  toggleField(draft(), log, a, 'body.text');
  toggleField(draft(), log, b, 'body.text');
  expect(toChoice(draft())).toMatchObject({ entries: 'all', withheld: [{ entry: b }] });
  discloseEntries(log, [a]);
  expect(toChoice(draft()).withheld).toEqual([]);
});

test('withholding a whole entry leaves all the others', () => {
  toggleField(draft(), log, b, 'body.text');
  withholdEntry(draft(), log, b, [a, b, c]);
  expect(toChoice(draft())).toMatchObject({ entries: [a, c], withheld: [] });
});

test('another incident begins with its own draft', () => {
  discloseEntries(log, [a]);
  const other = '2'.repeat(32) as LogId;
  changeDraft(other, { withholdNames: true });
  expect(draft()).toMatchObject({ log: other, isAll: true, withholdNames: true });
  expect(draft().entries.size).toBe(0);
});

test('the name of the author may be withheld in every kind, texts where the kind has them', () => {
  expect(fieldsToWithhold('note')).toEqual(['body.text', 'author.name']);
  expect(fieldsToWithhold('export')).toEqual(['author.name']);
});
