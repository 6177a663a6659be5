import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, plain, type Block, type ReportDocument, type Section } from '../tree/blocks.ts';
import { compareDocuments } from './compareDocuments.ts';
import { describeChanges } from './describeChanges.ts';

const documentOf = (sections: readonly Section[]): ReportDocument => ({
  type: 'post-incident', reference: 'INC-1', documentTitle: 'Report', title: 't', subtitle: '', tlp: 'AMBER', exercise: false, sealedAt: { entry: 1, head: 'x' }, landscape: false, sections,
});
const section = (id: string, ...blocks: readonly Block[]): Section => ({ id, title: id.toUpperCase(), numbered: true, mandatory: false, blocks });
const table = (...rows: readonly (readonly string[])[]): Block => ({ type: 'table', empty: '', columns: [], rows: rows.map((row) => row.map((cell) => plain(cell))) });

describe('what changed between two states of a document', () => {
  test('rows are added, changed under their reference, and removed', () => {
    const before = documentOf([section('actions', table(['ACT-K7-001', 'Isolate', 'running'], ['ACT-K7-002', 'Block', 'done'])), section('gone', { type: 'paragraph', text: plain('a') })]);
    const after = documentOf([section('actions', table(['ACT-K7-001', 'Isolate both servers', 'done'], ['ACT-K7-003', 'Restore', 'proposed'])), section('fresh', { type: 'paragraph', text: plain('b') })]);
    expect(compareDocuments(before, after)).toEqual([
      { section: 'actions', title: 'ACTIONS', state: 'changed', rows: [
        { was: 'ACT-K7-001 · Isolate · running', now: 'ACT-K7-001 · Isolate both servers · done' }, { was: null, now: 'ACT-K7-003 · Restore · proposed' }, { was: 'ACT-K7-002 · Block · done', now: null },
      ] },
      { section: 'fresh', title: 'FRESH', state: 'added', rows: [{ was: null, now: 'b' }] },
      { section: 'gone', title: 'GONE', state: 'removed', rows: [{ was: 'a', now: null }] },
    ]);
  });

  test('a row without a reference is known by what stayed equal', () => {
    const row = (time: string, what: string) => table([time, 'adversary', what, 'entry 14, K. Moen'], ['23:00', 'adversary', 'other', 'entry 15']);
    const [change] = compareDocuments(documentOf([section('timeline', row('22:14', 'logon'))]), documentOf([section('timeline', row('22:16', 'logon'))]));
    expect(change?.rows).toEqual([{ was: '22:14 · adversary · logon · entry 14, K. Moen', now: '22:16 · adversary · logon · entry 14, K. Moen' }]);
  });

  test('a row struck out is a change; how far the journal reaches is not', () => {
    const facts = (entries: string): Block => ({ type: 'facts', rows: [{ term: 'Entries', value: plain(entries) }, { term: 'State', value: plain('contained') }] });
    const before = documentOf([section('glance', facts('12')), section('verification', { type: 'paragraph', text: plain('12 entries') }), section('scope', { type: 'list', items: [code('FS-01')] })]);
    const after = documentOf([section('glance', facts('13')), section('verification', { type: 'paragraph', text: plain('13 entries') }), section('scope', { type: 'list', items: [[{ type: 'struck', text: 'FS-01' }]] })]);
    expect(compareDocuments(before, after)).toEqual([{ section: 'scope', title: 'SCOPE', state: 'changed', rows: [{ was: 'FS-01', now: '(struck out: FS-01)' }] }]);
  });

  test('nothing differs from itself, and rows only added are counted as added', () => {
    const rows = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 8 });
    fc.assert(fc.property(rows, rows, (kept, more) => {
      const before = documentOf([section('a', table(...kept))]);
      expect(compareDocuments(before, before)).toEqual([]);
      const changes = compareDocuments(before, documentOf([section('a', table(...kept, ...more))]));
      expect(changes.flatMap((change) => change.rows).filter((row) => row.was === null && row.now !== null)).toHaveLength(more.length);
    }), { numRuns: process.env.SLOW === '1' ? 10_000 : 200 });
  });

  test('is told in few words', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ was: null, now: `${index} ${'x'.repeat(200)}` }));
    const text = describeChanges([{ section: 'a', title: 'Actions', state: 'changed', rows: [{ was: 'a', now: 'b' }, { was: 'c', now: null }, ...many] }, { section: 'b', title: 'Lucky', state: 'added', rows: [] }]);
    expect(text.split('\n')).toEqual(['Actions: 6 added, 1 changed, 1 removed', '~ b', '− c', `+ 0 ${'x'.repeat(137)}…`, `+ 1 ${'x'.repeat(137)}…`, '… and 4 more', 'Lucky: new section']);
  });
});
