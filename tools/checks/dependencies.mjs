// Runs the dependency checker over a folder's sources.
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';

const program = path.join(repositoryRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const config = path.join(repositoryRoot, '.dependency-cruiser.cjs');

/** @param {string} root @returns {Promise<{errors: readonly string[], summary: string}>} */
export async function checkDependencies(root) {
  const cruised = await runBin(program, ['--config', config, '--output-type', 'json', 'src'], { cwd: root, quiet: true });
  const start = cruised.output.indexOf('{');
  if (start < 0) return { errors: [cruised.output.trim()], summary: 'failed' };
  const { summary } = JSON.parse(cruised.output.slice(start, cruised.output.lastIndexOf('}') + 1));
  const errors = summary.violations.filter(({ rule }) => rule.severity === 'error').map(({ rule, from, to, cycle }) => `${rule.name}: ${from} -> ${cycle === undefined ? to : cycle.map((step) => step.name ?? step).join(' -> ')}`);
  return { errors, summary: `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} dependencies` };
}
