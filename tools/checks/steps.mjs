// The steps of `npm run verify`, in the order in which a mistake is cheapest to find.
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { checkConventions } from './conventions.mjs';
import { checkDependencies } from './dependencies.mjs';
import { checkMessages } from './messages.mjs';
import { checkSizes } from './sizes.mjs';

const bin = (...parts) => path.join(repositoryRoot, 'node_modules', ...parts);

/** A program whose exit code decides; its output is shown only when it fails. */
async function program(script, args) {
  const { code, output } = await runBin(script, args, { quiet: true });
  return { errors: code === 0 ? [] : [output.trim()], summary: '' };
}

/** @typedef {{errors: readonly string[], warnings?: readonly string[], summary: string}} Outcome */

/** @type {readonly {name: string, check: () => Outcome | Promise<Outcome>}[]} */
export const staticSteps = [
  { name: 'types', check: () => program(bin('typescript', 'bin', 'tsc'), ['-b']) },
  { name: 'lint', check: () => program(bin('oxlint', 'bin', 'oxlint'), ['--deny-warnings']) },
  { name: 'walls', check: () => checkDependencies(repositoryRoot) },
  { name: 'sizes', check: () => checkSizes(repositoryRoot) },
  { name: 'messages', check: () => checkMessages(repositoryRoot) },
  { name: 'conventions', check: () => checkConventions(repositoryRoot) },
];

/**
 * Runs one step and prints its line.
 * @param {{name: string, check: () => Outcome | Promise<Outcome>}} step
 * @returns {Promise<boolean>} true when it found nothing
 */
export async function runStep({ name, check }) {
  const started = Date.now();
  const { errors, warnings = [], summary } = await check();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${name.padEnd(14)}${errors.length === 0 ? 'ok' : 'FAILED'}  ${seconds} s${summary === '' ? '' : `  ${summary}`}`);
  for (const line of warnings) console.log(`  warning: ${line}`);
  for (const line of errors) console.log(`  ${line.replaceAll('\n', '\n  ')}`);
  return errors.length === 0;
}
