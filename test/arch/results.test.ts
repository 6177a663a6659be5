// The sum at the end of a test run must not hide anything: files that do not load, flaky tests, missing reports.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlaywright, readVitest, sum } from '../../tools/testing/results.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(report: unknown): string {
  const file = path.join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test('a unit test report is counted, and a file that did not load is a failure', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [{ status: 'passed', fullName: 'one' }, { status: 'failed', fullName: 'two' }, { status: 'skipped', fullName: 'three' }, { status: 'todo', fullName: 'four' }] },
      { name: 'b.test.ts', status: 'failed', message: 'syntax error', assertionResults: [] },
    ],
  };
  expect(readVitest(written(report))).toEqual({ passed: 1, failed: 2, skipped: 2, failures: ['two', 'b.test.ts: syntax error'] });
});

test('an end-to-end report is counted, flaky tests and load errors as failures', () => {
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: 'no such file' }],
    suites: [{ specs: [{ ok: true, title: 'fine', file: 'a.spec.ts', line: 1 }], suites: [{ specs: [{ ok: false, title: 'broken', file: 'a.spec.ts', line: 9 }] }] }],
  };
  expect(readPlaywright(written(report))).toEqual({ passed: 3, failed: 3, skipped: 2, failures: ['a.spec.ts:9 broken', 'no such file'] });
});

test('a runner that left no report has failed', () => {
  expect(sum([readVitest(path.join(folder, 'gone.json')), readPlaywright(path.join(folder, 'gone.json'))])).toMatchObject({ passed: 0, failed: 2, skipped: 0 });
});
