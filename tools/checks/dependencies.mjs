// Runs the dependency checker over a folder's sources, with the rules of the repository.
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

// The checker finds its files with one resolver for the whole run, and remembers it: a second run in this process, over another folder, must not believe what the first one found. Forgetting makes it build a
// resolver for each import, which takes longer than all the rest.
let hasRun = false;

/** @param {string} root the folder that holds src/ @returns {Promise<{errors: readonly string[], summary: string}>} */
export async function checkDependencies(root) {
  const before = process.cwd();
  process.chdir(root);
  const bustTheCache = hasRun;
  hasRun = true;
  try {
    const { output } = await cruise(['src'], { ...options, baseDir: root, validate: true, ruleSet: { forbidden } }, { ...options.enhancedResolveOptions, bustTheCache });
    const { violations, totalCruised, totalDependenciesCruised } = output.summary;
    return { errors: violations.filter(({ rule }) => rule.severity === 'error').map(describe), summary: `${totalCruised} modules, ${totalDependenciesCruised} dependencies` };
  } finally {
    process.chdir(before);
  }
}

function describe({ rule, from, to, cycle }) {
  return `${rule.name}: ${from} -> ${cycle === undefined ? to : cycle.map((step) => step.name ?? step).join(' -> ')}`;
}
