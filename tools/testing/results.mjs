// Reads the result files of the test runners into plain counts.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number, failures: readonly string[], retried?: readonly string[]}} Counts */

const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Windows and real processes share two cores in a whole run: so many tests of a project may need a second try. They are named; one more is a failure. */
const SECOND_TRIES = 2;

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

/** Counts of a Playwright JSON report; tests that passed only on a second try are named, and fail when they are more than a few for so many projects. @param {string} file @param {number} [projects] @returns {Counts} */
export function readPlaywright(file, projects = 1) {
  if (!existsSync(file)) return { ...nothing, failed: 1, failures: ['the test runner left no result'] };
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  const retried = suites.flatMap((suite) => titlesOf(suite, (spec) => spec.ok && (spec.tests ?? []).some((test) => test.status === 'flaky')));
  const tooMany = stats.flaky > SECOND_TRIES * projects;
  return {
    passed: stats.expected + (tooMany ? 0 : stats.flaky),
    failed: stats.unexpected + (tooMany ? stats.flaky : 0) + errors.length,
    skipped: stats.skipped,
    failures: [...suites.flatMap((suite) => titlesOf(suite, (spec) => !spec.ok)), ...(tooMany ? retried : []), ...errors.map((error) => error.message)],
    retried,
  };
}

function titlesOf(suite, wanted) {
  const own = (suite.specs ?? []).filter(wanted).map((spec) => `${spec.file}:${spec.line} ${spec.title}`);
  return [...own, ...(suite.suites ?? []).flatMap((inner) => titlesOf(inner, wanted))];
}

/** Adds counts up. @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  return all.reduce((total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed, skipped: total.skipped + one.skipped, failures: [...total.failures, ...one.failures] }), nothing);
}
