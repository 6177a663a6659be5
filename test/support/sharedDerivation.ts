// Deriving a key from a passphrase is slow on purpose, and was half of what the tests over the engine cost. So the vaults that a test process makes with its own passphrase share one salt,
// and the key is derived once. What is written is an ordinary passphrase slot that `age` and the app open; the random salt, every other passphrase and every other work factor are the product's own way.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { Decrypter, Encrypter, Stanza } from 'age-encryption';

/** The smallest work factor that is read, which the harnesses seal with. */
const WORK_FACTOR = 16;
const LABEL = 'age-encryption.org/v1/scrypt';
const NONCE = new Uint8Array(12);
const TAG_BYTES = 16;

interface Identity { readonly unwrapFileKey: (stanzas: readonly Stanza[]) => Uint8Array | null | Promise<Uint8Array | null> }
/** What the library keeps in its objects. */
interface Sealing { readonly passphrase: string | null; readonly scryptWorkFactor: number }
interface Opening { readonly identities: Identity[] }
interface Derived { readonly salt: string; readonly key: Uint8Array }

const shared = new Map<string, Derived | null>();
const { encrypt } = Encrypter.prototype;
const { addPassphrase } = Decrypter.prototype;

/** From now on, slots for this passphrase share a salt in this process. The same one may be named again. */
export function shareDerivation(passphrase: string): void {
  if (shared.size === 0) {
    Encrypter.prototype.encrypt = encryptShared as typeof encrypt;
    Decrypter.prototype.addPassphrase = addSharedPassphrase;
  }
  if (!shared.has(passphrase)) shared.set(passphrase, null);
}

/** Opens what was sealed as the library does, with nothing shared. */
export function openAlone(passphrase: string, file: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  addPassphrase.call(decrypter, passphrase);
  return decrypter.decrypt(file);
}

function encryptShared(this: Encrypter, file: Uint8Array): Promise<Uint8Array> {
  const { passphrase, scryptWorkFactor } = this as unknown as Sealing;
  const derived = passphrase === null || scryptWorkFactor !== WORK_FACTOR ? null : derive(passphrase);
  if (derived === null) return (encrypt as (this: Encrypter, file: Uint8Array) => Promise<Uint8Array>).call(this, file);
  const encrypter = new Encrypter();
  encrypter.addRecipient({ wrapFileKey: (fileKey) => [new Stanza(['scrypt', derived.salt, String(WORK_FACTOR)], wrap(derived.key, fileKey))] });
  return encrypter.encrypt(file);
}

function addSharedPassphrase(this: Decrypter, passphrase: string): void {
  addPassphrase.call(this, passphrase);
  const { identities } = this as unknown as Opening;
  const own = identities.pop();
  if (own === undefined) throw new Error('the library keeps its identities elsewhere');
  identities.push({
    unwrapFileKey: (stanzas) => {
      const [type, salt, workFactor] = stanzas[0]?.args ?? [];
      const derived = stanzas.length === 1 && type === 'scrypt' && workFactor === String(WORK_FACTOR) ? (shared.get(passphrase) ?? null) : null;
      return derived === null || derived.salt !== salt ? own.unwrapFileKey(stanzas) : unwrap(derived.key, stanzas[0]?.body ?? new Uint8Array(0));
    },
  });
}

function derive(passphrase: string): Derived | null {
  if (!shared.has(passphrase)) return null;
  const known = shared.get(passphrase) ?? null;
  if (known !== null) return known;
  const salt = randomBytes(16);
  const key = scryptSync(passphrase, Buffer.concat([Buffer.from(LABEL), salt]), 32, { N: 2 ** WORK_FACTOR, r: 8, p: 1, maxmem: 2 ** 27 });
  const derived = { salt: salt.toString('base64').replace(/=+$/, ''), key: new Uint8Array(key) };
  shared.set(passphrase, derived);
  return derived;
}

function wrap(key: Uint8Array, fileKey: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  return new Uint8Array(Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]));
}

function unwrap(key: Uint8Array, body: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]));
  } catch {
    return null;
  }
}
