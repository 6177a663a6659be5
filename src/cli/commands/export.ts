import path from 'node:path';
import { fail, ok, parseInstant, type UnixMs } from '#base';
import type { TimelineFormat } from '#domain';
import { secretOptions, textOption, textOptions, type Command } from '../command.ts';
import { findIncident, withVault } from '../session.ts';

const FORMATS: readonly (TimelineFormat | 'package')[] = ['csv', 'csv-spreadsheet', 'timesketch-csv', 'timesketch-jsonl', 'bodyfile', 'json', 'package'];

export const exportCommand: Command = {
  path: ['export'],
  about: 'write the timeline, or a journal package, to a file',
  positionals: [{ name: 'vault', about: 'folder of the vault' }, { name: 'incident', about: 'reference or log id of the incident' }],
  options: {
    format: { type: 'string', about: FORMATS.join(', '), required: true },
    to: { type: 'string', value: 'FILE', about: 'new file to write', required: true },
    zone: { type: 'string', value: 'ZONE', about: 'zone shown beside UTC; UTC when absent' },
    text: { type: 'string', about: 'only rows that hold this text' },
    tag: { type: 'string', multiple: true, about: 'only rows with this tag' },
    track: { type: 'string', about: 'only rows of this track' },
    from: { type: 'string', value: 'TIME', about: 'only rows at or after this time (ISO 8601 with offset)' },
    until: { type: 'string', value: 'TIME', about: 'only rows before this time' },
    ...secretOptions,
  },
  notes: ['The export is recorded in the journal with its hash. A package holds the frames as stored: holdfast verify checks it without a passphrase.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const card = await findIncident(session, positionals[1] ?? '');
    if (!card.ok) return card;
    const { log } = card.value;
    const format = FORMATS.find((candidate) => candidate === textOption(options, 'format'));
    if (format === undefined) return fail('usage', `--format is one of ${FORMATS.join(', ')}`);
    const bounds: { from?: UnixMs; to?: UnixMs } = {};
    for (const [name, key] of [['from', 'from'], ['until', 'to']] as const) {
      const written = textOption(options, name);
      if (written === undefined) continue;
      const instant = parseInstant(written);
      if (instant === null) return fail('usage', `--${name} is no time with an offset`);
      bounds[key] = instant.at;
    }
    const [text, track] = [textOption(options, 'text'), textOption(options, 'track')];
    const tags = textOptions(options, 'tag');
    const filter = { ...bounds, ...(text === undefined ? {} : { text }), ...(track === undefined ? {} : { track }), ...(tags.length === 0 ? {} : { tags }) };
    const { handlers } = session.engine;
    const exported = format === 'package' ? await handlers['export.package']({ log }) : await handlers['export.timeline']({ log, format, filter, zone: textOption(options, 'zone') ?? 'UTC' });
    if (!exported.ok) return exported;
    const target = path.resolve(textOption(options, 'to') ?? '');
    const written = terminal.writeNew(target, exported.value.bytes);
    if (!written.ok) return written;
    const { rows, leftOut, sha256 } = exported.value;
    const unit = format === 'package' ? 'frames' : 'rows';
    return ok({
      lines: [`wrote ${target}`, `${unit} ${rows}`, ...leftOut.map((item) => `left out: ${item.reason}${item.count === 0 ? '' : ` (${item.count})`}`), `sha256 ${sha256}`],
      data: { file: target, [unit]: rows, leftOut, sha256 },
    });
  }),
};
