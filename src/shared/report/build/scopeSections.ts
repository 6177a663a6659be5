import { defang, entitiesOf, formatBytes, type BodyOf, type Entity } from '#domain';
import { code, plain, type Block, type Cell, type Section } from '../tree/blocks.ts';
import { dataBlocks } from './findingSections.ts';
import { hashCell, markedCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

/** Systems and accounts in scope with their state. */
export function scopeSection(input: ReportInput): Section {
  const systems = entitiesOf(input.state, 'system').map((entity) => [
    code(entity.ref ?? ''), markedCell(entity.body.name, entity, input), plain(`${wordFor(entity.body.systemKind)}, ${entity.body.criticality}`), plain(entity.body.addresses.join(', ')), plain(wordFor(entity.state ?? entity.body.state)),
  ]);
  const accounts = entitiesOf(input.state, 'account').map((entity) => [
    code(entity.ref ?? ''), markedCell(accountName(entity.body), entity, input), plain(wordFor(entity.body.accountKind)), plain(entity.body.privilege ?? ''), plain(wordFor(entity.state ?? entity.body.state)),
  ]);
  return {
    id: 'scope', title: 'Scope', numbered: true, mandatory: false,
    blocks: [
      scopeTable('Systems', ['Ref', 'System', 'Kind', 'Addresses', 'State'], systems, 'No system has been put in scope.'),
      scopeTable('Accounts', ['Ref', 'Account', 'Kind', 'Privilege', 'State'], accounts, 'No account has been put in scope.'),
      ...dataBlocks(input),
    ],
  };
}

/** A principal that already names its realm is printed as it is. */
function accountName(body: BodyOf<'account'>): string {
  return body.realm === undefined || /[\\@]/.test(body.principal) ? body.principal : `${body.realm}\\${body.principal}`;
}

function scopeTable(caption: string, titles: readonly string[], rows: readonly (readonly Cell[])[], empty: string): Block {
  const widths = ['narrow', 'wide', 'medium', 'medium', 'medium'] as const;
  return { type: 'table', caption, rows, empty, columns: titles.map((title, index) => ({ title, width: widths[index] ?? 'wide' })) };
}

/** Indicators shown defanged, so that no reader or program follows them. */
export function indicatorSection(input: ReportInput): Section | null {
  const rows = entitiesOf(input.state, 'indicator').map((entity) => [
    code(entity.ref ?? ''), plain(wordFor(entity.body.indicatorType)), markedCell(defang(entity.body.indicatorType, entity.body.value), entity, input), plain(wordFor(entity.body.verdict)), plain(entity.body.context ?? ''),
  ]);
  if (rows.length === 0) return null;
  return {
    id: 'indicators', title: 'Indicators', numbered: true, mandatory: false,
    blocks: [{
      type: 'table', rows, empty: '', caption: 'Values are written so that they cannot be followed by accident: [.] stands for a dot, hxxp for http.',
      columns: [{ title: 'Ref', width: 'narrow' }, { title: 'Type', width: 'narrow' }, { title: 'Value', width: 'wide', mono: true }, { title: 'Verdict', width: 'narrow' }, { title: 'Context', width: 'wide' }],
    }],
  };
}

/** ATT&CK techniques as recorded with the events that show them. */
export function techniqueSection(input: ReportInput): Section | null {
  const byTechnique = new Map<string, { name: string; version: string; entries: number[] }>();
  for (const event of entitiesOf(input.state, 'event')) {
    const technique = event.body.technique;
    if (technique === undefined || event.retracted !== null) continue;
    const known = byTechnique.get(technique.id) ?? { name: technique.name ?? '', version: technique.attackVersion ?? '', entries: [] };
    known.entries.push(event.stamp.number);
    byTechnique.set(technique.id, known);
  }
  if (byTechnique.size === 0) return null;
  const rows = [...byTechnique].sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, known]) => [code(id), plain(known.name), plain(known.version), plain(known.entries.join(', '))]);
  return {
    id: 'techniques', title: 'ATT&CK techniques as recorded', numbered: true, mandatory: false,
    blocks: [{ type: 'table', rows, empty: '', columns: [{ title: 'Technique', width: 'narrow' }, { title: 'Name as recorded', width: 'wide' }, { title: 'Version', width: 'narrow' }, { title: 'Entries', width: 'medium' }] }],
  };
}

/** The evidence list with hashes: what the items are and who holds them. */
export function evidenceSection(input: ReportInput): Section {
  return { id: 'evidence', title: 'Evidence', numbered: true, mandatory: false, blocks: [evidenceTable(input)] };
}

/** Evidence table, shared with the register, which may show some items only. */
export function evidenceTable(input: ReportInput, items: readonly Entity<'evidence'>[] = entitiesOf(input.state, 'evidence')): Block {
  const rows = items.map((entity) => {
    const custody = input.state.custody.get(entity.id);
    const sha256 = entity.body.sealed?.hashes.find((hash) => hash.algorithm === 'sha256')?.hex;
    return [
      code(entity.ref ?? ''),
      markedCell([entity.body.name, entity.body.description].filter((part) => part !== undefined).join('\n'), entity, input),
      plain([wordFor(entity.body.evidenceKind), entity.body.sourceSystem].filter((part) => part !== undefined).join('\n')),
      plain(entity.body.sealed === undefined ? 'physical' : formatBytes(entity.body.sealed.size)),
      plain([custody?.custodian ?? entity.body.custodian, custody === undefined ? '' : wordFor(custody.state)].filter((part) => part !== '').join('\n')),
      sha256 === undefined ? plain(entity.body.serial ?? '') : hashCell(sha256),
    ];
  });
  return {
    type: 'table', rows, empty: 'No evidence has been sealed.',
    columns: [
      { title: 'Item', width: 'narrow' }, { title: 'What', width: 'wide' }, { title: 'Kind and source', width: 'medium' }, { title: 'Size', width: 'narrow' },
      { title: 'Custodian', width: 'medium' }, { title: 'SHA-256', width: 'wide' },
    ],
  };
}
