// Reads the result files of the test runners into plain counts.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number, failures: readonly string[]}} Counts */

const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Counts of a Vitest JSON report; a file that could not even be loaded counts as one failure. @param {string} file @returns {Counts} */
export function readVitest(file) {
  if (!existsSync(file)) return { ...nothing, failed: 1, failures: ['the test runner left no result'] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const unloaded = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'));
  const failed = tests.filter((test) => test.status === 'failed');
  const passed = tests.filter((test) => test.status === 'passed').length;
  return {
    passed,
    failed: failed.length + unloaded.length,
    skipped: tests.length - passed - failed.length,
    failures: [...failed.map((test) => test.fullName), ...unloaded.map((suite) => `${suite.name}: ${suite.message}`)],
  };
}

/** Counts of a Playwright JSON report; a test that passed only on a second try counts as failed. @param {string} file @returns {Counts} */
export function readPlaywright(file) {
  if (!existsSync(file)) return { ...nothing, failed: 1, failures: ['the test runner left no result'] };
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...suites.flatMap(failedTitles), ...errors.map((error) => error.message)],
  };
}

function failedTitles(suite) {
  const own = (suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => `${spec.file}:${spec.line} ${spec.title}`);
  return [...own, ...(suite.suites ?? []).flatMap(failedTitles)];
}

/** Adds counts up. @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  return all.reduce((total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed, skipped: total.skipped + one.skipped, failures: [...total.failures, ...one.failures] }), nothing);
}
