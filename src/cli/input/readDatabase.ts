import { fail, ok, type Failure, type Result } from '#base';
import { textOption, type OptionSpecs, type OptionValues } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** The option that names a database, for all commands that look at the records of a server. */
export const databaseOption: OptionSpecs = { database: { type: 'string', value: 'URL', about: 'records are in this PostgreSQL (postgres://role@host/database; also HOLDFAST_DATABASE)' } };
export const databaseNote = 'A password for the database comes from PGPASSWORD, a password file (PGPASSFILE) or the URL in HOLDFAST_DATABASE, never from an argument.';

/** The address of the database, or null for the files of the folder. An argument with a password is refused: others on the machine can read it. */
export function readDatabase(terminal: Terminal, options: OptionValues): Result<string | null, Failure<'usage'>> {
  const argument = textOption(options, 'database');
  if (argument === undefined) return ok(terminal.environment['HOLDFAST_DATABASE'] ?? null);
  if (/^postgres(ql)?:\/\/[^/@]*:[^/@]*@/.test(argument) || /[?&](password|sslpassword)=/i.test(argument)) return fail('usage', `--database with a password is refused: it is never taken from an argument, where other users and the shell's history can read it; use PGPASSWORD, PGPASSFILE or HOLDFAST_DATABASE`);
  return /^postgres(ql)?:\/\//.test(argument) ? ok(argument) : fail('usage', '--database is of the form postgres://role@host:port/database');
}
