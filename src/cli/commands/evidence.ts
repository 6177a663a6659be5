import path from 'node:path';
import { fail, hostZone, ok } from '#base';
import { evidenceKinds } from '#domain';
import { secretOptions, textOption, textOptions, type Command } from '../command.ts';
import { envelopeOptions, readEnvelope } from '../input/readEnvelope.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { findIncident, findReference, withVault } from '../session.ts';

const VAULT = { name: 'vault', about: 'folder of the vault' } as const;
const INCIDENT = { name: 'incident', about: 'reference or log id of the incident' } as const;
const FIELDS = ['description', 'sourceSystem', 'sourceWhere', 'witness', 'tool', 'authority', 'storage', 'sealNumber', 'serial'] as const;

export const evidenceAddCommand: Command = {
  path: ['evidence', 'add'],
  about: 'seal a file as evidence',
  positionals: [VAULT, INCIDENT, { name: 'file', about: 'file to seal' }],
  options: {
    name: { type: 'string', about: 'what it is; the file name when absent' },
    kind: { type: 'string', about: `${evidenceKinds.join(', ')}; other when absent` },
    'collected-by': { type: 'string', value: 'NAME', about: 'who collected it; the operator when absent' },
    custodian: { type: 'string', value: 'NAME', about: 'who holds it; who collected it when absent' },
    ...Object.fromEntries(FIELDS.map((name) => [name, { type: 'string', about: 'field of the item' } as const])),
    legacy: { type: 'string', multiple: true, value: 'sha1|md5', about: 'also take this legacy hash' },
    resume: { type: 'string', value: 'ITEM', about: 'continue the unfinished sealing of this item id' },
    ...Object.fromEntries(Object.entries(envelopeOptions).filter(([name]) => name !== 'witness')), ...secretOptions,
  },
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session, report) => {
    const [, incident = '', file = ''] = positionals;
    const card = await findIncident(session, incident);
    if (!card.ok) return card;
    const { log } = card.value;
    const evidenceKind = evidenceKinds.find((kind) => kind === (textOption(options, 'kind') ?? 'other'));
    const legacyHashes = textOptions(options, 'legacy').filter((name): name is 'sha1' | 'md5' => name === 'sha1' || name === 'md5');
    if (evidenceKind === undefined) return fail('usage', `--kind is one of ${evidenceKinds.join(', ')}`);
    const envelope = await readEnvelope(session, log, options, textOption(options, 'zone') ?? hostZone());
    if (!envelope.ok) return envelope;
    const resume = textOption(options, 'resume');
    const resumed = resume === undefined ? null : await findReference(session, log, resume);
    if (resumed?.ok === false) return resumed;
    const grant = await session.vault.grants.addFile(path.resolve(file));
    if (!grant.ok) return grant;
    const collectedBy = textOption(options, 'collected-by') ?? report.operator.name;
    const fields = Object.fromEntries(FIELDS.flatMap((name) => { const value = textOption(options, name); return value === undefined ? [] : [[name, value]]; }));
    const { occurred, tags = [], links = [] } = envelope.value;
    const sealed = await session.engine.handlers['evidence.seal']({
      log, grant: grant.value.grant, resume: resumed?.value ?? null, legacyHashes, occurred, tags, links: [...links],
      body: {
        ...fields, name: textOption(options, 'name') ?? grant.value.name, evidenceKind, origin: 'file', sourceName: grant.value.name, collectedBy, custodian: textOption(options, 'custodian') ?? collectedBy,
        ...(grant.value.modified === null ? {} : { sourceModified: grant.value.modified }),
      },
    });
    if (!sealed.ok) return sealed;
    const [row] = (await session.ask('evidence', { log, filter: {} })).filter((item) => item.entity.id === sealed.value.entryId);
    const hashes = row?.entity.body.sealed?.hashes ?? [];
    const { entryId, ref, number, duplicateOf } = sealed.value;
    return ok({
      lines: [`sealed ${ref ?? ''} as entry ${number}`, `id ${entryId}`, ...hashes.map((hash) => `${hash.algorithm} ${hash.hex}`), ...(duplicateOf === null ? [] : [`same content as ${duplicateOf}`])],
      data: { log, entryId, ref, number, size: row?.entity.body.sealed?.size ?? null, hashes, duplicateOf },
    });
  }),
};

export const evidenceExtractCommand: Command = {
  path: ['evidence', 'extract'],
  about: 'write a sealed item to a new file, checking every hash',
  positionals: [VAULT, INCIDENT, { name: 'item', about: 'reference or id of the item' }],
  options: { to: { type: 'string', value: 'FILE', about: 'new file to write', required: true }, ...secretOptions },
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const [, incident = '', named = ''] = positionals;
    const card = await findIncident(session, incident);
    if (!card.ok) return card;
    const item = await findReference(session, card.value.log, named);
    if (!item.ok) return item;
    const target = path.resolve(textOption(options, 'to') ?? '');
    const extracted = await session.engine.handlers['evidence.extract']({ log: card.value.log, item: item.value, destination: session.vault.grants.addDestination(target) });
    if (!extracted.ok) return extracted;
    return ok({ lines: [`wrote ${target}`, `bytes ${extracted.value.bytes}`, `sha256 ${extracted.value.sha256}`], data: { file: target, ...extracted.value } });
  }),
};

export const evidenceVerifyCommand: Command = {
  path: ['evidence', 'verify'],
  about: 'open sealed items, compare every hash and record the result',
  positionals: [VAULT, INCIDENT, { name: 'item', about: 'references or ids; all items when absent', optional: true, repeated: true }],
  options: secretOptions,
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const [, incident = '', ...named] = positionals;
    const card = await findIncident(session, incident);
    if (!card.ok) return card;
    const { log } = card.value;
    const sealed = (await session.ask('evidence', { log, filter: {} })).filter((row) => row.entity.body.sealed !== undefined && row.entity.retracted === null);
    const wanted = new Set<string>();
    for (const name of named) {
      const found = await findReference(session, log, name);
      if (!found.ok) return found;
      wanted.add(found.value);
    }
    const results: { readonly ref: string | null; readonly result: string; readonly sha256: string }[] = [];
    for (const row of sealed.filter((item) => named.length === 0 || wanted.has(item.entity.id))) {
      const verified = await session.engine.handlers['evidence.verify']({ log, item: row.entity.id });
      if (!verified.ok && !['damaged', 'missing'].includes(verified.error.kind)) return verified;
      results.push({ ref: row.entity.ref, result: verified.ok ? verified.value.result : verified.error.kind, sha256: verified.ok ? verified.value.sha256 : '' });
    }
    const failed = results.some((item) => item.result !== 'match');
    return ok({
      lines: results.length === 0 ? ['no sealed items'] : results.map((item) => [item.ref ?? '', item.result, item.sha256].join('\t').trimEnd()),
      data: results, exitCode: failed ? exitCodes.failed : exitCodes.ok,
    });
  }),
};
