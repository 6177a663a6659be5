// Everything between "the app is built" and "this is the command that starts it".
import path from 'node:path';
import { hasDisplay, startVirtualDisplay } from '../display/virtual.mjs';
import { resolveRuntime } from '../runtime/resolve.mjs';
import { lendDisplay } from './lendDisplay.mjs';
import { ordinaryUser } from './ordinaryUser.mjs';
import { requireSandbox } from './sandbox.mjs';
import { stageApp, stageFolder } from './stage.mjs';
import { appEnvironment, runAs } from './wrapper.mjs';

/**
 * @typedef {object} Launch
 * @property {string} executable  starts Electron as an ordinary user, by exec
 * @property {string} app         the app folder to pass as first argument
 * @property {import('./ordinaryUser.mjs').OrdinaryUser | null} user
 * @property {import('../display/virtual.mjs').Display} display
 * @property {(home: string) => NodeJS.ProcessEnv} environment  of an app whose home is that folder
 */

/**
 * Prepares a launch of the built app.
 * @param {{virtualDisplay: 'always' | 'if-none', source?: string}} options  source: an app folder other than this repository
 * @returns {Promise<Launch>}
 */
export async function prepareLaunch({ virtualDisplay, source }) {
  const user = ordinaryUser();
  requireSandbox(user);
  const runtime = await resolveRuntime({ purpose: 'development' });
  const executableName = path.relative(runtime.folder, runtime.executable);
  const runtimeFolder = stageFolder(user, runtime.folder, executableName);
  const display = process.platform === 'linux' && (virtualDisplay === 'always' || !hasDisplay()) ? await startVirtualDisplay(user) : { env: lendDisplay(user), framebuffer: null, close: () => {} };
  return {
    executable: runAs(path.join(runtimeFolder, executableName), user),
    app: stageApp(user, source),
    user,
    display,
    environment: (home) => appEnvironment(home, display.framebuffer === null ? display.env : { ...display.env, WAYLAND_DISPLAY: undefined }),
  };
}
