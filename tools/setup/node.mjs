// Checks the one thing that cannot be installed from here: Node itself.
import { Plain } from '../support/say.mjs';

const [needMajor, needMinor] = [20, 19];

/** Throws a plain failure when Node is older than the oldest one supported. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Plain(`Node ${needMajor}.${needMinor} or newer is needed, this is ${process.versions.node}: see https://nodejs.org`);
}
