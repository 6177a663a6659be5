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

const spec = (title: string, line: number, status: 'expected' | 'unexpected' | 'flaky') => ({ ok: status !== 'unexpected', title, file: 'a.spec.ts', line, tests: [{ status }] });

test('an end-to-end report is counted, load errors as failures; what needed a second try is named', () => {
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: 'no such file' }],
    suites: [{ specs: [spec('fine', 1, 'expected')], suites: [{ specs: [spec('broken', 9, 'unexpected'), spec('shaky', 12, 'flaky')] }] }],
  };
  expect(readPlaywright(written(report))).toEqual({ passed: 4, failed: 2, skipped: 2, failures: ['a.spec.ts:9 broken', 'no such file'], retried: ['a.spec.ts:12 shaky'] });
});

test('a suite in which many tests need a second try has failed', () => {
  const report = { stats: { expected: 0, unexpected: 0, flaky: 3, skipped: 0 }, errors: [], suites: [{ specs: [spec('a', 1, 'flaky'), spec('b', 2, 'flaky'), spec('c', 3, 'flaky')] }] };
  expect(readPlaywright(written(report))).toMatchObject({ passed: 0, failed: 3, failures: ['a.spec.ts:1 a', 'a.spec.ts:2 b', 'a.spec.ts:3 c'] });
});

test('the second tries of several projects are allowed together', () => {
  const report = { stats: { expected: 5, unexpected: 0, flaky: 3, skipped: 0 }, errors: [], suites: [{ specs: [spec('a', 1, 'flaky'), spec('b', 2, 'flaky'), spec('c', 3, 'flaky')] }] };
  expect(readPlaywright(written(report), 2)).toMatchObject({ passed: 8, failed: 0, retried: ['a.spec.ts:1 a', 'a.spec.ts:2 b', 'a.spec.ts:3 c'] });
});

test('a runner that left no report has failed', () => {
  expect(sum([readVitest(path.join(folder, 'gone.json')), readPlaywright(path.join(folder, 'gone.json'))])).toMatchObject({ passed: 0, failed: 2, skipped: 0 });
});
