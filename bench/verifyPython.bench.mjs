// How fast the Python verifier reads the frames of a log, with and without the key, against the floor under both: checking
// nothing but the signatures with the same library. Processor time of one process, the best of three rounds.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { findPython } from '../tools/support/python.mjs';
import { repositoryRoot } from '../tools/support/places.mjs';

const frames = process.env.SLOW === '1' ? 20_000 : 2_000;
const python = findPython();
if (python === null) throw new Error('no Python with python3-nacl (elsewhere: pip install pynacl)');
const output = execFileSync(python, [path.join(repositoryRoot, 'bench', 'support', 'verifyFrames.py'), String(frames)], { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
const found = JSON.parse(output);
const round = (number) => Math.round(number * 100) / 100;
for (const name of ['keyless', 'keyed']) {
  const figure = { name: `verify.python.${name}.${frames}frames`, value: round(found[name]), unit: 'frames/s', baseline: 'signatures alone, same library', ratio: round(found[name] / found.signatures) };
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
