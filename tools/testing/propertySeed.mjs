// The seed of the property tests of a whole run.
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../support/places.mjs';

/**
 * Environment that fixes the seed: the one that is asked for, else one of the sources in the commit. None for the long runs (`SLOW=1`), which look for new cases.
 * @returns {Record<string, string>}
 */
export function propertySeed() {
  if (process.env.PROPERTY_SEED !== undefined || process.env.SLOW === '1') return {};
  const sources = spawnSync('git', ['rev-parse', 'HEAD:src'], { cwd: repositoryRoot, encoding: 'utf8' });
  return sources.status === 0 ? { PROPERTY_SEED: String(Number.parseInt(sources.stdout.slice(0, 7), 16)) } : {};
}
