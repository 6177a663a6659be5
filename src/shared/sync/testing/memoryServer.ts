import { bytesToHex, type LogId, type Result, type UnixMs } from '#base';
import { createDevice } from '#crypto';
import { appendLeaf, createLogReader, decodeFrame, emptyAccumulator, feedIdOf, hashHeader, rootOf, type LogReader } from '#log';
import { orderLeaf, signCheckpoint } from '../checkpoint.ts';
import type { Transport } from '../client/ask.ts';
import { decodeRequest, encodeAnswer } from '../messages/codec.ts';
import { encodeSyncError, statusOf, type SyncError } from '../messages/errors.ts';
import { parseVerb, type Verb, type VerbAnswer, type VerbRequest } from '../messages/verbs.ts';
import { signSession } from '../session/transcripts.ts';
import type { ServerSigner } from '../signed.ts';
import { seededRandom } from '../../log/testing/writer.ts';

interface StoredLog { readonly reader: LogReader; readonly leaves: { readonly frame: Uint8Array; readonly headerHash: Uint8Array; readonly feed: string; readonly seq: number }[] }
type Answers = { readonly [V in Verb]?: (request: VerbRequest<V>) => VerbAnswer<V> | SyncError };

/** A server in memory that keeps to docs/spec/sync.md: one order, one reader without keys, checkpoints over what it holds. */
export interface MemoryServer {
  readonly signer: ServerSigner;
  readonly pin: Uint8Array;
  readonly log: (log: LogId) => StoredLog;
  readonly answers: Required<Pick<Answers, 'hello' | 'login' | 'push' | 'pull'>>;
  readonly transport: (binding?: Uint8Array) => Transport;
}

/** `bend` may put other answers in the place of honest ones: what a hostile server would do. */
export function createMemoryServer(seed: number, bend: (server: MemoryServer) => Answers = () => ({})): MemoryServer {
  const random = seededRandom(seed);
  const device = createDevice(random);
  const signer: ServerSigner = { identity: device.ed25519, signingKey: device.signingKey };
  const pin = random(32);
  const logs = new Map<LogId, StoredLog>();
  let at = 1_000;
  const logOf = (log: LogId) => {
    const known = logs.get(log) ?? { reader: createLogReader({ log, keys: {} }), leaves: [] };
    logs.set(log, known);
    return known;
  };
  const checkpointOf = (log: LogId) => {
    let tree = emptyAccumulator;
    for (const { headerHash } of logOf(log).leaves) tree = appendLeaf(tree, orderLeaf(headerHash));
    return signCheckpoint({ log, size: tree.size, root: rootOf(tree), at: (at += 1) as UnixMs }, signer);
  };
  let binding: Uint8Array = new Uint8Array(32);
  const server: MemoryServer = {
    signer, pin, log: logOf,
    answers: {
      hello: ({ nonce }) => {
        const serverNonce = random(32);
        return { version: 1, nonce: serverNonce, identity: signer.identity, signature: signSession({ clientNonce: nonce, serverNonce, binding }, pin, signer), rotation: null };
      },
      login: () => ({ now: at, limits: { requestBytes: 1, answerBytes: 1, requestsPerSecond: 1 } }),
      push: ({ log: logBytes, frames }) => {
        const log = bytesToHex(logBytes) as LogId;
        const stored = logOf(log);
        let known = 0;
        let added = 0;
        for (const frame of frames) {
          const taken = stored.reader.ingest(frame);
          if (!taken.ok) return { error: 'refused', message: 'refused', class: taken.error.kind, stored: added, known };
          if (taken.value.status === 'waiting') return { error: 'not-next', message: 'not next', stored: added, known };
          if (taken.value.status === 'duplicate') known += 1;
          else {
            const decoded = decodeFrame(frame);
            if (!decoded.ok) throw new Error('a frame that was taken cannot be read');
            const { author, instance, seq } = decoded.value.header;
            stored.leaves.push({ frame, headerHash: hashHeader(decoded.value.headerBytes), feed: feedIdOf(author, log, instance), seq });
            added += 1;
          }
        }
        return { stored: added, known, checkpoint: checkpointOf(log) };
      },
      pull: ({ log: logBytes, from, have, maxBytes }) => {
        const log = bytesToHex(logBytes) as LogId;
        const sizes = new Map(have.map(({ feed, size }) => [bytesToHex(feed), size]));
        const items: Uint8Array[] = [];
        let bytes = 0;
        for (const leaf of logOf(log).leaves.slice(from)) {
          const item = leaf.seq < (sizes.get(leaf.feed) ?? 0) ? leaf.headerHash : leaf.frame;
          if (items.length > 0 && bytes + item.length > maxBytes) break;
          items.push(item);
          bytes += item.length;
        }
        return { from, items, checkpoint: checkpointOf(log) };
      },
    },
    transport: (bound = new Uint8Array(32)) => {
      binding = bound;
      const answers: Answers = { ...server.answers, ...bend(server) };
      return {
        request: async (name, body): Promise<Awaited<ReturnType<Transport['request']>>> => {
          const verb = parseVerb(name);
          const handler = verb === null ? undefined : (answers[verb] as ((request: unknown) => object) | undefined);
          const request: Result<unknown, { kind: string; message: string }> | null = verb === null ? null : decodeRequest(verb, body);
          if (verb === null || handler === undefined || request === null || !request.ok) return refuse({ error: 'bad-request', message: 'not of this page' });
          const answer = handler(request.value);
          if (answer instanceof Uint8Array) return { ok: true, value: { status: 200, body: answer } };
          return 'error' in answer ? refuse(answer as SyncError) : { ok: true, value: { status: 200, body: encodeAnswer(verb, answer as never) } };
        },
      };
    },
  };
  return server;
}

function refuse(error: SyncError): Awaited<ReturnType<Transport['request']>> {
  return { ok: true, value: { status: statusOf(error.error), body: encodeSyncError(error) } };
}
