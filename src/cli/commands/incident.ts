import { formatUtc, hostZone, ok, type LogId } from '#base';
import type { BodyOf } from '#domain';
import { secretOptions, textOption, type Command } from '../command.ts';
import { envelopeOptions, readEnvelope } from '../input/readEnvelope.ts';
import { fieldOptions, readBody } from '../input/readFields.ts';
import { findIncident, withVault } from '../session.ts';

const VAULT = { name: 'vault', about: 'folder of the vault' } as const;
const INCIDENT = { name: 'incident', about: 'reference or log id of the incident' } as const;

export const incidentNewCommand: Command = {
  path: ['incident', 'new'],
  about: 'open an incident',
  positionals: [VAULT],
  options: { ...fieldOptions('incident'), stdin: { type: 'boolean', about: 'read the body as a JSON object from standard input' }, occurred: envelopeOptions['occurred'] ?? { type: 'string', about: '' }, ...secretOptions },
  notes: ['Only --title and --ref are needed: severity is medium, the verdict suspected, TLP AMBER+STRICT until something else is given. --zone is the zone of the incident.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const body = readBody(terminal, 'incident', options);
    if (!body.ok) return body;
    const zone = textOption(options, 'zone') ?? hostZone();
    const envelope = await readEnvelope(session, '' as LogId, { occurred: options['occurred'] }, zone);
    if (!envelope.ok) return envelope;
    const defaults = { severity: 'medium', types: [], verdict: 'suspected', major: false, tlp: 'AMBER+STRICT', exercise: false, zone };
    // The engine checks the body against the schema of its kind before anything is sealed.
    const created = await session.engine.handlers['incident.create']({ body: { ...defaults, ...body.value } as unknown as BodyOf<'incident'>, occurred: envelope.value.occurred });
    if (!created.ok) return created;
    const { log, entry } = created.value;
    return ok({ lines: [`opened ${entry.ref ?? ''}`, `log ${log}`], data: { log, entryId: entry.entryId, ref: entry.ref } });
  }),
};

export const incidentListCommand: Command = {
  path: ['incident', 'list'],
  about: 'list the incidents of a vault',
  positionals: [VAULT],
  options: secretOptions,
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const cards = [...(await session.ask('incidents', {}))].sort((left, right) => left.createdAt - right.createdAt || (left.log < right.log ? -1 : 1));
    const unreadable = await session.ask('unreadable', {});
    const unanswered = (await session.ask('sameIncidents', {})).filter(({ standing }) => standing === 'open' || standing === 'contradicted');
    const lines = [
      ...cards.map((card) => [card.ref, card.log, card.severity, card.state, `${card.entries} entries`, card.title].join('\t')),
      ...unreadable.map((one) => ['-', one.log, '-', 'beginning cannot be read', `${one.entries} entries`, `${one.frames} frames in the folder; repair it from another copy`].join('\t')),
      ...unanswered.map(({ sides: [one, other], signs }) => ['may be one incident', one.log, other.log, signs.map((sign) => `same ${sign}`).join(', ')].join('\t')),
    ];
    const pairOf = (log: LogId): readonly LogId[] => unanswered.flatMap(({ sides }) => (sides.some((side) => side.log === log) ? sides.map((side) => side.log).filter((other) => other !== log) : []));
    return ok({ lines: lines.length === 0 ? ['no incidents'] : lines, data: [...cards.map((card) => ({ ...card, mayBe: pairOf(card.log) })), ...unreadable] });
  }),
};

export const incidentShowCommand: Command = {
  path: ['incident', 'show'],
  about: 'show the journal of an incident',
  positionals: [VAULT, INCIDENT],
  options: { text: { type: 'string', about: 'only entries that hold this text' }, ...secretOptions },
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const card = await findIncident(session, positionals[1] ?? '');
    if (!card.ok) return card;
    const { log } = card.value;
    const text = textOption(options, 'text');
    const filter = text === undefined ? {} : { text };
    const page = await session.ask('journal', { log, filter, order: 'number', descending: false, offset: 0, limit: 1_000_000 });
    const rows = page.rows.map((row) => [
      String(row.stamp.number), formatUtc(row.stamp.recorded.at, 'second'), row.stamp.kind, row.ref ?? '-', row.struck ? 'struck' : row.amended ? 'amended' : '-', row.stamp.author.name, row.text,
    ].join('\t'));
    return ok({
      lines: [`${card.value.ref}\t${card.value.title}`, `severity ${card.value.severity}, TLP:${card.value.tlp}, ${card.value.state}, ${card.value.entries} entries, ${card.value.evidence} evidence items`, ...rows],
      data: { incident: card.value, rows: page.rows },
    });
  }),
};
