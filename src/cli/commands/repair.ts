import { ok } from '#base';
import { secretOptions, textOption, type Command } from '../command.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { withVault } from '../session.ts';

export const repairCommand: Command = {
  path: ['repair'],
  about: 'take frames and parts of evidence that are missing or damaged from another copy',
  positionals: [{ name: 'vault', about: 'folder of the vault to mend' }],
  options: { from: { type: 'string', value: 'COPY', about: 'another copy of the vault folder, or a journal package; only read', required: true }, ...secretOptions },
  notes: ['Every frame is checked before it is taken, every part compared with the hash in its sealed entry. Exit codes: 0 nothing is missing any more, 1 the copy has nothing new, 2 something is still missing.'],
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async ({ engine, vault }) => {
    const granted = await vault.addCopy(textOption(options, 'from') ?? '');
    if (!granted.ok) return granted;
    const repaired = await engine.handlers['repair.fromCopy']({ log: null, grant: granted.value.grant });
    if (!repaired.ok) return repaired;
    const { framesAdded, contentRepaired, forks, stillMissing, partsRepaired, partsMissing } = repaired.value;
    return ok({
      lines: [`frames added\t${framesAdded}`, `contents repaired\t${contentRepaired}`, `forks\t${forks}`, `still missing\t${stillMissing}`, `evidence parts repaired\t${partsRepaired}`, `evidence parts still damaged\t${partsMissing}`],
      data: repaired.value, exitCode: stillMissing + partsMissing > 0 ? exitCodes.incomplete : exitCodes.ok,
    });
  }),
};
