// Reads the fuses of a packaged binary by their names in electron-builder.yml.
import { createRequire } from 'node:module';

// By position in the fuse wire; the last one is younger than the library that reads the wire.
const names = ['runAsNode', 'enableCookieEncryption', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar', 'loadBrowserProcessSpecificV8Snapshot', 'grantFileProtocolExtraPrivileges'];
const states = { 48: false, 49: true, 114: 'removed', 144: 'inherit' };

/** @param {string} binary @returns {Promise<Record<string, boolean | string>>} */
export async function readFuses(binary) {
  const { getCurrentFuseWire } = createRequire(import.meta.url)('@electron/fuses');
  const wire = await getCurrentFuseWire(binary);
  return Object.fromEntries(names.map((name, index) => [name, states[wire[index]] ?? 'absent']));
}
