import { exhaustive, type EntryId } from '#base';
import { toLine, titleOf, valueToWords } from '../entities/title.ts';
import { asAnyEntity } from '../entities/select.ts';
import type { Entity, JournalRow } from '../view.ts';
import type { ActingEntry, EntityRecord } from './record.ts';

/** Journal rows of an entity: its own, and one per step that it owns, each with the slot where it stands. */
export function rowsOf(record: EntityRecord, entity: Entity, undone: ReadonlySet<EntryId>, amended: boolean): readonly (readonly [number, JournalRow])[] {
  const own: JournalRow = { stamp: entity.stamp, subject: entity.id, ref: entity.ref, text: creationText(entity), struck: entity.retracted !== null, amended, tags: entity.envelope.tags };
  const name = entity.ref ?? `“${short(titleOf(entity))}”`;
  const acting = record.steps.filter((step) => step.owner).map((step): readonly [number, JournalRow] => [step.row, {
    stamp: step.stamp, subject: entity.id, ref: entity.ref, text: toLine(actingText(step.entry, name)), struck: undone.has(step.entry.id), amended: false, tags: step.entry.tags,
  }]);
  return [[record.row, own], ...acting];
}

/** Row of an acting entry whose target is not known here. */
export function danglingText(entry: ActingEntry): string {
  return toLine(actingText(entry, 'an entry not known here'));
}

function creationText(entity: Entity): string {
  const known = asAnyEntity(entity);
  if (known.kind !== 'evidence') return titleOf(entity);
  const { sealed, name } = known.body;
  return toLine(sealed === undefined ? name : `${name}, ${formatBytes(sealed.size)}, sealed`);
}

function actingText(entry: ActingEntry, name: string): string {
  switch (entry.kind) {
    case 'amend':
      return `${name}: ${valueToWords(entry.body.field).toLowerCase()} amended: ${entry.body.reason}`;
    case 'retract':
      return `${name} retracted: ${entry.body.reason}`;
    case 'revert':
      return `${name}: a step taken back${entry.body.reason === undefined ? '' : `: ${entry.body.reason}`}`;
    case 'transition':
      return `${name}: now ${valueToWords(entry.body.state).toLowerCase()}${entry.body.reason === undefined ? '' : `: ${entry.body.reason}`}`;
    case 'custody': {
      const { type, by, to, note } = entry.body;
      return `${name}: ${valueToWords(type).toLowerCase()} by ${by}${to === undefined ? '' : ` to ${to}`}${note === undefined ? '' : `: ${note}`}`;
    }
    case 'link':
      return `${name}: linked, ${valueToWords(entry.body.relation).toLowerCase()}${entry.body.note === undefined ? '' : `: ${entry.body.note}`}`;
    case 'attest':
      return `${name}: ${entry.body.verdict === 'confirm' ? 'confirmed' : 'disputed'} by ${entry.author.name}${entry.body.note === undefined ? '' : `: ${entry.body.note}`}`;
    default:
      return exhaustive(entry);
  }
}

/** Size in powers of 1000, as file lists of disks print them: `32.0 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${bytes} B` : `${value.toFixed(value < 100 ? 1 : 0)} ${units[unit]}`;
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
