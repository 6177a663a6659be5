import { fail, ok } from '#base';
import { isDisclosure, isPackage, isZip } from '#log';
import { secretOptions, type Command } from '../command.ts';
import { hasSecret, readSecret } from '../input/readSecret.ts';
import { exitCodes, type ExitCode } from '../output/exitCodes.ts';
import { presentDisclosure, verifyDisclosure } from '../verify/verifyDisclosure.ts';
import { verifyPackage, verifyVault, type Verification } from '../verify/verifyVault.ts';

const EXIT: Readonly<Record<Verification['verdict'], ExitCode>> = { ok: exitCodes.ok, failed: exitCodes.failed, incomplete: exitCodes.incomplete, malformed: exitCodes.malformed };
const HEADLINE: Readonly<Record<Verification['verdict'], string>> = {
  ok: 'What could be checked holds.',
  failed: 'Something does not hold. Read the lines marked FAILED.',
  incomplete: 'What is here holds, but parts are missing or could not be judged.',
  malformed: 'No journal could be read here.',
};
const MARK: Readonly<Record<Verification['lines'][number]['verdict'], string>> = { holds: 'holds     ', failed: 'FAILED    ', incomplete: 'INCOMPLETE', 'not-proven': 'not proven' };

export const verifyCommand: Command = {
  path: ['verify'],
  about: 'check a vault, a disclosure package or a journal package, and say what holds and what is not proven',
  positionals: [{ name: 'path', about: 'vault folder or package file (.zip, .hfd, .hfp)' }],
  options: { entries: { type: 'boolean', about: 'of a disclosure package: list every entry that it shows' }, ...secretOptions },
  notes: [
    'Nothing is written and nothing is locked. Without a passphrase signatures, hashes and links of the sealed frames are checked; with one also their content, vault.json',
    'and the sealed parts of every evidence item. Exit codes: 0 holds, 1 failed, 2 incomplete, 3 malformed.',
  ],
  run: async ({ terminal, positionals, options }) => {
    const [place = ''] = positionals;
    const folder = terminal.isFolder(place);
    if (folder) {
      const secret = hasSecret(terminal, options) ? readSecret(terminal, options) : null;
      if (secret?.ok === false) return secret;
      const verified = await verifyVault(place, secret === null ? null : secret.value, terminal.startPieceThread);
      return verified.ok ? ok(present(verified.value)) : stopped(verified.error);
    }
    const read = terminal.read(place);
    if (!read.ok) return fail(read.error.kind, `the package could not be read: ${read.error.message}`);
    if (isZip(read.value) || isDisclosure(read.value)) {
      const report = await verifyDisclosure(read.value);
      return ok(presentDisclosure(report, options['entries'] === true));
    }
    if (!isPackage(read.value)) return stopped({ kind: 'malformed', message: 'this is neither a vault folder nor a package' });
    const verified = await verifyPackage(read.value);
    return verified.ok ? ok(present(verified.value)) : stopped(verified.error);
  },
};

function present(verification: Verification) {
  const { verdict, what, keyed, lines, logs, feeds, problems } = verification;
  return {
    exitCode: EXIT[verdict],
    data: verification,
    lines: [
      `${verdict.toUpperCase()}: ${HEADLINE[verdict]}`,
      `checked: ${what}, ${keyed ? 'content opened' : 'content sealed'}, ${logs.length} ${logs.length === 1 ? 'journal' : 'journals'}`,
      '',
      ...lines.map((line) => `${MARK[line.verdict]}  ${line.text}`),
      '',
      ...feeds.map((feed) => `feed ${feed.feed.slice(0, 16)} of journal ${feed.log.slice(0, 8)}: ${feed.frames} frames, device ${feed.fingerprint}${feed.names.length === 0 ? '' : `, signs as ${feed.names.join(', ')}`}`),
      ...(problems.length === 0 ? [] : ['', ...problems.map((problem) => `problem: ${problem.where}: ${problem.text}`)]),
    ],
  };
}

// A verifier always gives a verdict: what stops it before the end is one of its answers.
function stopped(error: { readonly kind: string; readonly message: string }) {
  if (error.kind === 'wrong-key' || error.kind === 'io') return fail(error.kind, error.message);
  const verdict = error.kind === 'malformed' ? 'malformed' : 'failed';
  return ok({ exitCode: EXIT[verdict], lines: [`${verdict.toUpperCase()}: ${error.message}`], data: { verdict, message: error.message } });
}
