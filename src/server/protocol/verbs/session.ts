import { err, ok } from '#base';
import { isLoginSigned, MAX_ANSWER_BYTES, MAX_REQUEST_BYTES, SESSION_VERSIONS, signSession } from '#sync';
import type { AnswerSession } from '../answer.ts';

/** Begins a session: docs/spec/sync.md section 2 step 1. */
export const answerHello: AnswerSession<'hello'> = ({ identity, random }, connection, binding, { versions, nonce }) => {
  if (connection.facts !== null) return err({ error: 'bad-request', message: 'the session has begun already' });
  if (!versions.some((version) => SESSION_VERSIONS.includes(version))) return err({ error: 'unknown-version', message: 'none of the versions is known here' });
  const facts = { clientNonce: nonce, serverNonce: random(32), binding };
  connection.facts = facts;
  return ok({ version: 1, nonce: facts.serverNonce, identity: identity.signer.identity, signature: signSession(facts, identity.tls.pin, identity.signer), rotation: identity.rotation });
};

/** Proves the device: step 2. A failed attempt ends the session, so that each costs a connection. */
export const answerLogin: AnswerSession<'login'> = ({ identity, now, settings, metrics }, connection, _binding, { device, signature }) => {
  if (connection.facts === null) return err({ error: 'no-session', message: 'say hello first' });
  if (connection.device !== null) return err({ error: 'bad-request', message: 'the device has logged in already' });
  const holds = isLoginSigned(connection.facts, identity.signer.identity, device, signature);
  metrics.count('logins_total', holds ? 'ok' : 'refused');
  if (!holds) return err({ error: 'bad-signature', message: 'the signature of the login does not hold' });
  connection.device = device;
  return ok({ now: now(), limits: { requestBytes: MAX_REQUEST_BYTES, answerBytes: MAX_ANSWER_BYTES, requestsPerSecond: settings.requestsPerSecond } });
};
