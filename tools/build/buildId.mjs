// Names a build: the commit when the tree is exactly that commit, else a digest of the sources.
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../support/places.mjs';
import { sourceDigest } from './freshness.mjs';

/** @returns {string} such as `3f2a9c01be77` or `local-84c1d2e0f3aa` */
export function buildId() {
  const git = (...args) => spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' });
  const commit = git('rev-parse', '--short=12', 'HEAD');
  const changes = git('status', '--porcelain', '--', 'src', 'package-lock.json');
  if (commit.status === 0 && changes.status === 0 && changes.stdout.trim() === '') return commit.stdout.trim();
  return `local-${sourceDigest().slice(0, 12)}`;
}
