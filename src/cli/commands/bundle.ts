import { fail, ok, type Failure, type LogId, type Result } from '#base';
import type { BundleExported, BundleImported } from '#ipc';
import { secretOptions, textOption, textOptions, type Command, type CommandOutput, type OptionSpecs } from '../command.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { findIncident, withVault, type CliSession } from '../session.ts';

const vaultPositional = { name: 'vault', about: 'folder of the vault' } as const;
const incidentPositional = { name: 'incident', about: 'reference or log id of the incident' } as const;
const recipientOption: OptionSpecs = { recipient: { type: 'string', multiple: true, value: 'FINGERPRINT', about: 'fingerprint of a member’s device, repeated; all other members when it is left out' } };
const folderOption: OptionSpecs = { 'to-folder': { type: 'string', value: 'DIR', about: 'existing folder that the parts are written into', required: true } };

export const bundleExportCommand: Command = {
  path: ['bundle', 'export'],
  about: 'write an incident for chosen members into a folder, such as a stick',
  positionals: [vaultPositional, incidentPositional],
  options: {
    ...folderOption, ...recipientOption, all: { type: 'boolean', about: 'carry the whole incident' }, lacking: { type: 'boolean', about: 'carry what the recipients are not known to have (the default)' },
    evidence: { type: 'boolean', about: 'carry the sealed evidence of the entries, too' }, ...secretOptions,
  },
  notes: ['Only the recipients can open the parts. The export is recorded in the journal. Exit codes: 0 written, 1 the recipients lack nothing or it was not done.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    if (options['all'] === true && options['lacking'] === true) return fail('usage', 'name either --all or --lacking');
    const target = await findTarget(session, positionals[1] ?? '', textOption(options, 'to-folder') ?? '', textOptions(options, 'recipient'));
    if (!target.ok) return target;
    const { log, folder, recipients } = target.value;
    const written = await session.engine.handlers['bundle.export']({ log, folder, recipients, carry: options['all'] === true ? 'all' : 'lacking', evidence: options['evidence'] === true });
    return written.ok ? ok(exported(written.value)) : written;
  }),
};

export const bundleAcknowledgeCommand: Command = {
  path: ['bundle', 'acknowledge'],
  about: 'check an incident as it lies on disk and write a signed statement of what is held, for the other members',
  positionals: [vaultPositional, incidentPositional],
  options: { ...folderOption, ...recipientOption, ...secretOptions },
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const target = await findTarget(session, positionals[1] ?? '', textOption(options, 'to-folder') ?? '', textOptions(options, 'recipient'));
    if (!target.ok) return target;
    const { log, folder, recipients } = target.value;
    const written = await session.engine.handlers['bundle.acknowledge']({ log, folder, recipients: textOptions(options, 'recipient').length === 0 ? null : recipients });
    return written.ok ? ok(exported(written.value)) : written;
  }),
};

export const bundleImportCommand: Command = {
  path: ['bundle', 'import'],
  about: 'take what bundle files or folders of them hold for this vault',
  positionals: [vaultPositional, { name: 'source', about: 'bundle file, or folder that holds some; only read', repeated: true }],
  options: secretOptions,
  notes: ['Every frame is checked before it is taken. Exit codes: 0 everything was taken, 1 nothing is for this vault, 2 something is damaged, missing or waits for other parts.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async ({ engine, vault }) => {
    const sources = positionals.slice(1);
    if (sources.length === 0) return fail('usage', 'name at least one bundle file or folder');
    const grants: string[] = [];
    for (const source of sources) {
      const granted = await vault.addBundleFiles(source);
      if (!granted.ok) return granted;
      grants.push(granted.value.grant);
    }
    const imported = await engine.handlers['bundle.import']({ grants });
    return imported.ok ? ok(described(imported.value)) : imported;
  }),
};

interface Target { readonly log: LogId; readonly folder: string; readonly recipients: readonly string[] }

async function findTarget(session: CliSession, incident: string, path: string, named: readonly string[]): Promise<Result<Target, Failure>> {
  const card = await findIncident(session, incident);
  if (!card.ok) return card;
  const { log } = card.value;
  const { members } = await session.ask('bundle.standing', { log });
  const others = members.filter(({ own }) => !own);
  const chosen = named.map((fingerprint) => others.find((member) => digitsOf(member.fingerprint) === digitsOf(fingerprint)));
  if (chosen.includes(undefined)) return fail('bad-recipient', 'a fingerprint that was named is of no other member of this incident');
  const recipients = named.length === 0 ? others : chosen.filter((member) => member !== undefined);
  if (recipients.length === 0) return fail('bad-recipient', 'this incident has no other member');
  const folder = await session.vault.addBundleFolder(path);
  return folder.ok ? ok({ log, folder: folder.value.grant, recipients: recipients.map(({ device }) => device) }) : folder;
}

function digitsOf(fingerprint: string): string {
  return fingerprint.replaceAll(/[\s-]/g, '').toLowerCase();
}

function exported(bundle: BundleExported): CommandOutput {
  const { files, recipients, frames, pieces, piecesLeftOut, bytes, entry } = bundle;
  return {
    lines: [
      ...files.map(({ name, bytes: length, sha256 }) => `file\t${name}\t${length}\t${sha256}`), ...recipients.map(({ fingerprint }) => `recipient\t${fingerprint}`), `frames\t${frames}`, `evidence parts\t${pieces}`,
      `evidence parts left out\t${piecesLeftOut}`, `bytes\t${bytes}`, `recorded\t${entry === null ? 'no' : entry.entryId}`,
    ],
    data: bundle,
  };
}

function described(imported: BundleImported): CommandOutput {
  const { logs, bundles, setAside, otherFiles } = imported;
  const isIncomplete = setAside.some(({ reason }) => reason !== 'not-for-us') || bundles.some(({ partsMissing }) => partsMissing.length > 0)
    || logs.some((log) => !log.isMember || log.framesRefused + log.framesWaiting + log.headsNotHere.length + log.piecesLeft + log.piecesDamaged > 0);
  return {
    lines: [
      ...bundles.map(({ bundle, exporter, parts, partsMissing }) => `bundle\t${bundle}\tfrom ${exporter.fingerprint}${exporter.isMember ? '' : ' (no member)'}\tparts ${parts}\tmissing ${partsMissing.join(', ') || 'none'}`),
      ...logs.flatMap((log) => [
        `log\t${log.log}\t${log.isMember ? (log.isNew ? 'new' : 'known') : 'not a member'}`, `frames added\t${log.framesAdded}`, `entries added\t${log.entriesAdded}`, `frames refused\t${log.framesRefused}`,
        `frames waiting\t${log.framesWaiting}`, ...log.missing.map(({ feed, fromSeq, toSeq }) => `frames missing\t${feed.slice(0, 12)}\t${fromSeq} to ${toSeq}`),
        ...log.headsNotHere.map(({ feed, seq }) => `not here\t${feed.slice(0, 12)}\tup to ${seq}`), `forks\t${log.forks}`, `evidence parts added\t${log.piecesAdded}`, `evidence parts without an entry\t${log.piecesLeft}`,
        `evidence parts damaged\t${log.piecesDamaged}`, `statements of devices recorded\t${log.cosignatures}`, `statements of devices refused\t${log.cosignaturesRefused}`,
      ]),
      ...setAside.map(({ name, reason, at }) => `set aside\t${name}\t${reason}${at === null ? '' : `\tfrom byte ${at}`}`), `other files\t${otherFiles}`,
    ],
    data: imported, exitCode: isIncomplete ? exitCodes.incomplete : exitCodes.ok,
  };
}
