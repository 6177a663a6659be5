import type { ParseArgsConfig } from 'node:util';
import type { Failure, Result } from '#base';
import type { ExitCode } from './output/exitCodes.ts';
import type { Terminal } from './terminal.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly value?: string;
  readonly about: string;
  readonly required?: boolean;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command answers: lines for a person, and the same as data for `--json`. */
export interface CommandOutput {
  readonly lines: readonly string[];
  readonly data: unknown;
  readonly exitCode?: ExitCode;
  /** All was printed while it ran: a service, which has something to say before it ends. */
  readonly printed?: boolean;
}
export interface CommandContext {
  readonly terminal: Terminal;
  readonly positionals: readonly string[];
  readonly options: OptionValues;
}
export type CommandRun = (context: CommandContext) => Promise<Result<CommandOutput, Failure>>;

/** One command as data: help, argument check and dispatch are made from it. */
export interface Command {
  /** Words that name it: `['vault', 'create']`. */
  readonly path: readonly string[];
  readonly about: string;
  readonly positionals: readonly { readonly name: string; readonly about: string; readonly optional?: boolean; readonly repeated?: boolean }[];
  readonly options: OptionSpecs;
  /** Options beyond the listed ones, known only once the positionals are read: the fields of a kind. */
  readonly moreOptions?: (positionals: readonly string[]) => OptionSpecs;
  readonly notes?: readonly string[];
  readonly run: CommandRun;
}

export const secretOptions: OptionSpecs = {
  'passphrase-fd': { type: 'string', value: 'N', about: 'read the passphrase from this open file descriptor' },
  'passphrase-file': { type: 'string', value: 'FILE', about: 'read the passphrase from the first line of this file' },
  'recovery-file': { type: 'string', value: 'FILE', about: 'open with the recovery key in this file instead of a passphrase' },
};
export const commonOptions: OptionSpecs = {
  json: { type: 'boolean', about: 'print one JSON document instead of text' },
  help: { type: 'boolean', about: 'show this help' },
};

/** The option table as `parseArgs` of Node takes it. */
export function toParseArgs(specs: OptionSpecs): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { type: spec.type, multiple: spec.multiple ?? false, ...(name === 'help' ? { short: 'h' } : {}) }]));
}

/** The text of an option that takes one, or undefined. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
/** All texts of an option that may be repeated. */
export function textOptions(options: OptionValues, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : typeof value === 'string' ? [value] : [];
}
