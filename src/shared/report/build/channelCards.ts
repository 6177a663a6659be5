import { formatUtc } from '#base';
import { bridgeViews, channelsView, codeSheetUse, entitiesOf, isVerified, standingOf, valueToWords, type BridgeView, type ChannelTrust, type Entity, type Occurred } from '#domain';
import { code, plain, type Block, type Cell, type ReportDocument, type Section } from '../tree/blocks.ts';
import { frameDocument } from './frame.ts';
import { incidentOf, type ReportInput } from './input.ts';

/** Cards of the channels that may be used, the plan's order first: what to keep when no screen is lit. Channels that are not trusted are named, without a way to join. */
export function buildChannelCards(input: ReportInput): ReportDocument {
  const { rows } = channelsView(input.state);
  const usable = rows.filter(({ trust }) => trust !== 'distrusted' && trust !== 'compromised').toSorted((left, right) => paceOf(left) - paceOf(right));
  const avoided = rows.filter((row) => !usable.includes(row));
  return frameDocument(input, {
    type: 'channel-cards', documentTitle: 'Channel cards', ...codename(input), subtitle: `${usable.length} to use, ${avoided.length} to avoid`,
    sections: [
      ...usable.map((row): Section => ({ id: row.channel.id, title: `${row.channel.body.ref} ${row.channel.body.label}`, numbered: false, mandatory: false, blocks: card(row) })),
      { id: 'avoid', title: 'Do not use', numbered: false, mandatory: false, blocks: [{ type: 'table', columns: [{ title: 'Channel', width: 'wide' }, { title: 'Trust', width: 'medium' }], rows: avoided.map(({ channel, trust }) => [plain(channel.body.label), plain(valueToWords(trust))]), empty: 'No channel is distrusted.' }] },
      { id: 'rules', title: 'On every channel', numbered: false, mandatory: false, blocks: [{ type: 'list', items: [plain('Say the codename, not the incident.'), plain('A voice or a number on a display is no proof of who calls.'), plain('Nothing to press, staff or social media without whoever owns communications.')] }] },
    ],
  });
}

/** The trusted and untested channels as a table for the call sheet, and the next lines of the code sheets. */
export function channelSections(input: ReportInput): readonly Section[] {
  const { rows } = channelsView(input.state);
  const sheets = codeSheetUse(entitiesOf(input.state, 'code-sheet'), [...entitiesOf(input.state, 'communication'), ...entitiesOf(input.state, 'attendance')]);
  const channels: Section = { id: 'channels', title: 'Channels', numbered: false, mandatory: false, blocks: [{
    type: 'table', columns: [{ title: 'Plan', width: 'medium' }, { title: 'Channel', width: 'wide' }, { title: 'Address', width: 'wide', mono: true }, { title: 'Trust', width: 'medium' }], empty: '',
    rows: rows.toSorted((left, right) => paceOf(left) - paceOf(right)).map(({ channel, trust }): readonly Cell[] => [plain(channel.body.pace === undefined ? '' : valueToWords(channel.body.pace)), plain(channel.body.label), code(channel.body.address), plain(valueToWords(trust))]),
  }] };
  const codes: Section = { id: 'codes', title: 'Code sheets', numbered: false, mandatory: false, blocks: [{
    type: 'table', columns: [{ title: 'Sheet', width: 'medium', mono: true }, { title: 'Held by', width: 'wide' }, { title: 'Next line', width: 'narrow', mono: true }], empty: '',
    rows: sheets.filter(({ next }) => next !== null).map(({ sheet, next }) => [code(sheet.body.ref), plain(sheet.body.holder), code(String(next))]),
  }] };
  return [...(rows.length === 0 ? [] : [channels]), ...(sheets.some(({ next }) => next !== null) ? [codes] : [])];
}

/** A bridge with its roll-call, and rows for ink; null when the id names none. */
export function buildRollCall(input: ReportInput, id: string): ReportDocument | null {
  const view = bridgeViews(standingOf(input.state, 'bridge'), standingOf(input.state, 'attendance')).find(({ bridge }) => bridge.id === id);
  if (view === undefined) return null;
  const { body } = view.bridge;
  return frameDocument(input, {
    type: 'roll-call', documentTitle: `Roll-call ${body.ref}`, ...codename(input), subtitle: body.label, landscape: true,
    sections: [
      { id: 'bridge', title: 'Bridge', numbered: false, mandatory: false, blocks: [{ type: 'facts', rows: [
        { term: 'How to join', value: code(body.address ?? '') }, { term: 'Host', value: plain(body.host) }, { term: 'Scribe', value: plain(body.scribe ?? '') },
        { term: 'Recording', value: plain(body.recording === undefined ? '' : valueToWords(body.recording)) }, { term: 'Opened', value: code(utcOf(view.bridge.stamp.occurred)) },
        { term: 'Next check-in', value: code(body.nextCheckIn === undefined ? '' : utcOf(body.nextCheckIn)) },
      ] }] },
      { id: 'roll-call', title: 'Roll-call', numbered: false, mandatory: false, blocks: [{
        type: 'table', columns: [{ title: 'Person', width: 'medium' }, { title: 'Organisation, role', width: 'wide' }, { title: 'Verified', width: 'medium' }, { title: 'Joined', width: 'time', mono: true }, { title: 'Left', width: 'time', mono: true }],
        rows: view.people.map(rollCallRow), empty: 'Nobody was called yet.',
      }, { type: 'blank-rows', count: 10, note: 'Report in two minutes: conditions, actions, needs. Say the next check-in aloud.', columns: ['Person', 'Organisation, role', 'Verified how', 'Joined', 'Left'] }] },
    ],
  });
}

/** One sheet in two copies, ours and theirs: numbered lines, each to be used once and crossed out. */
export function buildCodeSheet(input: ReportInput, sheet: Entity<'code-sheet'>, secrets: readonly string[]): ReportDocument {
  const { body } = sheet;
  const copy = (id: string, title: string): Section => ({ id, title, numbered: false, mandatory: false, blocks: [
    { type: 'paragraph', text: plain(`Sheet ${body.ref}, ${body.lines} lines, held by us and by ${body.holder}. One asks for the next line by its number, the other answers its words. Each line is used once and crossed out, passed or failed. Never read a line out unasked, never photograph this sheet. Lost: void it at once.`) },
    { type: 'table', columns: [{ title: 'Line', width: 'narrow', mono: true }, { title: 'Words', width: 'wide', mono: true }, { title: 'Used', width: 'medium' }], rows: secrets.map((secret, index) => [code(String(index + 1)), code(secret), plain('[ ]')]), empty: '' },
  ] });
  return frameDocument(input, { type: 'code-sheet', documentTitle: `Code sheet ${body.ref}`, ...codename(input), subtitle: body.purpose ?? '', sections: [copy('ours', 'Our copy'), copy('theirs', `Copy for ${body.holder}`)] });
}

const pace = ['primary', 'alternate', 'contingency', 'emergency'];
function paceOf({ channel }: ChannelTrust): number {
  return channel.body.pace === undefined ? pace.length : pace.indexOf(channel.body.pace);
}

function card({ channel, trust, outOfBand }: ChannelTrust): readonly Block[] {
  const { body } = channel;
  const tested = body.testedAt === undefined ? 'not tested' : utcOf(body.testedAt);
  return [
    { type: 'facts', rows: [
      { term: 'Kind', value: plain([valueToWords(body.channelKind), body.pace === undefined ? '' : valueToWords(body.pace)].filter(Boolean).join(', ')) }, { term: 'Address', value: code(body.address) },
      { term: 'Owner', value: plain(body.owner ?? '') }, { term: 'Trust', value: plain(`${valueToWords(trust)}${outOfBand ? ', out of band' : ''}`) }, { term: 'Tested', value: code(tested) }, { term: 'Retention', value: plain([body.retention, body.retentionHours === undefined ? undefined : `${body.retentionHours} h`].filter(Boolean).join(', ')) },
    ] },
    ...((body.joinInstructions ?? '') === '' ? [] : [{ type: 'paragraph', text: plain(body.joinInstructions ?? '') } as const]),
  ];
}

function rollCallRow(person: BridgeView['people'][number]): readonly Cell[] {
  const { body } = person;
  const left = person.changes.findLast((change) => change.type === 'transition' && !change.reverted && change.to === 'left');
  return [
    plain(body.person), plain([body.organisation, body.role].filter(Boolean).join(', ')), plain(isVerified(body.check) ? `${valueToWords(body.check.means)}${body.check.line === undefined ? '' : ` ${body.check.line}`}` : 'not verified'),
    code(utcOf(person.stamp.occurred)), code(person.state === 'left' && left !== undefined ? utcOf(left.stamp.occurred) : ''),
  ];
}

function utcOf({ at }: Occurred): string {
  return at === null ? '' : formatUtc(at, 'minute');
}

function codename(input: ReportInput): { readonly title?: string } {
  const name = incidentOf(input.state).body.codename ?? '';
  return name === '' ? {} : { title: name };
}
