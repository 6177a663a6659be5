// Seeds: the frozen vectors.
import { hexToBytes } from '#base';
import { loadVectors } from '../vectors/loadVectors.ts';

/** Bytes of hexadecimal in a vector. */
export function fromHex(text: string): Uint8Array {
  return hexToBytes(text) ?? new Uint8Array(0);
}
/** Bytes of base64 in a vector. */
export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

const hexOf = (cases: readonly { readonly hex: string }[]) => cases.map(({ hex }) => fromHex(hex));
const frames = loadVectors('frames.json');
const members = loadVectors('members.json');
const chains = loadVectors('chains.json');

export const corpus = {
  frames: [...Object.values(frames.frames), ...frames.cases.map(({ frame }) => frame), ...Object.values(members.frames), ...members.cases.map(({ frame }) => frame)].map(fromHex),
  chain: Object.values(chains.frames).map(fromHex),
  headers: hexOf(loadVectors('headers.json').cases), bodies: hexOf(loadVectors('bodies.json').cases), entries: hexOf(loadVectors('entries.json').cases).filter((bytes) => bytes.length < 4_000), scans: hexOf(loadVectors('scans.json').cases),
  cbor: [...hexOf(loadVectors('cbor.json').cases), ...hexOf(loadVectors('entries.json').cases).slice(0, 12), fromHex(String(loadVectors('derivations.json')['bodyMap']))],
  packages: [...hexOf(loadVectors('packages.json').packages), ...hexOf(loadVectors('journals.json').packages)], entryProofs: [...hexOf(loadVectors('packages.json').entryProofs), ...hexOf(loadVectors('proofs.json').entryProofs)],
  forkProofs: [...hexOf(loadVectors('packages.json').forkProofs), ...hexOf(loadVectors('proofs.json').forkProofs)], heads: loadVectors('heads.json').cases.map(({ file }) => fromBase64(file)).filter((bytes) => bytes.length < 10_000),
  hostStates: loadVectors('slots.json').hostStates.map(({ sealed }) => fromBase64(sealed)),
} as const;
