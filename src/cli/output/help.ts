import { commonOptions, type Command, type OptionSpecs } from '../command.ts';

/** The list of commands. */
export function overviewText(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.path.join(' ').length));
  return [
    'holdfast: the incident journal from the command line',
    '',
    'usage: holdfast <command> [arguments] [--json]',
    '',
    ...commands.map((command) => `  ${command.path.join(' ').padEnd(width)}  ${command.about}`),
    '',
    'holdfast <command> --help shows the arguments of one command. Only serve uses a network.',
    '',
  ].join('\n');
}

/** Help of one command: usage line, arguments, options. */
export function helpText(command: Command, more: OptionSpecs = {}): string {
  const options = { ...command.options, ...more, ...commonOptions };
  const positionals = command.positionals.map(({ name, optional, repeated }) => {
    const word = `<${name}>${repeated === true ? '…' : ''}`;
    return optional === true ? `[${word}]` : word;
  });
  return [
    `holdfast ${command.path.join(' ')}: ${command.about}`,
    '',
    `usage: holdfast ${[...command.path, ...positionals].join(' ')} [options]`,
    ...section('arguments', command.positionals.map((item) => [item.name, item.about])),
    ...section('options', Object.entries(options).map(([name, spec]) => [
      `--${name}${spec.type === 'string' ? ` ${spec.value ?? 'TEXT'}` : ''}${spec.multiple === true ? ' (repeatable)' : ''}`,
      `${spec.about}${spec.required === true ? ' (required)' : ''}`,
    ])),
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
    '',
  ].join('\n');
}

function section(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return ['', `${title}:`, ...rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`.trimEnd())];
}
