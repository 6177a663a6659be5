import { attackRows, attackTactics, attackVersion } from './data/attack.data.ts';
import { d3fendRows, d3fendTactics, d3fendVersion } from './data/d3fend.data.ts';
import { laterRevocations } from './data/laterRevocations.data.ts';

export type TechniqueTableName = 'attack' | 'd3fend';
export interface TechniqueRow {
  readonly id: string;
  readonly name: string;
  /** Ids of ATT&CK tactics, names of D3FEND tactics. */
  readonly tactics: readonly string[];
  /** What took its place, when the id was revoked; a later version of the data is named by `since`. */
  readonly revokedBy: { readonly id: string; readonly since: string | null } | null;
  /** Dropped without a successor. */
  readonly isDropped: boolean;
}
export interface TechniqueTable {
  readonly name: TechniqueTableName;
  readonly version: string;
  readonly tactics: readonly { readonly id: string; readonly name: string }[];
  readonly rows: ReadonlyMap<string, TechniqueRow>;
}

let attack: TechniqueTable | null = null;
let d3fend: TechniqueTable | null = null;

/** One of the reduced tables, read at its first use. */
export function techniqueTable(name: TechniqueTableName): TechniqueTable {
  if (name === 'd3fend') return (d3fend ??= readD3fend());
  return (attack ??= readAttack());
}

function readAttack(): TechniqueTable {
  const rows = linesOf(attackRows).map(([id = '', title = '', tactics = '', after = '']): TechniqueRow => {
    const later = laterRevocations.ids[id];
    const own = after === '' || after === '-' ? null : { id: after, since: null };
    return { id, name: title, tactics: tactics === '' ? [] : tactics.split(',').map((tactic) => `TA${tactic}`), revokedBy: own ?? (later === undefined ? null : { id: later, since: laterRevocations.version }), isDropped: after === '-' };
  });
  return { name: 'attack', version: attackVersion, tactics: attackTactics.map(([id, name]) => ({ id, name })), rows: new Map(rows.map((row) => [row.id, row])) };
}

function readD3fend(): TechniqueTable {
  const rows = linesOf(d3fendRows).map(([id = '', title = '', tactic = '']): TechniqueRow => ({ id, name: title, tactics: [tactic], revokedBy: null, isDropped: false }));
  return { name: 'd3fend', version: d3fendVersion, tactics: d3fendTactics.map((tactic) => ({ id: tactic, name: tactic })), rows: new Map(rows.map((row) => [row.id, row])) };
}

function linesOf(text: string): readonly (readonly string[])[] {
  return text.trim().split('\n').map((line) => line.split('|'));
}

/** What stands in the place of an ATT&CK id today, through every revocation that is known; null when it still stands or is not known. */
export function successorOf(id: string): { readonly id: string; readonly name: string | null; readonly since: string | null } | null {
  const { rows } = techniqueTable('attack');
  let next = rows.get(id)?.revokedBy ?? (laterRevocations.ids[id] === undefined ? null : { id: laterRevocations.ids[id], since: laterRevocations.version });
  const seen = new Set([id]);
  while (next !== null && !seen.has(next.id)) {
    seen.add(next.id);
    const after = rows.get(next.id)?.revokedBy ?? null;
    if (after === null) break;
    next = after;
  }
  return next === null ? null : { ...next, name: rows.get(next.id)?.name ?? null };
}
