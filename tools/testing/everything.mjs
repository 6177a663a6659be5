// Runs all checks and suites, nearly all one after the other, and adds them up. A failure does not stop the rest, a failed build does.
import { buildAll } from '../build/all.mjs';
import { runStep, staticSteps } from '../checks/steps.mjs';
import { resolveRuntime } from '../runtime/resolve.mjs';
import { say } from '../support/say.mjs';
import { bundleLayers } from './layers.mjs';
import { sum } from './results.mjs';
import { runSuite, suitesAfterBuild, suitesBeforeBuild } from './suites.mjs';

/** @returns {Promise<number>} exit code: 0 when nothing failed */
export async function runEverything() {
  const started = Date.now();
  await resolveRuntime({ purpose: 'development' });
  // The compiler takes one core, and longer than all other checks together: what needs no build runs beside it.
  const [types, ...others] = staticSteps;
  const compiled = runOne(types);
  const checks = [];
  for (const step of others) checks.push(await runOne(step));
  const all = [];
  for (const suite of suitesBeforeBuild) all.push(await runNamed(suite));
  all.unshift({ name: 'checks', counts: sum([await compiled, ...checks]) });
  const build = await tryBuild();
  all.push({ name: 'build', counts: build });
  if (build.failed === 0) all.push(...(await runInOrder(suitesAfterBuild)));
  return report(all, Date.now() - started);
}

async function runOne(step) {
  return (await runStep(step)) ? one('passed') : one('failed', step.name);
}

// What mostly waits runs beside the suite after it, and is shown behind that one.
async function runInOrder(suites) {
  const all = [];
  const beside = [];
  for (const suite of suites) {
    if (suite.beside === true) {
      beside.push({ name: suite.name, counts: runSuite(suite) });
      continue;
    }
    all.push(await runNamed(suite));
    for (const { name, counts } of beside.splice(0)) {
      const done = await counts;
      console.log(`\n== ${name}, beside ${suite.name}\n${done.output}`);
      all.push({ name, counts: done });
    }
  }
  return all;
}

async function runNamed(suite) {
  const started = Date.now();
  console.log(`\n== ${suite.name}`);
  return { name: suite.name, counts: await runSuite(suite), seconds: (Date.now() - started) / 1000 };
}

async function tryBuild() {
  try {
    await buildAll({ onlyIfStale: true });
    await bundleLayers();
    return one('passed');
  } catch (error) {
    say(error.message);
    return one('failed', 'the build; the suites that need it did not run');
  }
}

function one(outcome, failure) {
  return { passed: 0, failed: 0, skipped: 0, [outcome]: 1, failures: failure === undefined ? [] : [failure] };
}

function report(all, milliseconds) {
  console.log('');
  for (const { name, counts, seconds } of all) {
    console.log(`${name.padEnd(14)}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped${seconds === undefined ? '' : `  ${seconds.toFixed(0)} s`}`);
    for (const failure of counts.failures) console.log(`  failed: ${failure}`);
    for (const title of counts.retried ?? []) console.log(`  SECOND TRY: ${title}`);
  }
  const total = sum(all.map(({ counts }) => counts));
  console.log(`all suites in ${(milliseconds / 60_000).toFixed(1)} min`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}
