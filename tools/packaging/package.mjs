// Packages the built app with electron-builder from a runtime that is already on this machine.
import path from 'node:path';
import { resolveRuntime } from '../runtime/resolve.mjs';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { Plain } from '../support/say.mjs';

const builder = path.join(repositoryRoot, 'node_modules', 'electron-builder', 'cli.js');
const platformFlag = { linux: '--linux', darwin: '--mac', win32: '--win' };
const folderName = { linux: 'linux-unpacked', darwin: 'mac', win32: 'win-unpacked' };

/**
 * Makes the runnable folder, without any download.
 * @param {{output?: string, project?: string}} [options]  output: where the folder goes, `dist` of the project unless told
 * @returns {Promise<string>} the folder
 */
export async function packageFolder({ project = repositoryRoot, output = path.join(project, 'dist') } = {}) {
  const runtime = await resolveRuntime({ purpose: 'packaging' });
  const settings = [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`, `-c.directories.output=${output}`];
  const packaged = await runBin(builder, [platformFlag[process.platform] ?? '--linux', 'dir', '--publish', 'never', ...settings], { cwd: project, quiet: true, env: builderEnvironment() });
  if (packaged.code !== 0) throw new Plain(`packaging failed:\n${packaged.output.trim()}`);
  return path.join(output, folderName[process.platform] ?? folderName.linux);
}

/** Makes the installers of this platform with the declared Electron; fetches helper tools. */
export async function packageInstallers() {
  const packaged = await runBin(builder, [platformFlag[process.platform] ?? '--linux', '--publish', 'never']);
  if (packaged.code !== 0) throw new Plain('the installers could not be built; they need a network for their helper tools');
}

// The builder otherwise looks for signing certificates and for news of itself.
function builderEnvironment() {
  return { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', NO_UPDATE_NOTIFIER: '1' };
}
