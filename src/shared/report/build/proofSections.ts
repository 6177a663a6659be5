import { formatUtc } from '#base';
import { parseOccurred, standingOf, type Entity } from '#domain';
import { conflictSection } from './conflictSection.ts';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import { clockErrorText, latenessText, timeCell } from './cells.ts';
import { incidentOf, type ReportInput } from './input.ts';
import { utcText } from './times.ts';

/** Appendices: amendments and retractions, what was written apart, method, clocks of sources, and how to check the journal. */
export function proofSections(input: ReportInput): readonly (Section | null)[] {
  return [amendmentSection(input), conflictSection(input), clockSection(input), verificationSection(input)];
}

function amendmentSection(input: ReportInput): Section | null {
  const rows = [...input.state.entities.values()].flatMap((entity: Entity) => entity.changes.flatMap((change) => {
    if (change.type === 'amend') {
      return [[timeCell(recordedAsOccurred(change.stamp), input.zone), plain(`entry ${entity.stamp.number}: ${change.field}`), [{ type: 'struck', text: valueText(change.from) } as const, { type: 'text', text: `\n${change.to === null ? '(cleared)' : valueText(change.to)}` } as const], plain(change.reverted ? `${change.reason} (taken back)` : change.reason), plain(change.stamp.author.name)]];
    }
    if (change.type === 'retract') {
      return [[timeCell(recordedAsOccurred(change.stamp), input.zone), plain(`entry ${entity.stamp.number}: retracted`), plain(change.reverted ? 'retraction taken back' : 'shown struck through'), plain(change.reason), plain(change.stamp.author.name)]];
    }
    return [];
  }));
  if (rows.length === 0) return null;
  return {
    id: 'amendments', title: 'Appendix: amendments and retractions', numbered: false, mandatory: false,
    blocks: [{ type: 'table', rows, empty: '', columns: [{ title: 'Recorded (UTC)', width: 'time' }, { title: 'What', width: 'medium' }, { title: 'Was, and reads now', width: 'wide' }, { title: 'Reason', width: 'wide' }, { title: 'By', width: 'narrow' }] }],
  };
}

/** An amended value for reading: texts as they are, times in UTC, everything else as its JSON. */
function valueText(json: string): string {
  try {
    const value = JSON.parse(json) as unknown;
    if (value === null) return '(empty)';
    const time = parseOccurred(value);
    if (time !== null) return utcText(time);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}

function recordedAsOccurred(stamp: Entity['stamp']): Entity['stamp']['occurred'] {
  return { at: stamp.recorded.at, precision: 'second', zone: stamp.recorded.zone, offsetMinutes: stamp.recorded.offsetMinutes, written: '', clockSource: 'device' };
}

function clockSection(input: ReportInput): Section | null {
  const known = [...input.state.entities.values()].filter((entity) => entity.envelope.occurred.clockErrorMs !== undefined);
  const late = input.state.journal.filter((row) => row.stamp.latenessMs !== null);
  if (known.length === 0 && late.length === 0) return null;
  const blocks: Block[] = [];
  if (known.length > 0) {
    blocks.push({
      type: 'table', caption: 'Known clock errors of sources. Times are printed as the source gave them; the correction orders the timeline and stands beside them there.', empty: '',
      columns: [{ title: 'Entry', width: 'narrow' }, { title: 'Time as recorded (UTC)', width: 'time' }, { title: 'Source clock', width: 'wide' }],
      rows: known.map((entity) => [code(String(entity.stamp.number)), code(utcText(entity.envelope.occurred)), plain(clockErrorText(entity.envelope.occurred.clockErrorMs ?? 0))]),
    });
  }
  if (late.length > 0) {
    blocks.push({
      type: 'table', caption: 'Late entries: written more than 15 minutes after the fact.', empty: '',
      columns: [{ title: 'Entry', width: 'narrow' }, { title: 'Late by', width: 'narrow' }, { title: 'Reason', width: 'wide' }],
      rows: late.map((row) => [code(String(row.stamp.number)), plain(latenessText(row.stamp.latenessMs ?? 0)), plain(row.stamp.lateReason ?? 'none given')]),
    });
  }
  return { id: 'clocks', title: 'Appendix: clocks and late entries', numbered: false, mandatory: false, blocks };
}

function verificationSection(input: ReportInput): Section {
  const incident = incidentOf(input.state);
  const blocks: Block[] = [
    { type: 'paragraph', text: plain(`This document was generated from ${input.state.entryCount} sealed entries of ${incident.body.ref} by ${input.producedBy}. Each entry was signed by the device named below, linked to the one before it, and kept verbatim. Times come from device clocks unless a source is named.`) },
    {
      type: 'table', caption: 'Signing feeds', empty: 'No feed.',
      columns: [{ title: 'Author', width: 'medium' }, { title: 'Device', width: 'narrow' }, { title: 'Frames', width: 'narrow' }, { title: 'Newest header', width: 'wide' }, { title: 'Key fingerprint', width: 'wide' }, { title: 'Witnessed (UTC)', width: 'medium' }],
      rows: input.feeds.map((feed) => [plain(feed.author), code(feed.device), plain(String(feed.frames)), code(feed.head), code(feed.fingerprint), plain(witnessText(feed))]),
    },
    { type: 'box', title: 'What is not proven', tone: 'warning', text: plain('Entries that no other party has witnessed could have been cut off at the end of the journal by their own author. Recorded times are claims of the device clocks. A name is a claim of the holder of the signing key.') },
  ];
  const after = input.afterRemoval ?? [];
  if (after.length > 0) {
    blocks.push({ type: 'box', title: 'Entries written after removal', tone: 'warning', text: plain(`The devices of these entries had been removed from the journal, and nobody had seen the entries before: ${after.map(({ number, author }) => `${number} (${author})`).join(', ')}.`) });
  }
  const findings = [...input.state.findings.map(({ finding }) => finding), ...damageLines(input)];
  if (findings.length > 0) blocks.push({ type: 'box', title: 'Integrity findings', tone: 'warning', text: plain(findings.join('\n')) });
  blocks.push({ type: 'paragraph', text: plain('To check it: holdfast verify <vault or journal package>') });
  return { id: 'verification', title: 'Appendix: journal verification statement', numbered: false, mandatory: false, blocks };
}

// What a console found wrong with the journal itself, and wrote down: copies that do not verify, histories that were signed twice.
function damageLines({ state }: ReportInput): readonly string[] {
  return standingOf(state, 'recovery').flatMap(({ body, stamp }) => (body.what === 'damage' || body.what === 'fork' ? [`entry ${stamp.number}: ${body.detail}`] : []));
}

// Frames are counted from one, as head slips count them.
function witnessText({ witnessed, unwitnessed }: ReportInput['feeds'][number]): string {
  const beyond = unwitnessed === undefined || unwitnessed === 0 ? '' : `; ${unwitnessed} ${unwitnessed === 1 ? 'entry' : 'entries'} beyond`;
  if (witnessed === undefined || witnessed === null) return 'by nobody else';
  const how = { stamp: 'time stamp', slip: 'head slip', cosignature: 'cosignature' }[witnessed.how];
  return `frames 1 to ${witnessed.frames} by ${witnessed.by}, ${how}, ${formatUtc(witnessed.at, 'second')}${beyond}`;
}
