import { expect, test } from 'vitest';
import { createBugReporter, describeBug } from './reportBug.ts';

test('the line names the class and the place, never the message', () => {
  const lines: string[] = [];
  const id = createBugReporter((line) => lines.push(line))(new TypeError('cannot read /srv/secret-case/payroll.xlsx\n    at forged (evil text)'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`bug ${id} TypeError`);
  expect(lines[0]).toContain('reportBug.test.ts:');
  expect(lines[0]).not.toMatch(/payroll|secret|evil|forged|cannot read/);
});

test('something that is no error is not quoted', () => {
  expect(describeBug('the passphrase was hunter2')).toBe('not an error');
});
