import { parseArgs } from 'node:util';
import { fail, ok, type Failure, type Result } from '#base';
import { commonOptions, toParseArgs, type Command, type CommandContext, type OptionSpecs, type OptionValues } from './command.ts';
import { commands } from './commands/all.ts';
import { findSecretArgument } from './input/readSecret.ts';
import { exitCodeFor, exitCodes, type ExitCode } from './output/exitCodes.ts';
import { helpText, overviewText } from './output/help.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line (without `node` and the script). Answers the exit code; throws only for bugs. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const wantsJson = args.includes('--json');
  const secret = findSecretArgument(args);
  if (secret !== null) return report(terminal, wantsJson, { kind: 'usage', message: secret });
  if (args.length === 0 || (args.length === 1 && ['--help', '-h', 'help'].includes(args[0] ?? ''))) {
    terminal.out(overviewText(commands));
    return args.length === 0 ? exitCodes.usage : exitCodes.ok;
  }
  const command = commands.find((candidate) => candidate.path.every((word, index) => args[index] === word));
  if (command === undefined) return report(terminal, wantsJson, { kind: 'usage', message: 'there is no such command; holdfast --help lists them' });
  const rest = args.slice(command.path.length);
  const parsed = parse(command, rest);
  if (!parsed.ok) return report(terminal, wantsJson, { kind: 'usage', message: `${parsed.error.message}; see holdfast ${command.path.join(' ')} --help` });
  if (parsed.value === 'help') {
    terminal.out(helpText(command, moreOptionsOf(command, rest)));
    return exitCodes.ok;
  }
  const outcome = await command.run({ terminal, ...parsed.value });
  if (!outcome.ok) return report(terminal, wantsJson, outcome.error);
  if (outcome.value.printed !== true) terminal.out(wantsJson ? `${JSON.stringify(outcome.value.data, null, 2)}\n` : outcome.value.lines.map((line) => `${line}\n`).join(''));
  return outcome.value.exitCode ?? exitCodes.ok;
}

function parse(command: Command, args: readonly string[]): Result<Omit<CommandContext, 'terminal'> | 'help', Failure<'usage'>> {
  if (args.includes('--help') || args.includes('-h')) return ok('help');
  const specs: OptionSpecs = { ...command.options, ...moreOptionsOf(command, args), ...commonOptions };
  let parsed: { readonly values: OptionValues; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...args], options: toParseArgs(specs), allowPositionals: true, strict: true });
  } catch (error) {
    return fail('usage', plainSentence(error));
  }
  const least = command.positionals.filter((item) => item.optional !== true).length;
  const most = command.positionals.some((item) => item.repeated === true) ? Infinity : command.positionals.length;
  if (parsed.positionals.length < least) return fail('usage', `missing argument: ${command.positionals[parsed.positionals.length]?.name ?? ''}`);
  if (parsed.positionals.length > most) return fail('usage', 'too many arguments');
  const absent = Object.entries(specs).find(([name, spec]) => spec.required === true && parsed.values[name] === undefined);
  if (absent !== undefined) return fail('usage', `missing option: --${absent[0]}`);
  return ok({ positionals: parsed.positionals, options: parsed.values });
}

// The fields of a kind are options; which kind is the first argument that is not an option.
function moreOptionsOf(command: Command, args: readonly string[]): OptionSpecs {
  return command.moreOptions?.(args.filter((arg) => !arg.startsWith('-'))) ?? {};
}

function plainSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : 'the arguments cannot be read';
  // Node names the option and then advises on syntax; only the first sentence is kept, and never a value.
  return (text.split(/[.\n]/)[0] ?? text).replace(/^Unknown option/, 'unknown option').replace(/^Unexpected argument.*$/, 'too many arguments');
}

function report(terminal: Terminal, json: boolean, error: Failure): ExitCode {
  terminal.err(json ? `${JSON.stringify({ error: { kind: error.kind, message: error.message } })}\n` : `holdfast: ${error.message}\n`);
  return exitCodeFor(error.kind);
}
