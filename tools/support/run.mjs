// Child processes for the tools: arguments as lists, never through a shell (except npm on Windows, which is a script).
import { spawn } from 'node:child_process';
import { repositoryRoot } from './places.mjs';

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number, input?: string, shell?: boolean}} [options]
 *   quiet: collect the output instead of passing it through.
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>} code 127 when the command does not exist.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
    function stop() {
      timedOut = true;
      child.kill('SIGKILL');
    }
    child.on('error', () => finish(127));
    child.on('close', (code, signal) => finish(code ?? (signal === null ? 1 : 128)));
    function finish(code) {
      clearTimeout(timer);
      resolve({ code, output, timedOut });
    }
  });
}

/** Runs npm with the same options as `run`. */
export function runNpm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) return run(process.execPath, [script, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Runs a program that a dependency installed (`node_modules/.bin`), with Node itself and no shell. */
export function runBin(scriptPath, args, options = {}) {
  return run(process.execPath, [scriptPath, ...args], options);
}
