import { fail, ok, textToBytes } from '#base';
import { secretOptions, textOption, type Command } from '../command.ts';
import { readSecret } from '../input/readSecret.ts';
import { withNewVault, withVault } from '../session.ts';

const VAULT = { name: 'vault', about: 'folder of the vault' } as const;

export const vaultCreateCommand: Command = {
  path: ['vault', 'create'],
  about: 'make a new vault',
  positionals: [{ name: 'parent', about: 'folder in which the vault folder appears' }],
  options: {
    name: { type: 'string', about: 'name of the vault', required: true },
    operator: { type: 'string', value: 'NAME', about: 'name of the person who writes here', required: true },
    initials: { type: 'string', about: 'their initials, 1 to 4 letters', required: true },
    role: { type: 'string', about: 'their role' },
    organisation: { type: 'string', about: 'their organisation' },
    escrow: { type: 'string', value: 'age1…', about: 'recipient of the organisation, who can open the vault too' },
    'recovery-out': { type: 'string', value: 'FILE', about: 'write the recovery key to this new file instead of printing it' },
    ...secretOptions,
  },
  notes: ['The recovery key is shown once and kept nowhere. Write it down or store the file away from this machine.'],
  run: async ({ terminal, positionals, options }) => {
    const [parent = ''] = positionals;
    const secret = readSecret(terminal, options);
    if (!secret.ok) return secret;
    const { value } = secret;
    if (!('passphrase' in value)) return fail('usage', 'a new vault needs a passphrase');
    const text = (name: string) => textOption(options, name);
    const [name = '', operator = '', initials = '', role, organisation] = ['name', 'operator', 'initials', 'role', 'organisation'].map(text);
    return withNewVault(terminal, options, { parent, name }, async ({ engine, vault }) => {
      const created = await engine.handlers['vault.create']({
        name, passphrase: value.passphrase, escrowRecipient: text('escrow') ?? null,
        operator: { name: operator, initials, ...(role === undefined ? {} : { role }), ...(organisation === undefined ? {} : { organisation }) },
      });
      if (!created.ok) return created;
      const { recoveryKey, report } = created.value;
      const out = text('recovery-out');
      if (out !== undefined) {
        const written = terminal.writeNew(out, textToBytes(`${recoveryKey}\n`));
        if (!written.ok) return fail(written.error.kind, `the vault was made at ${vault.path()}, but the recovery key was not saved: ${written.error.message}`);
      }
      const lines = [`made ${vault.path()}`, `references begin with ${report.operator.prefix}`, out === undefined ? `recovery key (shown once): ${recoveryKey}` : `recovery key written to ${out}`];
      return ok({ lines, data: { path: vault.path(), prefix: report.operator.prefix, ...(out === undefined ? { recoveryKey } : { recoveryFile: out }) } });
    });
  },
};

export const vaultCheckCommand: Command = {
  path: ['vault', 'unlock-check'],
  about: 'open a vault and say what was found',
  positionals: [VAULT],
  options: secretOptions,
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (_session, report) => ok({
    lines: [
      `opens: ${report.vaultName}`, `operator: ${report.operator.name} (${report.operator.prefix})`, `incidents: ${report.incidents}`, `entries: ${report.entries}`,
      ...report.unfinished.map((run) => `unfinished sealing: ${run.item}, ${run.partsDone} parts done`),
    ],
    data: { vaultName: report.vaultName, operator: report.operator, incidents: report.incidents, entries: report.entries, notices: report.notices, unfinished: report.unfinished },
  })),
};
