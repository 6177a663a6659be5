import { concatBytes, textToBytes } from '#base';
import { ed25519Sign, ed25519Verify, type DeviceKeys } from '#crypto';
import type { ServerSigner } from '../signed.ts';

/** What both sides of one connection know: two nonces of 32 bytes and 32 bytes of TLS exporter. */
export interface SessionFacts { readonly clientNonce: Uint8Array; readonly serverNonce: Uint8Array; readonly binding: Uint8Array }

const sessionTag = /* @__PURE__ */ textToBytes('holdfast/session/1');
const loginTag = /* @__PURE__ */ textToBytes('holdfast/login/1');

/** The server's signature of a session: over both nonces, the pin and the binding (docs/spec/sync.md section 2). */
export function signSession(facts: SessionFacts, pin: Uint8Array, signer: ServerSigner): Uint8Array {
  return ed25519Sign(sessionBytes(facts, pin), signer.signingKey);
}

/** True when this identity signed this session. Facts of another length than theirs never hold. */
export function isSessionSigned(facts: SessionFacts, pin: Uint8Array, identity: Uint8Array, signature: Uint8Array): boolean {
  return areWhole(facts, pin, identity) && ed25519Verify(signature, sessionBytes(facts, pin), identity);
}

/** A device's signature of a session with the server of this identity. */
export function signLogin(facts: SessionFacts, identity: Uint8Array, device: Pick<DeviceKeys, 'ed25519' | 'signingKey'>): Uint8Array {
  return ed25519Sign(loginBytes(facts, identity, device.ed25519), device.signingKey);
}

/** True when the device signed this session with the server of this identity. */
export function isLoginSigned(facts: SessionFacts, identity: Uint8Array, device: Uint8Array, signature: Uint8Array): boolean {
  return areWhole(facts, identity, device) && ed25519Verify(signature, loginBytes(facts, identity, device), device);
}

function sessionBytes({ clientNonce, serverNonce, binding }: SessionFacts, pin: Uint8Array): Uint8Array {
  return concatBytes(sessionTag, clientNonce, serverNonce, pin, binding);
}

function loginBytes({ clientNonce, serverNonce, binding }: SessionFacts, identity: Uint8Array, device: Uint8Array): Uint8Array {
  return concatBytes(loginTag, clientNonce, serverNonce, identity, binding, device);
}

// The parts stand one behind the other without lengths, so each must have its own.
function areWhole({ clientNonce, serverNonce, binding }: SessionFacts, ...more: readonly Uint8Array[]): boolean {
  return [clientNonce, serverNonce, binding, ...more].every((part) => part.length === 32);
}
