// Makes keys and signs regulatory packs (docs/spec/packs.md section 1):
//   node tools/runTypeScript.mjs tools/packs/sign.ts keygen <key file>           a new key; the file must not exist
//   node tools/runTypeScript.mjs tools/packs/sign.ts built-in <key file>         writes the packs of tools/packs/data into resources/packs
//   node tools/runTypeScript.mjs tools/packs/sign.ts sign <key file> <in> <out>  signs a pack of one's own: `in` holds the value of `pack` as JSON
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bytesToHex, hexToBytes } from '#base';
import { ed25519FromSeed, readyCrypto, systemRandom } from '#crypto';
import { parsePackFile } from '#domain';
import { packFingerprint, signPack } from '../../src/engine/packs/signature.ts';
import { asiaPacific } from './data/asiaPacific.data.ts';
import { cardsAndInsurance } from './data/cardsAndInsurance.data.ts';
import { europe } from './data/europe.data.ts';
import { unitedKingdom } from './data/unitedKingdom.data.ts';
import { unitedStates } from './data/unitedStates.data.ts';

const builtIn = [europe, unitedKingdom, unitedStates, asiaPacific, cardsAndInsurance];
const [, , command = '', keyFile = '', from = '', to = ''] = process.argv;

await readyCrypto();
switch (command) {
  case 'keygen': makeKey(); break;
  case 'built-in': for (const pack of builtIn) write(path.resolve('resources/packs', `${pack.id}.json`), pack); break;
  case 'sign': write(to, JSON.parse(readFileSync(from, 'utf8'))); break;
  default: throw new Error('keygen <key file> | built-in <key file> | sign <key file> <in> <out>');
}

function makeKey(): void {
  const seed = systemRandom(32);
  writeFileSync(keyFile, `${bytesToHex(seed)}\n`, { mode: 0o600, flag: 'wx' });
  const key = bytesToHex(ed25519FromSeed(seed).publicKey);
  process.stdout.write(`public key ${key}\nfingerprint ${packFingerprint(key)}\n`);
}

function write(file: string, pack: unknown): void {
  const seed = hexToBytes(readFileSync(keyFile, 'utf8').trim());
  if (seed?.length !== 32) throw new Error('the key file holds 64 hexadecimal digits');
  const text = signPack(pack, seed);
  const checked = parsePackFile(text);
  if (!checked.ok) throw new Error(`${checked.error.kind}: ${checked.error.message}`);
  writeFileSync(file, text);
  process.stdout.write(`${file}: ${text.length} characters, fingerprint ${packFingerprint(checked.value.key)}\n`);
}
