// What a server may do with a part, and that neither side waits for it for ever.
import { expect, test } from 'vitest';
import { decodeCbor, encodeCbor, ok, type Client, type EntryId, type LogId, type Sha256Hex } from '#base';
import type { CarriedPiece, VaultContract } from '#ipc';
import { fetchPart, sendPart, type Way } from './movePart.ts';

const MEBIBYTE = 2 ** 20;
const piece: CarriedPiece = { item: '01HZY8Q0A1B2C3D4E5F6G7H8J9' as EntryId, part: 0, bytes: 2.5 * MEBIBYTE, sha256: 'ab'.repeat(32) as Sha256Hex };
type Body = Readonly<Record<string, unknown>>;

/** A vault that holds the part, or so many bytes of it, and a server that answers as it likes. */
function between(answer: (request: Body, verb: string) => Body, fetched = 0) {
  let stands = fetched;
  const requests: Body[] = [];
  const calls: Readonly<Record<string, (input: Body) => unknown>> = {
    'sealed.read': ({ maxBytes }) => ok({ bytes: new Uint8Array(maxBytes as number) }),
    'sealed.write': ({ from, bytes }) => {
      if (from === stands) stands += (bytes as Uint8Array).length;
      return ok({ bytes: stands });
    },
    'sealed.finish': () => ok({ outcome: 'taken' }),
  };
  const way: Way = {
    vault: { call: async (name: string, input: Body) => calls[name]?.(input), on: () => () => undefined } as unknown as Client<VaultContract>, log: '0'.repeat(32) as LogId,
    turn: (work) => work({ request: async (verb, body) => {
      const decoded = decodeCbor(body);
      const request = (decoded.ok ? decoded.value : {}) as Body;
      requests.push(request);
      return ok({ status: 200, body: encodeCbor(answer(request, verb) as never) });
    } }),
    pieceBytes: () => MEBIBYTE, spend: () => undefined, onStand: () => undefined, isOpen: () => true,
  };
  return { way, requests, stands: () => stands };
}
const sizeOf = (request: Body) => (request['bytes'] as Uint8Array).length;
const kindOf = async (end: ReturnType<typeof sendPart>) => {
  const done = await end;
  return done.ok ? 'ok' : done.error.kind;
};

test('a part goes up from where the server ends, in pieces of at most a mebibyte', async () => {
  const { way, requests } = between((request) => ({ bytes: (request['from'] as number) + sizeOf(request) }));
  expect(await kindOf(sendPart(way, piece, MEBIBYTE))).toBe('ok');
  expect(requests.map((request) => [request['from'], sizeOf(request)])).toEqual([[MEBIBYTE, MEBIBYTE], [2 * MEBIBYTE, MEBIBYTE / 2]]);
});

test.each([
  ['stands still', () => ({ bytes: 0 })],
  ['goes back and forth', (request: Body) => ({ bytes: request['from'] === 0 ? MEBIBYTE : 0 })],
  ['holds more than there is', () => ({ bytes: 3 * MEBIBYTE })],
])('a server that %s is left', async (_name, answer) => {
  const { way, requests } = between(answer);
  expect(await kindOf(sendPart(way, piece, 0))).toBe('bad-answer');
  expect(requests.length).toBeLessThan(20);
});

test('a fetch goes on where it ended', async () => {
  const { way, requests } = between((request) => ({ bytes: new Uint8Array(request['maxBytes'] as number), size: piece.bytes }), 2 * MEBIBYTE);
  expect(await kindOf(fetchPart(way, piece, 2 * MEBIBYTE))).toBe('ok');
  expect(requests.map((request) => [request['from'], request['maxBytes']])).toEqual([[2 * MEBIBYTE, MEBIBYTE / 2]]);
});

test.each([
  ['another length', () => ({ bytes: new Uint8Array(10), size: piece.bytes - 1 }), 'other-bytes'],
  ['more than was asked for', () => ({ bytes: new Uint8Array(MEBIBYTE + 1), size: piece.bytes }), 'other-bytes'],
  ['no bytes of a part that it has', () => ({ bytes: new Uint8Array(0), size: piece.bytes }), 'other-bytes'],
  ['nothing', () => ({ bytes: new Uint8Array(0), size: 0 }), 'not-on-server'],
])('a server that gives %s is not listened to, and nothing is written', async (_name, answer, kind) => {
  const { way, stands } = between(answer);
  expect(await kindOf(fetchPart(way, piece, 0))).toBe(kind);
  expect(stands()).toBe(0);
});
