import { describe, expect, test } from 'vitest';
import { techniqueSchema } from '../entries/fields.ts';
import { actionKinds } from '../entries/vocabulary.ts';
import * as v from 'valibot';
import { actionTechniques } from './data/actionTechniques.data.ts';
import { searchTechniques } from './search.ts';
import { successorOf, techniqueTable } from './tables.ts';

const attack = techniqueTable('attack');
const d3fend = techniqueTable('d3fend');
const find = (text: string, tactic: string | null = null) => searchTechniques(attack, { text, tactic }, 5).map(({ id }) => id);

describe('tables', () => {
  test('rows hold ids the journal takes, names, and tactics of their table', () => {
    expect(attack.rows.size).toBe(835);
    for (const table of [attack, d3fend]) {
      const tactics = new Set(table.tactics.map(({ id }) => id));
      for (const row of table.rows.values()) {
        expect(row.name).not.toBe('');
        expect(row.tactics.filter((tactic) => !tactics.has(tactic))).toEqual([]);
        if (table === attack) expect(v.is(techniqueSchema.entries.id, row.id)).toBe(true);
      }
    }
  });

  test('every successor is known or comes from a later version, and no chain runs in a circle', () => {
    for (const row of attack.rows.values()) {
      if (row.revokedBy === null) continue;
      const last = successorOf(row.id);
      expect(last).not.toBeNull();
      expect(successorOf(last?.id ?? '')).toBeNull();
    }
    expect(successorOf('T1004')).toEqual({ id: 'T1547.004', name: 'Winlogon Helper DLL', since: null });
    expect(successorOf('T1562.001')).toMatchObject({ id: 'T1685', since: '19' });
    expect(successorOf('T1059')).toBeNull();
  });

  test('an action of any kind has its ids, and those of D3FEND are in the table of 1.2 but one that is newer', () => {
    expect(Object.keys(actionTechniques).sort()).toEqual([...actionKinds].sort());
    expect(Object.values(actionTechniques).flatMap(({ d3fend: ids }) => ids).filter((id) => !d3fend.rows.has(id))).toEqual(['D3-DRA']);
  });
});

describe('search', () => {
  test('finds by id, part of it, and words in any order', () => {
    expect(find('t1059.001')).toEqual(['T1059.001']);
    expect(find('T1059')[0]).toBe('T1059');
    expect(find('stuffing credential')).toEqual(['T1110.004']);
    expect(find('zzz')).toEqual([]);
  });

  test('keeps to a tactic, and puts the revoked behind those that stand', () => {
    expect(searchTechniques(attack, { text: 'phishing', tactic: 'TA0043' }, 9).every(({ tactics }) => tactics.includes('TA0043'))).toBe(true);
    const found = searchTechniques(attack, { text: 'winlogon helper dll', tactic: null }, 5);
    expect(found.map(({ id }) => id)).toEqual(['T1547.004', 'T1004']);
    expect(searchTechniques(attack, { text: '', tactic: null }, 3)).toHaveLength(3);
  });
});
