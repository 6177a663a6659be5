import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesToHex, err, exhaustive, type Result } from '#base';
import { CONTENT_TYPE, decodeRequest, encodeAnswer, encodeSyncError, parseVerb, statusOf, VERB_PATH, type SyncError, type Verb, type VerbAnswer, type VerbRequest } from '#sync';
import type { AnswerVerb, Service, SessionVerb } from './answer.ts';
import type { Credits } from './credits.ts';
import { announcedLength, readBody, type BodyBudget } from './readBody.ts';
import type { Connection } from './session.ts';
import { answerBlobGet, answerBlobHave, answerBlobPut } from './verbs/blobs.ts';
import { answerJoin, answerRequests, answerSettle } from './verbs/joining.ts';
import { answerFound, answerLogs, answerPull, answerPush } from './verbs/logs.ts';
import { answerHello, answerLogin } from './verbs/session.ts';

/** What became of a request, for the line in the log: ids and sizes only. */
export interface Handled { readonly verb: Verb | 'unknown'; readonly outcome: string; readonly device: string | null; readonly bytesIn: number; readonly bytesOut: number }
interface Around {
  readonly service: Service;
  readonly credits: Credits;
  readonly budget: BodyBudget;
  readonly isStopping: () => boolean;
  /** A throw that is a bug: told, and answered as `unavailable`. */
  readonly onBug: (verb: Verb, error: unknown) => void;
}

const MAX_SESSION_BYTES = 4_096;
const answers: { readonly [V in SessionVerb]: AnswerVerb<V> } = {
  logs: answerLogs, found: answerFound, push: answerPush, pull: answerPull, join: answerJoin, requests: answerRequests, settle: answerSettle,
  'blob.have': answerBlobHave, 'blob.put': answerBlobPut, 'blob.get': answerBlobGet,
};

/** Answers one request of a connection (docs/spec/sync.md section 3): everything that can be refused before the body is read is. Null when the peer went away. */
export async function handleRequest(around: Around, connection: Connection, binding: Uint8Array, request: IncomingMessage, response: ServerResponse): Promise<Handled | null> {
  const verb = parseVerb(request.url?.startsWith(VERB_PATH) === true ? request.url.slice(VERB_PATH.length) : '');
  const device = () => (connection.device === null ? null : bytesToHex(connection.device));
  const refuse = (error: SyncError) => Promise.resolve(send(around, response, error, encodeSyncError(error))).then((bytesOut): Handled => ({ verb: verb ?? 'unknown', outcome: error.error, device: device(), bytesIn: 0, bytesOut }));
  if (verb === null) return refuse({ error: 'bad-request', message: 'there is no such verb' });
  const early = checkEarly(around, connection, verb, request);
  if (!early.ok) return refuse(early.error);
  const giveBack = around.budget.reserve(early.value);
  if (giveBack === null) return refuse({ error: 'slow-down', message: 'the server is busy', retryAfterMs: 1_000 });
  try {
    const body = await readBody(request, early.value);
    if (body === null) return null;
    const answer = await answerOf(around, connection, binding, verb, body);
    const bytes = answer.ok ? encodeAnswer(verb, answer.value) : encodeSyncError(answer.error);
    const bytesOut = send(around, response, answer.ok ? null : answer.error, bytes);
    return { verb, outcome: answer.ok ? 'ok' : answer.error.error, device: device(), bytesIn: body.length, bytesOut };
  } finally {
    giveBack();
  }
}

function checkEarly({ isStopping, credits }: Around, connection: Connection, verb: Verb, request: IncomingMessage): Result<number, SyncError> {
  if (isStopping()) return err({ error: 'unavailable', message: 'the server is stopping' });
  const opening = verb === 'hello' || verb === 'login';
  if (!opening && connection.device === null) return err({ error: 'no-session', message: 'log in first' });
  const delay = connection.device === null ? 0 : credits.take(bytesToHex(connection.device), 1);
  if (delay > 0) return err({ error: 'slow-down', message: 'too many requests', retryAfterMs: delay });
  const length = announcedLength(request);
  if (!length.ok) return err({ error: length.error.kind, message: length.error.message });
  return opening && length.value > MAX_SESSION_BYTES ? err({ error: 'too-large', message: 'the request is longer than the protocol allows' }) : length;
}

async function answerOf({ service, onBug }: Around, connection: Connection, binding: Uint8Array, verb: Verb, body: Uint8Array): Promise<Result<VerbAnswer<Verb>, SyncError>> {
  const request = decodeRequest(verb, body);
  if (!request.ok) return err({ error: request.error.kind, message: request.error.message });
  try {
    switch (verb) {
      case 'hello': return answerHello(service, connection, binding, request.value as VerbRequest<'hello'>);
      case 'login': return answerLogin(service, connection, binding, request.value as VerbRequest<'login'>);
      case 'logs': case 'found': case 'push': case 'pull': case 'join': case 'requests': case 'settle': case 'blob.have': case 'blob.put': case 'blob.get':
        // The table pairs each verb with its own form.
        return await (answers[verb] as AnswerVerb<SessionVerb>)(service, connection.device ?? new Uint8Array(32), request.value as VerbRequest<SessionVerb>);
      default: return exhaustive(verb);
    }
  } catch (error) {
    onBug(verb, error);
    return err({ error: 'unavailable', message: 'this cannot be served now' });
  }
}

/** Sends an answer; what is on its way counts against the budget until it is gone, and a peer that does not read it is let go. */
function send({ service, budget }: Around, response: ServerResponse, error: SyncError | null, bytes: Uint8Array): number {
  if (response.destroyed) return 0;
  const giveBack = budget.reserve(bytes.length);
  if (giveBack === null) {
    response.destroy();
    return 0;
  }
  response.once('close', giveBack);
  response.setTimeout(service.settings.stalledMs, () => response.destroy());
  // What is left of a refused body is not waited for.
  const ends = error !== null && (error.error === 'too-large' || error.error === 'bad-signature' || error.error === 'no-session');
  response.writeHead(error === null ? 200 : statusOf(error.error), { 'content-type': CONTENT_TYPE, 'content-length': bytes.length, ...(ends ? { connection: 'close' } : {}) });
  response.end(bytes);
  return bytes.length;
}
