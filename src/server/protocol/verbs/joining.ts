import { bytesToHex, equalBytes, err, ok } from '#base';
import { checkJoinRequest, parseJoinRequest } from '#log';
import { MAX_REQUESTS_OF_DEVICE, MAX_REQUESTS_OF_LOG, REQUEST_LIFE_MS } from '#sync';
import { toLogId } from '../../ledger/openLedger.ts';
import type { StoredRequest } from '../../store/types.ts';
import type { AnswerVerb } from '../answer.ts';
import { bookOfMember, diskFull, notAllowed, unavailable } from './logs.ts';

/**
 * Keeps a request for the admins of a log. Whatever does not hold, an unknown log included, is answered alike: only who holds an invitation learns that the
 * log is here.
 */
export const answerJoin: AnswerVerb<'join'> = async ({ ledger, store, now }, device, { log, request }) => {
  const obtained = await ledger.obtain(toLogId(log));
  if (!obtained.ok) return err(unavailable);
  const book = obtained.value;
  const state = book?.membership() ?? null;
  const parsed = parseJoinRequest(request);
  if (book === null || state === null || !parsed.ok || !equalBytes(parsed.value.device, device)) return err(notAllowed);
  if (!checkJoinRequest(parsed.value, book.log, state, now()).ok) return err(notAllowed);
  const invitation = bytesToHex(parsed.value.invitation);
  const name = bytesToHex(device);
  const waiting = await store.requests(book.log);
  if (!waiting.ok) return err(unavailable);
  const present = fresh(waiting.value, now());
  const others = present.filter((one) => one.device !== name || one.invitation !== invitation);
  if (others.length >= MAX_REQUESTS_OF_LOG || others.filter((one) => one.device === name).length >= MAX_REQUESTS_OF_DEVICE) return err({ error: 'slow-down', message: 'too many requests wait for an admin', retryAfterMs: 60_000 });
  const kept = await store.putRequest(book.log, { invitation, device: name, at: now(), bytes: request });
  return kept.ok ? ok({}) : err(kept.error.kind === 'disk-full' ? diskFull : unavailable);
};

export const answerRequests: AnswerVerb<'requests'> = async (service, device, { log }) => {
  const book = await bookOfMember(service, device, log, true);
  if (!book.ok) return book;
  const waiting = await service.store.requests(book.value.log);
  if (!waiting.ok) return err(unavailable);
  return ok({ requests: fresh(waiting.value, service.now()).slice(0, MAX_REQUESTS_OF_LOG).map(({ bytes }) => bytes) });
};

export const answerSettle: AnswerVerb<'settle'> = async (service, device, { log, invitation }) => {
  const book = await bookOfMember(service, device, log, true);
  if (!book.ok) return book;
  const dropped = await service.store.dropRequests(book.value.log, bytesToHex(invitation));
  return dropped.ok ? ok({}) : err(unavailable);
};

function fresh(requests: readonly StoredRequest[], now: number): readonly StoredRequest[] {
  return requests.filter(({ at }) => at > now - REQUEST_LIFE_MS);
}
