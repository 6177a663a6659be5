// Small rules that no linter knows: doors, silenced checks, raw React HTML, paths of this machine, the lock file.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { projectFiles } from './files.mjs';

const { layers } = createRequire(import.meta.url)('../walls/layers.cjs');
const isText = (file) => !/\.(png|jpg|ico|icns|woff2?|pdf|zip|age|bin|evtx|gz)$/.test(file);

/** @param {string} root @param {readonly string[]} [machinePaths] @returns {{errors: readonly string[], summary: string}} */
export function checkConventions(root, machinePaths = pathsOfThisMachine(root)) {
  const files = projectFiles(root);
  const errors = files.flatMap((file) => [...deepDoor(file), ...(isText(file) ? badText(file, readFileSync(path.join(root, file), 'utf8'), machinePaths) : [])]);
  return { errors, summary: `${files.length} files` };
}

function deepDoor(file) {
  if (!/^src\/.*\/index\.tsx?$/.test(file) || Object.values(layers).some(({ folder }) => file === `${folder}/index.ts`)) return [];
  return [`${file}: an index stands at the door of a layer only`];
}

function badText(file, text, machinePaths) {
  const found = [];
  const silenced = /\b(?:ox|es)lint-disable|@ts-(?:ignore|nocheck)\b/;
  if (/^(src|test|bench)\/.*\.tsx?$/.test(file) && !file.startsWith('test/arch/') && silenced.test(text)) found.push(`${file}: switches a check off`);
  if (/^src\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && /@ts-expect-error/.test(text)) found.push(`${file}: @ts-expect-error belongs into tests`);
  const machinePath = machinePaths.find((candidate) => text.includes(candidate));
  if (machinePath !== undefined) found.push(`${file}: names a path of this machine`);
  if (file === 'package-lock.json') found.push(...badLock(text));
  return found;
}

// A lock without the packages of other platforms installs here and nowhere else: `npm ci` refuses it.
function badLock(text) {
  const found = /"resolved":/.test(text) ? ['package-lock.json: holds download addresses; see .npmrc'] : [];
  const { packages = {} } = JSON.parse(text);
  const locked = new Set(Object.keys(packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  const wanted = Object.values(packages).flatMap((entry) => Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }));
  return [...found, ...new Set(wanted.filter((name) => !locked.has(name)).map((name) => `package-lock.json: ${name} is wanted but not locked`))];
}

// Places too general to be a trace of somebody's machine do not count.
function pathsOfThisMachine(root) {
  const candidates = [root, path.dirname(root), os.homedir(), process.env.SUDO_USER && `/home/${process.env.SUDO_USER}`];
  const general = ['/', '/root', '/home', '/tmp', '/app', '/src', '/opt', '/srv', '/var', '/usr', '/workspace', '/builds'];
  return candidates.filter((candidate) => candidate && !general.includes(candidate)).map((candidate) => candidate + path.sep);
}
