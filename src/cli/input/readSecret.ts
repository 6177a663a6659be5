import { bytesToText, fail, ok, type Failure, type Result } from '#base';
import { textOption, type OptionValues } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** Options that people try; each is refused, because arguments are visible to everybody on the machine and stay in the shell's history. */
const REFUSED = new Set(['passphrase', 'password', 'pass', 'pw', 'secret', 'key', 'recovery-key', 'recovery', 'p']);
const AGE_IDENTITY = /AGE-SECRET-KEY-1/i;

/** A sentence when an argument carries a secret or looks like it, else null. Checked before anything else is parsed. */
export function findSecretArgument(args: readonly string[]): string | null {
  for (const arg of args) {
    const name = /^--?([a-z-]+)(?:=|$)/i.exec(arg)?.[1]?.toLowerCase();
    if (name !== undefined && REFUSED.has(name)) {
      return `--${name} is refused: a passphrase or key is never taken from an argument, where other users and the shell's history can read it; use --passphrase-fd, --passphrase-file or HOLDFAST_PASSPHRASE_FILE`;
    }
    if (AGE_IDENTITY.test(arg)) return 'an argument holds a secret key; put it into a file and name the file with --recovery-file';
  }
  return null;
}

/** The secret that opens a vault, from a descriptor, a file, or the file named by HOLDFAST_PASSPHRASE_FILE. One line; its end is cut off. */
export function readSecret(terminal: Terminal, options: OptionValues): Result<{ readonly passphrase: string } | { readonly recoveryKey: string }, Failure<'usage' | 'missing' | 'io'>> {
  const recovery = textOption(options, 'recovery-file');
  if (recovery !== undefined) {
    const line = readLine(terminal, recovery);
    return line.ok ? ok({ recoveryKey: line.value }) : line;
  }
  const source = passphraseSource(terminal, options);
  if (!source.ok) return source;
  if (source.value === null) return fail('usage', 'no passphrase was given: use --passphrase-fd N, --passphrase-file FILE or HOLDFAST_PASSPHRASE_FILE');
  const line = readLine(terminal, source.value);
  return line.ok ? ok({ passphrase: line.value }) : line;
}

/** True when one of the ways to hand in a secret was used. */
export function hasSecret(terminal: Terminal, options: OptionValues): boolean {
  const source = passphraseSource(terminal, options);
  return textOption(options, 'recovery-file') !== undefined || !source.ok || source.value !== null;
}

function passphraseSource(terminal: Terminal, options: OptionValues): Result<string | number | null, Failure<'usage'>> {
  const descriptor = textOption(options, 'passphrase-fd');
  if (descriptor !== undefined) return /^\d{1,4}$/.test(descriptor) ? ok(Number(descriptor)) : fail('usage', '--passphrase-fd takes the number of an open file descriptor');
  return ok(textOption(options, 'passphrase-file') ?? terminal.environment['HOLDFAST_PASSPHRASE_FILE'] ?? null);
}

function readLine(terminal: Terminal, source: string | number): Result<string, Failure<'missing' | 'io'>> {
  const read = terminal.read(source);
  if (!read.ok) return fail(read.error.kind, `the passphrase could not be read: ${read.error.message}`);
  const text = bytesToText(read.value);
  const line = text?.split(/\r?\n/, 1)[0] ?? '';
  return line === '' ? fail('io', 'the passphrase could not be read: the first line is empty or not UTF-8') : ok(line);
}
