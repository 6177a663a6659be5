// `npm run verify`: the fast inner loop. Types, lint, walls, sizes, messages, conventions, then the unit tests; stops at the first failure.
import path from 'node:path';
import { installDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node.mjs';
import { repositoryRoot } from './support/places.mjs';
import { runBin } from './support/run.mjs';
import { runTool } from './support/say.mjs';

await runTool(async () => {
  requireNode();
  await installDependencies();
  const { runStep, staticSteps } = await import('./checks/steps.mjs');
  for (const step of [...staticSteps, { name: 'unit', check: unitTests }]) {
    if (!(await runStep(step))) return 1;
  }
  return 0;
});

async function unitTests() {
  const { code, output } = await runBin(path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs'), ['run', '--project', 'unit', '--reporter', 'dot', '--passWithNoTests'], { quiet: true, env: { ...process.env, NO_COLOR: '1' } });
  return { errors: code === 0 ? [] : [output.trim()], summary: /Tests\s+(.*)/.exec(output)?.[1]?.trim() ?? 'no tests' };
}
