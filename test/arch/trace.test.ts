// docs/trace.md names screens, keys and tests; each name is looked up here, so that the page cannot say what is not so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const ui = path.join(root, 'src/renderer/ui');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Pages outside of an incident, which have no screen of the navigation. */
const PAGES: readonly string[] = ['Incidents (page)', 'Figures over all incidents (page)'];

interface Row { readonly id: string; readonly state: string; readonly where: readonly string[]; readonly tests: readonly { readonly file: string; readonly title: string }[] }

/** Rows of the two tables, in their order. */
function readRows(text: string): readonly Row[] {
  return text.split('\n').filter((line) => /^\| [AB]-/.test(line)).map((line) => {
    const [, id = '', , state = '', where = '', tests = ''] = line.split(' | ').flatMap((cell, index) => (index === 0 ? ['', cell.slice(2)] : [cell.replace(/ \|$/, '')]));
    const named = tests.split('<br>').filter((one) => one !== '').map((one) => {
      const [, file = '', title = ''] = /^`([^`]+)`: “([^”]+)”$/.exec(one) ?? [];
      return { file, title };
    });
    return { id, state, where: where.split('; ').filter((one) => one !== ''), tests: named };
  });
}

/** What the page calls each screen of the program: name, id and keys as in the navigation of an incident, or of the room of readiness. */
function screensOfProgram(): ReadonlySet<string> {
  const messages = readdirSync(path.join(ui, 'i18n/messages')).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(read(`src/renderer/ui/i18n/messages/${name}`)) as Readonly<Record<string, string>>);
  const texts: Readonly<Record<string, string>> = Object.assign({}, ...messages) as Readonly<Record<string, string>>;
  const files = readdirSync(path.join(ui, 'features'), { recursive: true, encoding: 'utf8' }).filter((name) => /(?:^|[\\/])screens?\.ts$/.test(name));
  return new Set(files.flatMap((file) => {
    const room = file.startsWith('readiness') ? `${texts['readiness.title'] ?? ''}: ` : '';
    const definitions = readFileSync(path.join(ui, 'features', file), 'utf8').matchAll(/\bid: '([^']+)', label: '([^']+)',[^}]*?\bkeys: '([^']+)'/g);
    return [...definitions].map(([, id = '', label = '', keys = '']) => `${room}${texts[label] ?? label} (\`${id}\`, \`${keys}\`)`);
  }));
}

/** True when the file has a test of exactly this title. */
function hasTest(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(`test(${quote}${title}${quote},`));
}

/** Everything that the page says and the repository does not bear out. */
function complaints(rows: readonly Row[]): readonly string[] {
  const screens = screensOfProgram();
  return rows.flatMap(({ id, state, where, tests }) => {
    const isBuilt = state === 'built' || /^in part: \S/.test(state);
    const isNot = /^not built: \S/.test(state);
    return [
      ...(isBuilt || isNot ? [] : [`${id}: state ${state}`]),
      ...(isBuilt && (where.length === 0 || tests.length === 0) ? [`${id}: names no screen or no test`] : []),
      ...where.filter((screen) => !screens.has(screen) && !PAGES.includes(screen)).map((screen) => `${id}: no screen ${screen}`),
      ...tests.filter(({ file }) => !/\.(?:test|spec)\.tsx?$/.test(file) || !existsSync(path.join(root, file))).map(({ file }) => `${id}: no test file ${file}`),
      ...tests.filter(({ file, title }) => existsSync(path.join(root, file)) && !hasTest(read(file), title)).map(({ file, title }) => `${id}: ${file} has no test “${title}”`),
    ];
  });
}

/** Paths of the repository that a page names, in backticks or as the target of a link; patterns and commands are none. */
function pathsIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`((?:src|test|docs|tools|resources|bench)\/[\w./-]+)`/g)].map(([, named = '']) => named);
  const linked = [...text.matchAll(/\]\(([\w./-]+)\)/g)].map(([, target = '']) => target);
  return [...quoted, ...linked].map((named) => named.replace(/\/$/, ''));
}

test.each(['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md'])('%s names only files and folders that are there', (page) => {
  const named = pathsIn(read(page));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((one) => !existsSync(path.join(root, one)))).toEqual([]);
  expect(pathsIn('`src/none.ts` `npm test` [x](docs/none.md)')).toEqual(['src/none.ts', 'docs/none.md']);
});

describe('the trace of what was asked for', () => {
  const rows = readRows(read('docs/trace.md'));

  test('holds each row once, in order', () => {
    const numbered = (letter: string, last: number): readonly string[] => Array.from({ length: last }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`);
    expect(rows.map(({ id }) => id)).toEqual([...numbered('A', 29), ...numbered('B', 31)]);
  });

  test('names screens, keys and tests that exist', () => {
    expect(screensOfProgram().size).toBeGreaterThan(35);
    expect(complaints(rows)).toEqual([]);
  });

  test('what does not exist is found', () => {
    const [row] = readRows('| A-01 | asked | built | Intake (`intake`, `g n`); Intake (`inbox`, `g n`); Intake (`intake`, `g z`) | `test/arch/trace.test.ts`: “no such title”<br>`test/arch/none.test.ts`: “x”<br>`README.md`: “x” |');
    if (row === undefined) throw new Error('the row was not read');
    const found = complaints([row, { ...row, state: 'soon' }, { id: 'A-02', state: 'in part: little', where: [], tests: [] }]);
    expect(found.slice(0, 6)).toEqual([
      'A-01: no screen Intake (`inbox`, `g n`)', 'A-01: no screen Intake (`intake`, `g z`)', 'A-01: no test file test/arch/none.test.ts', 'A-01: no test file README.md',
      'A-01: test/arch/trace.test.ts has no test “no such title”', 'A-01: README.md has no test “x”',
    ]);
    expect(found).toContain('A-01: state soon');
    expect(found).toContain('A-02: names no screen or no test');
  });
});
