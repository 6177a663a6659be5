// `npm run build`: builds the app and the command line tool into out/.
import { runTool } from './support/say.mjs';

await runTool(async () => {
  const { buildAll } = await import('./build/all.mjs');
  await buildAll({ onlyIfStale: process.argv.includes('--if-stale') });
});
