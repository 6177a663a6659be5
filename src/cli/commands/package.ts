import path from 'node:path';
import { fail, ok, parseEntryId, type EntryId, type Failure, type Result } from '#base';
import type { DisclosureChoice } from '#ipc';
import { secretOptions, textOption, textOptions, type Command, type OptionValues } from '../command.ts';
import { findIncident, withVault, type CliSession } from '../session.ts';

export const packageCommand: Command = {
  path: ['package'],
  about: 'disclose chosen entries to somebody without a key, with the proof that nothing in them was changed',
  positionals: [{ name: 'vault', about: 'folder of the vault' }],
  options: {
    incident: { type: 'string', value: 'REF', about: 'reference or log id of the incident', required: true },
    out: { type: 'string', value: 'FILE', about: 'new file to write (.zip)', required: true },
    entries: { type: 'string', value: 'LIST', about: 'numbers of the entries that are shown, such as 1-20,25' },
    all: { type: 'boolean', about: 'show all entries' },
    withhold: { type: 'string', multiple: true, value: 'N:FIELD', about: 'withhold a field of an entry, such as 12:body.text' },
    'withhold-names': { type: 'boolean', about: 'withhold the names of people: authors, scribed persons, witnesses, and the fields that name somebody; refused where one stands in a field that cannot be withheld' },
    statement: { type: 'string', value: 'TEXT', about: 'for whom and for what; goes into the package' },
    ...secretOptions,
  },
  notes: ['Entries that are left out stay sealed and are counted. The export is recorded in the journal with its hash. holdfast verify checks the file without a passphrase.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const card = await findIncident(session, textOption(options, 'incident') ?? '');
    if (!card.ok) return card;
    const { log } = card.value;
    const choice = await readChoice(session, log, options);
    if (!choice.ok) return choice;
    const { handlers } = session.engine;
    const preview = await handlers['disclosure.preview']({ log, choice: choice.value });
    if (!preview.ok) return preview;
    const refused = preview.value.cannotRedact;
    if (refused.length > 0) {
      const listed = refused.slice(0, 20).map(({ entry, field }) => `${field} of entry ${entry}`).join(', ');
      return fail('cannot-redact', `${listed}${refused.length > 20 ? ` and ${refused.length - 20} more` : ''}: no leaf of its own, so it cannot be withheld; leave out the whole entry`);
    }
    const made = await handlers['disclosure.make']({ log, choice: choice.value });
    if (!made.ok) return made;
    const target = path.resolve(textOption(options, 'out') ?? '');
    const written = terminal.writeNew(target, made.value.bytes);
    if (!written.ok) return written;
    const { frames, leaves, shown, entries, redacted, evidenceKeys } = made.value.preview;
    return ok({
      lines: [`wrote ${target}`, `frames ${frames}`, `leaves ${leaves}`, `shown ${shown}`, `entries ${entries}`, `redacted ${redacted}`, `sha256 ${made.value.sha256}`,
        ...(evidenceKeys === 0 ? [] : [`evidence keys ${evidenceKeys}: each entry of a sealed item that is shown holds the key that opens that item`])],
      data: { file: target, frames, leaves, shown, entries, redacted, sha256: made.value.sha256 },
    });
  }),
};

async function readChoice(session: CliSession, log: Parameters<CliSession['engine']['handlers']['disclosure.preview']>[0]['log'], options: OptionValues): Promise<Result<DisclosureChoice, Failure>> {
  const listed = textOption(options, 'entries');
  if ((options['all'] === true) === (listed !== undefined)) return fail('usage', 'name either --all or --entries');
  const byNumber = await readNumbers(session, log);
  const numbers = listed === undefined ? null : parseNumbers(listed);
  if (numbers === 'malformed') return fail('usage', '--entries is a list of numbers and ranges, such as 1-20,25');
  const ids = numbers?.map((number) => byNumber.get(number));
  const missing = ids?.indexOf(undefined) ?? -1;
  if (missing >= 0) return fail('missing', `there is no readable entry ${numbers?.[missing] ?? ''} in this incident`);
  const withheld: { readonly entry: EntryId; readonly fields: readonly string[] }[] = [];
  for (const item of textOptions(options, 'withhold')) {
    const [, named = '', field = ''] = /^([0-9A-Za-z]+):([A-Za-z.]+)$/.exec(item) ?? [];
    const entry = byNumber.get(Number(named)) ?? parseEntryId(named.toUpperCase());
    if (entry === null || field === '') return fail('usage', '--withhold is the number of an entry and a field, such as 12:body.text');
    withheld.push({ entry, fields: [field] });
  }
  return ok({ entries: ids === undefined ? 'all' : ids.filter((id) => id !== undefined), withheld, withholdNames: options['withhold-names'] === true, statement: textOption(options, 'statement') ?? '' });
}

async function readNumbers(session: CliSession, log: Parameters<CliSession['engine']['handlers']['disclosure.preview']>[0]['log']): Promise<ReadonlyMap<number, EntryId>> {
  const numbers = new Map<number, EntryId>();
  for (let offset = 0; ;) {
    const page = await session.ask('journal', { log, filter: {}, order: 'number', descending: false, offset, limit: 500 });
    for (const row of page.rows) numbers.set(row.stamp.number, row.stamp.entryId);
    offset += page.rows.length;
    if (page.rows.length === 0 || offset >= page.total) return numbers;
  }
}

/** `1-20,25` as numbers. */
function parseNumbers(text: string): readonly number[] | 'malformed' {
  const numbers: number[] = [];
  for (const piece of text.split(',')) {
    const range = /^\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*$/.exec(piece);
    const from = Number(range?.[1]);
    const to = Number(range?.[2] ?? range?.[1]);
    if (range === null || from < 1 || to < from || to - from > 1_000_000) return 'malformed';
    for (let number = from; number <= to; number += 1) numbers.push(number);
  }
  return numbers;
}
