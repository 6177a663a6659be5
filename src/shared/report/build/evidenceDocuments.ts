import type { EntityId } from '#base';
import { entitiesOf, formatBytes, type BodyOf, type Change, type Entity } from '#domain';
import { code, plain, type Block, type Cell, type ReportDocument, type Section } from '../tree/blocks.ts';
import { timeCell } from './cells.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';
import { keepingBlocks } from './keepingBlocks.ts';
import { evidenceTable } from './scopeSections.ts';
import { utcText } from './times.ts';
import { wordFor } from './words.ts';

/** The register of evidence items with custodian and hash: of those chosen, or of all when none is. */
export function buildEvidenceRegister(input: ReportInput, chosen: readonly EntityId[] = []): ReportDocument {
  const items = entitiesOf(input.state, 'evidence').filter((item) => chosen.length === 0 || chosen.includes(item.id));
  const total = items.reduce((sum, item) => sum + (item.body.sealed?.size ?? 0), 0);
  const states = [...new Set(items.map((item) => input.state.custody.get(item.id)?.state ?? 'held'))].map((state) => `${items.filter((item) => (input.state.custody.get(item.id)?.state ?? 'held') === state).length} ${wordFor(state)}`);
  return frameDocument(input, {
    type: 'evidence-register', documentTitle: 'Evidence register', landscape: true,
    subtitle: `${items.length} items, ${formatBytes(total)} sealed${states.length > 0 ? `: ${states.join(', ')}` : ''}`,
    sections: [{ id: 'register', title: 'Register', numbered: false, mandatory: false, blocks: [evidenceTable(input, items)] }],
  });
}

/** Chain-of-custody form for the given items: what it is, every custody event, and blank rows for ink. */
export function buildCustodyForm(input: ReportInput, items: readonly EntityId[]): ReportDocument {
  const chosen = entitiesOf(input.state, 'evidence').filter((item) => items.includes(item.id));
  return frameDocument(input, {
    type: 'custody-form', documentTitle: 'Chain-of-custody form', landscape: true, subtitle: chosen.map((item) => item.ref ?? '').join(', '),
    sections: chosen.map((item) => custodySection(input, item)),
  });
}

/** A label for the bag: the reference large, a QR code, no customer name and no content. */
export function buildEvidenceLabel(input: ReportInput, item: EntityId): ReportDocument {
  const found = entitiesOf(input.state, 'evidence').find((entity) => entity.id === item);
  if (found === undefined) throw new Error('the item to label is not in this log');
  const sha256 = found.body.sealed?.hashes.find((hash) => hash.algorithm === 'sha256')?.hex;
  const rows = [
    { term: 'Item', value: plain(wordFor(found.body.evidenceKind)) },
    { term: 'Serial', value: code(found.body.serial ?? '') },
    { term: 'Collected', value: code(`${utcText(found.envelope.occurred)} ${initialsOf(found.body.collectedBy)}`) },
    { term: 'Seal no.', value: code(found.body.sealNumber ?? '') },
    { term: 'SHA-256', value: code(sha256 === undefined ? '' : `${sha256.slice(0, 8)} … ${sha256.slice(-8)}`) },
  ].filter((row) => row.value[0]?.text !== '');
  return frameDocument(input, {
    type: 'evidence-label', documentTitle: 'Evidence label', title: found.ref ?? '', subtitle: '',
    sections: [{ id: 'label', title: 'Label', numbered: false, mandatory: false, blocks: [{ type: 'qr', content: `holdfast:${found.ref ?? ''}:${found.id}`, caption: found.ref ?? '' }, { type: 'facts', rows }] }],
  });
}

function custodySection(input: ReportInput, item: Entity<'evidence'>): Section {
  const body = item.body;
  const facts: readonly (readonly [string, Cell | undefined])[] = [
    ['Item', code(item.ref ?? '')], ['Description', plain([body.name, body.description].filter((part) => part !== undefined).join('\n'))],
    ['Kind', plain(wordFor(body.evidenceKind))], ['Kept for', optional(body.purpose === undefined ? undefined : wordFor(body.purpose))], ['Serial', optional(body.serial)], ['Source', optional([body.sourceSystem, body.sourceWhere].filter((part) => part !== undefined).join(' · '))],
    ['Collected', [...timeCell(item.envelope.occurred, input.zone), { type: 'text', text: ` by ${body.collectedBy}${body.witness === undefined ? '' : `, witnessed by ${body.witness}`}` }]],
    ['Authority', optional(body.authority)], ['Tool', optional(body.tool)], ['Seal no.', optional(body.sealNumber)], ['Stored', optional(body.storage)],
    ['Size', body.sealed === undefined ? undefined : plain(`${formatBytes(body.sealed.size)} in ${body.sealed.parts.length} sealed part${body.sealed.parts.length === 1 ? '' : 's'}, read back and compared`)],
    ...(body.sealed?.hashes ?? []).map((hash): readonly [string, Cell] => [hash.algorithm === 'sha256' ? 'SHA-256' : `${hash.algorithm.toUpperCase()} (legacy)`, code(hash.hex)]),
  ];
  const events = item.changes.flatMap((change) => (change.type === 'custody' ? [change] : []));
  const first: readonly Cell[] = [timeCell(item.envelope.occurred, input.zone), plain('sealed'), plain(body.collectedBy), plain(body.custodian), plain(body.authority ?? ''), plain(body.sealNumber ?? ''), plain(`entry ${item.stamp.number}`)];
  const blocks: Block[] = [
    { type: 'facts', rows: facts.filter((row): row is readonly [string, Cell] => row[1] !== undefined).map(([term, value]) => ({ term, value })) },
    {
      type: 'table', caption: 'Custody', empty: '',
      columns: [{ title: 'When (UTC)', width: 'time' }, { title: 'Event', width: 'narrow' }, { title: 'By', width: 'medium' }, { title: 'To', width: 'medium' }, { title: 'Purpose, authority, method', width: 'wide' }, { title: 'Seal, condition, hash', width: 'wide' }, { title: 'Source', width: 'medium' }],
      rows: [first, ...events.map((event) => custodyRow(event.custody, timeCell(event.stamp.occurred, input.zone), sourceText(input, item, event)))],
    },
    ...keepingBlocks(input, item.id),
    { type: 'blank-rows', count: 6, note: 'For ink. Transcribe into the journal with a photograph of the signed form.', columns: ['Date, time, zone', 'Released by (name, title, phone, signature)', 'Received by (name, title, phone, signature)', 'Purpose, method', 'Seal, condition, hash check'] },
    { type: 'qr', content: `holdfast:${item.ref ?? ''}:${item.id}`, caption: `${item.ref ?? ''} · ${item.id}` },
  ];
  return { id: `item-${item.id}`, title: item.ref ?? 'Item', numbered: false, mandatory: false, blocks };
}

function custodyRow(custody: BodyOf<'custody'>, when: Cell, source: string): readonly Cell[] {
  const why = [custody.purpose, custody.authority, custody.method, custody.tracking].filter((part) => part !== undefined).join(' · ');
  const check = custody.hashCheck === undefined ? undefined : `hash ${custody.hashCheck.result}`;
  const condition = [custody.sealNumber, custody.condition, check, custody.note].filter((part) => part !== undefined).join(' · ');
  return [when, plain(wordFor(custody.type)), plain(custody.by), plain([custody.to, custody.organisation].filter((part) => part !== undefined).join(', ')), plain(why), plain(condition), plain(source)];
}

/** Which entry says so, the form in ink it was read from, and who confirmed or disputed that very entry. */
function sourceText(input: ReportInput, item: Entity<'evidence'>, { stamp, paper }: Extract<Change, { readonly type: 'custody' }>): string {
  const photo = paper?.photo === undefined || paper.photo === null ? null : input.state.entities.get(paper.photo)?.ref;
  const attested = item.changes.flatMap((change) => (change.type === 'attest' && change.target === stamp.entryId
    ? [`${change.verdict === 'confirm' ? 'confirmed' : 'disputed'}, entry ${change.stamp.number}, ${change.stamp.author.name}${change.note === null ? '' : `: ${change.note}`}`] : []));
  return [`entry ${stamp.number}, ${stamp.author.name}`, ...(paper === null ? [] : [`from paper${typeof photo === 'string' ? `, ${photo}` : ''}`]), ...attested].join('\n');
}

function optional(text: string | undefined): Cell | undefined {
  return text === undefined || text === '' ? undefined : plain(text);
}

function initialsOf(name: string): string {
  return name.split(/\s+/).map((part) => part.charAt(0)).join('').toUpperCase();
}
