// `npm run dist`: builds the app and packages it into a runnable folder. With `--installers` it makes the installers instead.
import { installDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node.mjs';
import { runTool, say } from './support/say.mjs';

await runTool(async () => {
  requireNode();
  await installDependencies();
  const { buildAll } = await import('./build/all.mjs');
  const { packageFolder, packageInstallers } = await import('./packaging/package.mjs');
  await buildAll({ onlyIfStale: true });
  if (process.argv.includes('--installers')) return packageInstallers();
  say(`packaged: ${await packageFolder()}`);
  return 0;
});
