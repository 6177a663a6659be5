import { checkDisclosure } from '#log';
import { answerOf } from '../../support/disclosure/answer.ts';
import { damages, packed } from '../../support/disclosure/damage.ts';
import { makeDisclosure, type MadeDisclosure } from '../../support/disclosure/make.ts';
import { writeVectors } from './kit.ts';

const MOST_BYTES = 9_000;
const WHOLE = 30;

/** disclosures.json: docs/spec/disclosure.md. Packages whole and spoilt, each with the answer of section 5. */
export function generateDisclosures(): void {
  const cases: unknown[] = [];
  const add = (name: string, bytes: Uint8Array) => cases.push(caseOf(name, bytes));
  for (let seed = 5_000; cases.length < WHOLE; seed += 1) {
    const made = makeDisclosure(seed, seed % 3 !== 0);
    const bytes = packed(made, seed % 2 === 0);
    const { verdict, classes } = checkDisclosure(bytes);
    if (bytes.length <= MOST_BYTES) add(`package ${seed}: ${[verdict, ...classes].join(', ')}`, bytes);
  }
  for (const [name, damage] of Object.entries(damages)) add(name, smallestDamaged(damage));
  add('a bit of the signature of the manifest', withBit(smallestDamaged(damages['records in another order'] ?? packed)));
  writeVectors('disclosures.json', { about: 'docs/spec/disclosure.md: disclosure packages, ZIP or the proof alone, with the answer of section 5. See README.md.', cases });
}

// Of some journals the smallest package in which the damage shows; a body that the exporter could not open shows in none.
function smallestDamaged(damage: (made: MadeDisclosure) => Uint8Array): Uint8Array {
  const all = Array.from({ length: 40 }, (_, index) => damage(makeDisclosure(6_000 + index, true)));
  const showing = all.filter((bytes) => checkDisclosure(bytes).verdict !== 'ok');
  return (showing.length > 0 ? showing : all).reduce((best, bytes) => (bytes.length < best.length ? bytes : best));
}

// The signature stands behind the manifest.
function withBit(proof: Uint8Array): Uint8Array {
  const changed = proof.slice();
  const at = 8 + new DataView(proof.buffer, proof.byteOffset).getUint32(4) + 3;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function caseOf(name: string, bytes: Uint8Array) {
  const answer = answerOf(checkDisclosure(bytes));
  return { name, base64: Buffer.from(bytes).toString('base64'), expect: answer.verdict, answer };
}
