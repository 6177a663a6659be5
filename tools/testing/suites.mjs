// The suites of `npm test`: what belongs to each, how it is run, and how long it may take.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectFiles } from '../checks/files.mjs';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { propertySeed } from './propertySeed.mjs';
import { readPlaywright, readVitest } from './results.mjs';

const vitest = path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
const playwright = path.join(repositoryRoot, 'node_modules', '@playwright', 'test', 'cli.js');
const resultFolder = path.join(repositoryRoot, '.cache', 'results');

/** @typedef {{name: string, files: RegExp, runner: 'vitest' | 'playwright', minutes: number, workers?: number, projects?: readonly string[], beside?: boolean}} Suite; `projects`: of the runner's, that of its own name when absent; `beside`: runs beside the next one */

/** Suites that need no build. @type {readonly Suite[]} */
export const suitesBeforeBuild = [
  { name: 'arch', files: /^test\/arch\/.*\.test\.ts$/, runner: 'vitest', minutes: 10 },
  { name: 'unit', files: /^(src\/.*|test\/vectors\/.*)\.test\.tsx?$/, runner: 'vitest', minutes: 10 },
  { name: 'proof', files: /^test\/(tamper|fuzz|proof)\/.*\.test\.ts$/, runner: 'vitest', minutes: process.env.SLOW === '1' ? 180 : 10 },
];

/** Suites that run what was built. @type {readonly Suite[]} */
export const suitesAfterBuild = [
  { name: 'waiting', files: /^test\/integration\/sync\/cuts\.test\.ts$/, runner: 'vitest', minutes: 10, beside: true },
  { name: 'integration', files: /^test\/(integration|crash)\/.*\.test\.ts$/, runner: 'vitest', minutes: 20 },
  // Both rings in one run: no core waits for the last test of the first one. How many workers each ring may have, its project says.
  { name: 'rings', projects: ['ringA', 'ringB'], files: /^test\/e2e\/ring[AB]\/.*\.spec\.ts$/, runner: 'playwright', minutes: 40, workers: 3 },
  { name: 'ringBAlone', files: /^test\/e2e\/ringB\/.*\.spec\.ts$/, runner: 'playwright', minutes: 10, workers: 1 },
  { name: 'packaging', files: /^test\/packaging\/.*\.test\.ts$/, runner: 'vitest', minutes: 10 },
];

/**
 * Runs one suite. A suite that has files but ran nothing has failed, and so has one that ran out of time.
 * @param {Suite} suite
 * @returns {Promise<import('./results.mjs').Counts & {output: string}>} output: what a suite has to say that runs beside another
 */
export async function runSuite({ name, files, runner, minutes, workers = 2, projects = [name], beside = false }) {
  const count = projectFiles(repositoryRoot).filter((file) => files.test(file)).length;
  if (count === 0) return { passed: 0, failed: 0, skipped: 0, failures: [], output: '' };
  const report = path.join(resultFolder, `${name}.json`);
  mkdirSync(resultFolder, { recursive: true });
  rmSync(report, { force: true });
  const options = { quiet: beside, timeoutMs: minutes * 60_000, env: { ...process.env, ...propertySeed(), HOLDFAST_SUITE: name, HOLDFAST_LAYERS: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }) } };
  const chosen = projects.map((project) => `--project=${project}`);
  const ended = runner === 'vitest' ? await runBin(vitest, ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], options) : await runBin(playwright, ['test', ...chosen, `--workers=${workers}`, '--retries=1', '--reporter=list,json'], options);
  const counts = runner === 'vitest' ? readVitest(report) : readPlaywright(report, projects.length);
  return { ...explain(counts, ended, minutes), output: ended.output };
}

function explain(counts, ended, minutes) {
  const more = (reason) => ({ ...counts, failed: counts.failed + 1, failures: [...counts.failures, reason] });
  if (ended.timedOut) return more(`not finished after ${minutes} minutes`);
  if (counts.passed + counts.failed === 0) return more('has files but ran no test');
  if (ended.code !== 0 && counts.failed === 0) return more(`the test runner ended with exit code ${ended.code}`);
  return counts;
}
