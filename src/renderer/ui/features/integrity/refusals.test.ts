import { expect, test } from 'vitest';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { refusalsOf } from './refusals.ts';

const log = 'ab'.repeat(32) as LogId;
const recovery = (id: string, at: number, body: object, retracted = false): Entity => ({ id, kind: 'recovery', body, stamp: { recorded: { at }, author: { name: 'Kari Moen' } }, retracted: retracted ? {} : null }) as unknown as Entity;
const refused = { frames: 3, bundles: ['0a1b2c3d'], reasons: [{ reason: 'bad-signature', frames: 2 }, { reason: 'wrong-log', frames: 1 }] };

test('frames that imports left out are listed with their reasons, the newest first; those of this session before them', () => {
  const entities = [
    recovery('old', 1, { what: 'damage', detail: '2 frames of bundle 11112222, 33334444 did not verify and were left out. What they hold is in no document.' }),
    recovery('other', 2, { what: 'damage', detail: '3 damaged ranges were taken from another copy' }), recovery('torn', 3, { what: 'torn-tail', detail: 'x' }),
    recovery('new', 4, { what: 'damage', detail: 'x', refused }), recovery('gone', 5, { what: 'damage', detail: 'x', refused }, true),
  ];
  const sync = { server: 'S', servers: [{ id: 'T', name: 'other' }, { id: 'S', name: 'war room' }], logs: [{ log, refused: 7 }] } as unknown as Parameters<typeof refusalsOf>[1];
  expect(refusalsOf(entities, sync, log)).toMatchObject([
    { frames: 7, from: { by: 'server', name: 'war room' }, at: null, reasons: [] },
    { id: 'new', frames: 3, from: { by: 'bundle', names: '0a1b2c3d' }, at: 4, author: 'Kari Moen', reasons: refused.reasons, detail: null },
    { id: 'old', frames: 2, from: { by: 'bundle', names: '11112222, 33334444' }, reasons: [], detail: expect.stringContaining('did not verify') },
  ]);
  expect(refusalsOf([], null, log)).toEqual([]);
});
