// A client of the server in plain Node: TLS with a pin, exporter, login, verbs. It checks what the specification tells a client to check, and can be told to misbehave.
import { Agent, request as httpsRequest } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { equalBytes } from '#base';
import { sha256, systemRandom, type DeviceKeys } from '#crypto';
import {
  BINDING_BYTES, CONTENT_TYPE, decodeAnswer, decodeSyncError, encodeRequest, EXPORTER_LABEL, isSessionSigned, PROTOCOL, signLogin, VERB_PATH, type ServerAddress, type SessionFacts, type SyncError, type Verb, type VerbAnswer, type VerbRequest,
} from '#sync';

export interface Answered<V extends Verb> { readonly status: number; readonly value: VerbAnswer<V> | null; readonly error: SyncError | null }
export interface SyncClient {
  readonly socket: TLSSocket;
  readonly pin: Uint8Array;
  readonly binding: Uint8Array;
  /** Sends a verb; rejects when the connection ends. */
  readonly ask: <V extends Verb>(verb: V, request: VerbRequest<V>) => Promise<Answered<V>>;
  /** Sends any bytes to any path. */
  readonly send: (path: string, body: Uint8Array, headers?: Readonly<Record<string, string | number>>) => Promise<{ readonly status: number; readonly body: Uint8Array }>;
  /** The value, or an error with the code. */
  readonly must: <V extends Verb>(verb: V, request: VerbRequest<V>) => Promise<VerbAnswer<V>>;
  readonly hello: () => Promise<SessionFacts & { readonly identity: Uint8Array }>;
  readonly login: (device: DeviceKeys) => Promise<Answered<'login'>>;
  readonly close: () => void;
}

/** A TLS connection that has finished its handshake; rejects when there is none. */
export function openTls(address: ServerAddress, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port, ALPNProtocols: [PROTOCOL], minVersion: 'TLSv1.3', rejectUnauthorized: false, ...options });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    // A server that lets go later is no unhandled error.
    socket.on('error', () => undefined);
  });
}

/** Connects, without a session yet. */
export async function connectClient(address: ServerAddress, options: ConnectionOptions = {}): Promise<SyncClient> {
  const socket = await openTls(address, options);
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) throw new Error('no certificate');
  const pin = sha256(new Uint8Array(certificate.publicKey.export({ type: 'spki', format: 'der' })));
  const binding = new Uint8Array(socket.exportKeyingMaterial(BINDING_BYTES, EXPORTER_LABEL, Buffer.alloc(0)));
  // One connection for everything: the agent hands out the socket that is there.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agent.createConnection = () => socket;

  function send(path: string, body: Uint8Array, headers: Readonly<Record<string, string | number>> = {}): Promise<{ readonly status: number; readonly body: Uint8Array }> {
    return new Promise((resolve, reject) => {
      if (socket.destroyed || !socket.writable) {
        reject(new Error('the connection has ended'));
        return;
      }
      const gone = () => reject(new Error('the connection has ended'));
      socket.once('close', gone);
      const sent = httpsRequest({ agent, method: 'POST', path, headers: { 'content-type': CONTENT_TYPE, 'content-length': body.length, ...headers } }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('end', () => {
          socket.off('close', gone);
          resolve({ status: response.statusCode ?? 0, body: new Uint8Array(Buffer.concat(pieces)) });
        });
        response.once('error', reject);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async function ask<V extends Verb>(verb: V, request: VerbRequest<V>): Promise<Answered<V>> {
    const { status, body } = await send(`${VERB_PATH}${verb}`, encodeRequest(verb, request));
    if (status === 200) {
      const answer = decodeAnswer(verb, body);
      if (!answer.ok) throw new Error(`the answer to ${verb} is malformed`);
      return { status, value: answer.value, error: null };
    }
    const error = decodeSyncError(body);
    if (!error.ok) throw new Error(`the error of ${verb} is malformed`);
    return { status, value: null, error: error.value };
  }

  let session: (SessionFacts & { readonly identity: Uint8Array }) | null = null;
  const client: SyncClient = {
    socket, pin, binding, send, ask,
    must: async (verb, request) => {
      const { value, error } = await ask(verb, request);
      if (value === null) throw new Error(`${verb}: ${error?.error} ${error?.class ?? error?.what ?? ''}`);
      return value;
    },
    hello: async () => {
      const nonce = systemRandom(32);
      const answer = await client.must('hello', { versions: [1], nonce });
      const facts = { clientNonce: nonce, serverNonce: answer.nonce, binding };
      if (!isSessionSigned(facts, pin, answer.identity, answer.signature)) throw new Error('the session is not signed');
      session = { ...facts, identity: answer.identity };
      return session;
    },
    login: async (device) => {
      const facts = session ?? (await client.hello());
      return client.ask('login', { device: device.ed25519, signature: signLogin(facts, facts.identity, device) });
    },
    close: () => socket.destroy(),
  };
  return client;
}

/** Connects and logs in; the pin and the identity must be those that are given. */
export async function logIn(address: ServerAddress, device: DeviceKeys, known?: { readonly pin: Uint8Array; readonly identity: Uint8Array }): Promise<SyncClient> {
  const client = await connectClient(address);
  const { identity } = await client.hello();
  if (known !== undefined && !(equalBytes(known.pin, client.pin) && equalBytes(known.identity, identity))) throw new Error('another server');
  const { error } = await client.login(device);
  if (error !== null) throw new Error(`login: ${error.error}`);
  return client;
}
