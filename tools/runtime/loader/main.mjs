// Stands where Electron's own default app would: starts the app folder named on the command line.
// Copied into the development copy of the fallback runtime only, never into a package.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).filter((argument) => !argument.startsWith('-')).map((argument) => path.resolve(argument)).find(isAppFolder);
if (folder === undefined) {
  process.stderr.write('electron: no folder with a package.json among the arguments\n');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version ?? '0.0.0');
app.setAppPath(folder);
// Awaited at top level: `ready` is held back until this module has run, so the app can still register its scheme.
await import(pathToFileURL(path.join(folder, manifest.main)).href);

function isAppFolder(candidate) {
  return existsSync(candidate) && statSync(candidate).isDirectory() && existsSync(path.join(candidate, 'package.json'));
}
