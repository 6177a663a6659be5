import path from 'node:path';
import { fail, ok } from '#base';
import type { DocumentType } from '#domain';
import { secretOptions, textOption, textOptions, type Command } from '../command.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { findIncident, findReference, withVault } from '../session.ts';

const FORMATS = { html: 'html', docx: 'docx', md: 'markdown' } as const;
const TYPES: readonly DocumentType[] = ['post-incident', 'forensic-timeline', 'evidence-register', 'custody-form', 'evidence-label', 'handover', 'sitrep', 'plan', 'lessons-learned', 'decision-log', 'containment-authorisation', 'law-enforcement-referral', 'distribution-log', 'message', 'roll-call', 'call-sheet', 'channel-cards', 'completeness', 'worksheet'];

export const reportCommand: Command = {
  path: ['report'],
  about: 'write a document as HTML, Word or Markdown',
  positionals: [{ name: 'vault', about: 'folder of the vault' }, { name: 'incident', about: 'reference or log id of the incident' }],
  options: {
    type: { type: 'string', about: `${TYPES.join(', ')}; post-incident when absent` },
    item: { type: 'string', multiple: true, value: 'REF', about: 'evidence item of a custody form or label; message or bridge that is printed' },
    worksheet: { type: 'string', value: 'REGIME/ID', about: 'which worksheet of which regime' },
    format: { type: 'string', about: 'html, docx or md; html when absent' },
    to: { type: 'string', value: 'FILE', about: 'new file to write', required: true },
    ...secretOptions,
  },
  notes: ['The document reads as a draft: issues are numbered and sealed from the console, which prints them to PDF.', 'Exit code 2 says that mandatory sections are still empty; the file is written all the same.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const card = await findIncident(session, positionals[1] ?? '');
    if (!card.ok) return card;
    const { log } = card.value;
    const type = TYPES.find((candidate) => candidate === (textOption(options, 'type') ?? 'post-incident'));
    if (type === undefined) return fail('usage', `--type is one of ${TYPES.join(', ')}`);
    const format = Object.entries(FORMATS).find(([name]) => name === (textOption(options, 'format') ?? 'html'))?.[1];
    if (format === undefined) return fail('usage', `--format is one of ${Object.keys(FORMATS).join(', ')}; PDF is printed by the console`);
    const items: Parameters<typeof session.engine.handlers['document.file']>[0]['items'][number][] = [];
    for (const named of textOptions(options, 'item')) {
      const found = await findReference(session, log, named);
      if (!found.ok) return found;
      items.push(found.value);
    }
    const [regime = '', worksheet = ''] = (textOption(options, 'worksheet') ?? '').split('/');
    if ((type === 'worksheet') !== (worksheet !== '')) return fail('usage', '--worksheet REGIME/ID goes with --type worksheet');
    const built = await session.engine.handlers['document.file']({ log, type, items, filter: {}, format, ...(worksheet === '' ? {} : { worksheet: { regime, worksheet } }) });
    if (!built.ok) return built;
    const target = path.resolve(textOption(options, 'to') ?? '');
    const written = terminal.writeNew(target, built.value.bytes);
    if (!written.ok) return written;
    const { missing, contentSha256 } = built.value;
    return ok({
      lines: [`wrote ${target}`, `content sha256 ${contentSha256}`, ...missing.map((section) => `still empty: ${section}`)],
      data: { file: target, contentSha256, missing }, exitCode: missing.length > 0 ? exitCodes.incomplete : exitCodes.ok,
    });
  }),
};
