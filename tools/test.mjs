// `npm test`: every check there is, with all its set-up. The last line is the sum: `N passed, N failed, N skipped`.
import { installDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node.mjs';
import { requireSystem } from './setup/system.mjs';
import { runTool } from './support/say.mjs';

await runTool(async () => {
  requireNode();
  await requireSystem(['app', 'display', 'test']);
  await installDependencies();
  const { runEverything } = await import('./testing/everything.mjs');
  return runEverything();
});
