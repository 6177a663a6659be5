// `npm run bench`: runs every file in bench/ and passes on its figures, one JSON line each:
// {"name","value","unit","baseline","ratio"}. Arguments select files by name.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { installDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node.mjs';
import { requireSystem } from './setup/system.mjs';
import { repositoryRoot } from './support/places.mjs';
import { runTool, say } from './support/say.mjs';

const folder = path.join(repositoryRoot, 'bench');
const drivesApp = ['coldStart', 'report', 'screens'];
const fields = ['name', 'value', 'unit', 'baseline', 'ratio'];

await runTool(async () => {
  requireNode();
  await requireSystem(['app', 'display']);
  await installDependencies();
  const { buildAll } = await import('./build/all.mjs');
  await buildAll({ onlyIfStale: true });
  const chosen = process.argv.slice(2);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.bench\.(mjs|ts)$/.test(name)).sort() : [];
  let failed = 0;
  for (const file of files.filter((name) => chosen.length === 0 || chosen.some((part) => name.includes(part)))) if (!(await runBench(file))) failed += 1;
  return failed === 0 ? 0 : 1;
});

// Files that measure our code run bundled as it is shipped; those that drive the built app need its tools in their places.
async function runBench(file) {
  const script = path.join(folder, file);
  const runner = drivesApp.some((name) => file.startsWith(name)) ? 'runTypeScript.mjs' : 'runBundled.mjs';
  const args = file.endsWith('.ts') ? [path.join(repositoryRoot, 'tools', runner), script] : [script];
  const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  let figures = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (!isFigure(line)) return void say(`${file}: ${line}`);
    figures += 1;
    process.stdout.write(`${line}\n`);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0 || figures === 0) say(`${file} failed: exit code ${code}, ${figures} figures`);
  return code === 0 && figures > 0;
}

function isFigure(line) {
  try {
    const figure = JSON.parse(line);
    return fields.every((field) => field in figure);
  } catch {
    return false;
  }
}
