// The Python that has the binding of libsodium: the second verifier and its tests run with it.
import { spawnSync } from 'node:child_process';

const candidates = () => [process.env.HOLDFAST_PYTHON, '/usr/bin/python3', 'python3', 'python'].filter((name) => name !== undefined && name !== '');

/** The first interpreter that is at least Python 3.9 and imports the module, or null. @param {string} [module] @returns {string | null} */
export function findPython(module = 'nacl.bindings') {
  const program = `import sys, ${module}; sys.exit(0 if sys.version_info >= (3, 9) else 1)`;
  return candidates().find((name) => spawnSync(name, ['-c', program], { stdio: 'ignore' }).status === 0) ?? null;
}
