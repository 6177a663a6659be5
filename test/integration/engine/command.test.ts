import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntityId, LogId, UnixMs } from '#base';
import { coordinatorAt, isEntityOf } from '#domain';
import type { EntryDraft } from '#ipc';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

async function start(): Promise<{ readonly running: Running; readonly log: LogId; readonly record: (draft: EntryDraft) => Promise<EntityId> }> {
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  return { running, log, record: async (draft) => must(await running.engine.handlers['entry.record']({ log, draft })).entryId };
}

test('a shift change: role, task and custody pass with the items accepted, what is refused stays, and the sheet builds to the recorded hash', async () => {
  const { running, log, record } = await start();
  const { handlers } = running.engine;
  await record({ kind: 'assignment', occurred: null, body: { role: 'incident-coordinator', person: 'Ana Ek', state: 'accepted' } });
  const kept = await record({ kind: 'task', occurred: null, body: { ref: '', title: 'Call customer B', owner: 'Ana Ek', state: 'assigned' } });
  const passed = await record({ kind: 'task', occurred: null, body: { ref: '', title: 'Rebuild FS01', owner: 'Ana Ek', state: 'in-progress' } });
  const disk = await record({ kind: 'evidence', occurred: null, body: { ref: '', name: 'External disk', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana Ek', custodian: 'Ana Ek', sealNumber: '88121' } });
  expect((await ask(running, 'brief', { log, person: 'ana ek' })).map(({ itemKind }) => itemKind)).toEqual(['role', 'task', 'task', 'custody']);
  const sealed = must(await handlers['handover.issue']({ log, words: { from: 'Ana Ek', to: 'Cem Ay', tried: 'Blocking by name', duties: ['Watch the bridge'] }, draftKey: 'form handover' }));
  expect(sealed.ref).toMatch(/^H-..-001$/);
  const handover = sealed.entryId;
  const answer = (answers: Parameters<typeof handlers['handover.answer']>[0]['answers']) => handlers['handover.answer']({ log, handover, by: 'Cem Ay', answers });
  expect(must(await answer([{ item: 2, outcome: 'query', note: 'In which language?' }])).entries).toBe(1);
  expect(must(await answer([{ item: 2, outcome: 'refused', note: 'no language' }])).entries).toBe(1);
  expect(must(await answer([1, 3, 4, 5].map((item) => ({ item, outcome: 'accepted', note: item === 4 ? 'seal 88121 whole' : '' })))).entries).toBe(7);
  expect(await answer([{ item: 1, outcome: 'refused', note: 'no' }])).toMatchObject({ ok: false, error: { kind: 'invalid-entry' } });

  const [view] = await ask(running, 'handovers', { log });
  expect(view).toMatchObject({ accepted: 4, refused: 1, open: 0 });
  const { coordinators } = await ask(running, 'roles', { log });
  expect(coordinators.map(({ person }) => person)).toEqual(['Ana Ek', 'Cem Ay']);
  expect(coordinatorAt(coordinators, coordinators[1]?.from ?? (0 as never))?.person).toBe('Cem Ay');
  const owners = new Map((await ask(running, 'entities', { log, kind: 'task', filter: {} })).flatMap((task) => (isEntityOf(task, 'task') ? [[task.id, task.body.owner]] : [])));
  expect([owners.get(kept), owners.get(passed)]).toEqual(['Ana Ek', 'Cem Ay']);
  expect((await ask(running, 'entity', { log, entity: disk }))?.custody).toMatchObject({ state: 'held', custodian: 'Cem Ay', gaps: [] });
  const built = must(await handlers['document.build']({ log, type: 'handover', items: [handover], filter: {} }));
  expect(built.contentSha256).toBe(view?.handover.body.contentSha256);
  await running.end();
});

test('a request that waits for the outgoing person is asked of the incoming one with the item, its expiry unchanged; one who asked is not asked', async () => {
  const { running, log, record } = await start();
  const { handlers } = running.engine;
  const action = await record({ kind: 'action', occurred: null, body: { ref: '', title: 'Cut the link', actionKind: 'restrict-supplier-link', targets: [], authority: { basis: 'not-stated' }, state: 'proposed' } });
  const expiresAt = { at: Date.parse('2099-01-01T10:40:00Z') as UnixMs, precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: '2099-01-01 10:40Z', clockSource: 'device' } as const;
  const request = (requestedBy: string, approver: string) => record({ kind: 'approval', occurred: null, body: { ref: '', action, targets: ['LINK-1'], seat: 'single', requestedBy, approver, expiresAt } });
  const asked = [await request('Ben', 'ana ek'), await request('Cem Ay', 'Ana Ek'), await request('Ben', 'Customer desk')];
  const { entryId: handover } = must(await handlers['handover.issue']({ log, words: { from: 'Ana Ek', to: 'Cem Ay', duties: [] }, draftKey: 'x' }));
  must(await handlers['handover.answer']({ log, handover, by: 'Cem Ay', answers: [1, 2, 3].map((item) => ({ item, outcome: 'accepted', note: '' })) }));
  const approvals = (await ask(running, 'entities', { log, kind: 'approval', filter: {} })).filter((entity) => isEntityOf(entity, 'approval'));
  const pending = approvals.filter(({ retracted }) => retracted === null);
  expect(pending.map(({ body }) => [body.requestedBy, body.approver])).toEqual(expect.arrayContaining([['Ben', 'Cem Ay'], ['Cem Ay', 'Ana Ek'], ['Ben', 'Customer desk']]));
  expect(pending).toHaveLength(3);
  const fresh = pending.find(({ body }) => body.approver === 'Cem Ay');
  expect(fresh).toMatchObject({ body: { expiresAt: { at: expiresAt.at }, targets: ['LINK-1'] }, envelope: { links: [{ relation: 'derived-from', to: asked[0] }] } });
  await running.end();
});

test('situation reports are numbered and build to their hash after the journal has moved on; a plan prints', async () => {
  const { running, log, record } = await start();
  const { handlers } = running.engine;
  const first = must(await handlers['sitrep.issue']({ log, words: { assessment: 'Two servers encrypted', nextSteps: 'Cut the VLAN' }, draftKey: 'x' })).entryId;
  await record(note('later'));
  const second = must(await handlers['sitrep.issue']({ log, words: { assessment: 'Contained', nextSteps: 'Rebuild' }, draftKey: 'x' })).entryId;
  const { issued, next } = await ask(running, 'sitreps', { log });
  expect([next, ...issued.map(({ body }) => body.number)]).toEqual([3, 2, 1]);
  for (const id of [first, second]) {
    const built = must(await handlers['document.build']({ log, type: 'sitrep', items: [id], filter: {} }));
    expect(built.contentSha256).toBe(issued.find((report) => report.id === id)?.body.contentSha256);
  }
  expect(await handlers['document.build']({ log, type: 'plan', items: [], filter: {} })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
  await record({ kind: 'plan', occurred: null, body: { version: 1, situation: 'x', objectives: ['Stop it'], strategy: 'mixed', workstreams: [], constraints: [], triggers: [] } });
  expect(must(await handlers['document.build']({ log, type: 'plan', items: [], filter: {} })).html).toContain('Response plan, version 1');
  await running.end();
});
