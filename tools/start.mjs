// `npm start`: sets up whatever is missing, builds when the sources changed, and runs the app with its sandbox on.
// Plain Node until the dependencies are installed; arguments after `--` go to the app.
import { hasDisplay } from './display/virtual.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node.mjs';
import { requireSystem } from './setup/system.mjs';
import { runTool } from './support/say.mjs';

await runTool(async () => {
  requireNode();
  await requireSystem(hasDisplay() ? ['app'] : ['app', 'display']);
  await installDependencies();
  const { buildAll } = await import('./build/all.mjs');
  await buildAll({ onlyIfStale: true });
  const { runApp } = await import('./launch/runApp.mjs');
  return runApp(process.argv.slice(2));
});
