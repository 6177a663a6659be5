import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId, UnixMs } from '#base';
import type { BodyOf, EntryDraft, Occurred } from '#domain';
import { ask, createInPlace, createPlace, INCIDENT, must, unlockInPlace } from '../../support/engineHarness.ts';

let place: Awaited<ReturnType<typeof createPlace>>;
let running: Awaited<ReturnType<typeof unlockInPlace>>;
let workspace: LogId;
let log: LogId;

const at = (ms: number): Occurred => ({ at: ms as UnixMs, precision: 'exact', zone: 'UTC', offsetMinutes: 0, written: 'as signed', clockSource: 'paper' });
const contact = (name: string, order: number): EntryDraft => ({ kind: 'contact', occurred: null, body: { name, contactKinds: ['security'], numbers: ['+47 73 55 01 04'], emails: [], order } });
const signed: BodyOf<'standing-approval'> = {
  ref: '', title: 'Containment of user accounts', level: 'act', actionKinds: ['disable-account'], systemKinds: [], accountKinds: ['user'], exclusions: ['Ingrid Berg'], signatory: 'A. Lund',
  signedAt: at(0), validUntil: at(4e12),
};
const standing = async (kind: 'contact' | 'standing-approval' | 'task' | 'action') => (await ask(running, 'entities', { log, kind, filter: {} })).filter((entity) => entity.retracted === null);

beforeAll(async () => {
  place = await createPlace();
  const made = await createInPlace(place);
  await made.end();
  running = await unlockInPlace(place, made.path);
  ({ workspace } = running.report);
  log = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
});
afterAll(async () => {
  await running.end();
  await place.remove();
});

test('what is prepared in the workspace is copied into an incident once, and one undo takes it back', async () => {
  const { handlers } = running.engine;
  // More than fit into one frame.
  for (let order = 1; order <= 45; order += 1) must(await handlers['entry.record']({ log: workspace, draft: contact(`Person ${order}`, order) }));
  const approval = must(await handlers['entry.record']({ log: workspace, draft: { kind: 'standing-approval', occurred: null, body: signed } }));
  expect(approval.ref).toMatch(/^SA-..-001$/);
  const withdrawn = must(await handlers['entry.record']({ log: workspace, draft: contact('Somebody who left', 99) }));
  must(await handlers['entry.record']({ log: workspace, draft: { kind: 'retract', occurred: null, body: { target: withdrawn.entryId, reason: 'left' } } }));
  expect(must(await handlers['workspace.bringIn']({ log }))).toEqual({ brought: 46, alreadyThere: 0 });
  const [copy] = await standing('standing-approval');
  expect(copy).toMatchObject({ ref: approval.ref, body: { exclusions: ['Ingrid Berg'] }, envelope: { source: 'import', origin: approval.entryId } });
  expect((await standing('contact')).map((entity) => entity.envelope.origin === undefined)).not.toContain(true);
  expect(must(await handlers['workspace.bringIn']({ log }))).toEqual({ brought: 0, alreadyThere: 46 });
  expect(must(await handlers['entry.undo']({ log })).label).toBe('What was prepared');
  expect(await standing('contact')).toEqual([]);
  // What was taken back here is not wanted here: only the person's own redo brings it again.
  expect(must(await handlers['workspace.bringIn']({ log }))).toEqual({ brought: 0, alreadyThere: 46 });
  must(await handlers['entry.redo']({ log }));
  expect(await standing('contact')).toHaveLength(45);
  expect((await handlers['workspace.bringIn']({ log: workspace })).ok).toBe(false);
});

test('an override that is not ratified opens a task to roll it back, in the same step', async () => {
  const { handlers } = running.engine;
  const action = must(await handlers['entry.record']({ log, draft: { kind: 'action', occurred: null, body: {
    ref: '', title: 'Block partner.example', actionKind: 'block-domain', targets: ['partner.example'], authority: { basis: 'override', harm: 'money is leaving', alternative: 'waiting' }, state: 'done',
  } } }));
  must(await handlers['entry.record']({ log, draft: { kind: 'transition', occurred: null, body: { target: action.entryId, state: 'not-ratified', reason: 'not needed' } } }));
  expect(await standing('task')).toMatchObject([{ body: { title: `Roll back ${action.ref ?? ''}: Block partner.example` }, envelope: { links: [{ relation: 'derived-from', to: action.entryId }] } }]);
  must(await handlers['entry.undo']({ log }));
  expect(await standing('task')).toEqual([]);
  expect(await standing('action')).toMatchObject([{ state: 'done' }]);
});

test('several entries are sealed together or not at all', async () => {
  const { handlers } = running.engine;
  const [action] = await standing('action');
  const before = (await ask(running, 'incident', { log }))?.entries;
  const approval: EntryDraft = { kind: 'approval', occurred: null, body: { ref: '', action: action?.id ?? expect.fail('no action'), targets: [], seat: 'single', requestedBy: 'Kari Moen', approver: 'A. Lund', verdict: 'approved' } };
  const wrong = { ...approval, body: { ...approval.body, approver: 'kari moen' } } as EntryDraft;
  expect((await handlers['entry.recordAll']({ log, drafts: [approval, wrong] })).ok).toBe(false);
  expect((await ask(running, 'incident', { log }))?.entries).toBe(before);
  expect(must(await handlers['entry.recordAll']({ log, drafts: [approval, { ...approval, body: { ...approval.body, approver: 'S. Vik' } } as EntryDraft] })).entries.map((entry) => entry.ref?.slice(-3))).toEqual(['001', '002']);
});
