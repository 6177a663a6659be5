import { cp, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail, type Answer, type CallName, type Client, type LogId } from '#base';
import { openVaultFolder } from '#disk';
import type { EntryDraft } from '#domain';
import type { VaultContract } from '#ipc';
import { ask, createInPlace, createPlace, INCIDENT, must, note, PASSPHRASE, runEngine, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const everything = { filter: {}, order: 'number', descending: false, offset: 0, limit: 500 } as const;
async function openIncident(running: Running): Promise<LogId> {
  return must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
}
async function texts(running: Running, log: LogId): Promise<readonly string[]> {
  return (await ask(running, 'journal', { log, ...everything, filter: { kinds: ['note'] } })).rows.map((row) => row.text);
}
/** A client whose next call of a name is answered by `answer`, after the real call when `reach` says so. */
function failing(name: CallName<VaultContract>, kind: string, plan: { armed: boolean; reach: boolean }): (client: Client<VaultContract>) => Client<VaultContract> {
  return (client) => ({
    ...client,
    call: async (called, input) => {
      if (called !== name || !plan.armed) return client.call(called, input);
      if (plan.reach) await client.call(called, input);
      return fail(kind, 'failed on purpose') as Answer<VaultContract, typeof called>;
    },
  });
}

describe('recording', () => {
  test('an incident log begins with the incident and the person, and every kind of entry is sealed and comes back', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    const record = async (draft: EntryDraft) => must(await first.engine.handlers['entry.record']({ log, draft }));
    const system = await record({ kind: 'system', occurred: null, body: { ref: '', name: 'FS01', systemKind: 'server', addresses: [], criticality: 'high', state: 'suspected' } });
    const action = await record({ kind: 'action', occurred: null, tags: ['containment'], links: [{ relation: 'target', to: system.entryId }], body: { ref: '', title: 'Isolate', actionKind: 'isolate-host', targets: ['FS01'], authority: { basis: 'not-stated' }, state: 'proposed' } });
    const drafts: readonly EntryDraft[] = [
      { kind: 'event', occurred: null, body: { track: 'adversary', fact: 'Logon' } },
      { kind: 'decision', occurred: null, body: { ref: '', question: 'Q', options: [], choice: 'C', decidedBy: 'L', consulted: [], state: 'decided' } },
      { kind: 'task', occurred: null, body: { ref: '', title: 'T', state: 'open' } },
      { kind: 'account', occurred: null, body: { ref: '', principal: 'svc', accountKind: 'service', state: 'suspected' } },
      { kind: 'indicator', occurred: null, body: { ref: '', indicatorType: 'ipv4', value: '192.0.2.1', verdict: 'unknown', state: 'observed' } },
      { kind: 'contact', occurred: null, body: { name: 'C', contactKinds: [], numbers: [], emails: [] } },
      { kind: 'communication', occurred: null, body: { direction: 'in', communicationKind: 'call', text: 'Rang' } },
      { kind: 'milestone', occurred: null, body: { milestone: 'declared', basis: 'phone' } },
      { kind: 'assessment', occurred: null, body: { severity: 'critical', reason: 'worse' } },
      { kind: 'narrative', occurred: null, body: { section: 'root-cause', text: 'Because' } },
      { kind: 'amend', occurred: null, body: { target: action.entryId, field: 'title', value: '"Isolate FS01"', reason: 'clearer' } },
      { kind: 'transition', occurred: null, body: { target: action.entryId, state: 'done' } },
      { kind: 'link', occurred: null, body: { from: action.entryId, to: system.entryId, relation: 'supports' } },
      { kind: 'attest', occurred: null, body: { target: action.entryId, verdict: 'confirm' } },
      { kind: 'retract', occurred: null, body: { target: system.entryId, reason: 'other host' } },
    ];
    for (const draft of drafts) await record(draft);
    expect(system.ref).toMatch(/^S-[A-Z0-9]{2}-001$/);
    expect(action.number).toBe(4);
    await first.end();
    const again = await unlockInPlace(place, first.path);
    expect(again.report).toMatchObject({ incidents: 1, entries: 1 + 2 + 2 + drafts.length, workingCopy: 'current' });
    const rows = (await ask(again, 'journal', { log, ...everything })).rows;
    expect(rows.slice(0, 2).map((row) => row.stamp.kind)).toEqual(['incident', 'person']);
    expect(rows).toHaveLength(4 + drafts.length);
    const detail = await ask(again, 'entity', { log, entity: action.entryId });
    expect(detail?.entity).toMatchObject({ state: 'done', body: { title: 'Isolate FS01' }, original: { title: 'Isolate' } });
    await again.end();
  });

  test('entries recorded at once share frames, keep their order and never share a reference', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    const before = first.vault.path();
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => first.engine.handlers['entry.record']({ log, draft: { kind: 'task', occurred: null, body: { ref: '', title: `t${index}`, state: 'open' } } })));
    const refs = all.map((answer) => must(answer).ref);
    expect(new Set(refs).size).toBe(40);
    expect(refs[0]).toMatch(/-001$/);
    expect(refs[39]).toMatch(/-040$/);
    const listed = must(await first.vault.handlers['logs.list']({})).logs.find((condition) => condition.log === log);
    expect(listed?.frames).toBeLessThan(10);
    expect(before).toBe(first.path);
    await first.end();
  });

  test('a draft that does not hold is refused by field name, and nothing is written', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    const answer = await first.engine.handlers['entry.record']({ log, draft: { kind: 'note', occurred: null, body: { text: '' } } });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-entry', message: 'the field "text" is empty' } });
    expect(await first.engine.handlers['entry.record']({ log: 'f'.repeat(32) as LogId, draft: note('x') })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
    expect(await texts(first, log)).toEqual([]);
    await first.end();
  });

  test('undo and redo are forward entries with labels', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    const { handlers } = first.engine;
    must(await handlers['entry.record']({ log, draft: note('mistake') }));
    expect(await ask(first, 'incident', { log })).toMatchObject({ undoLabel: 'Note', redoLabel: null });
    expect(must(await handlers['entry.undo']({ log })).label).toBe('Note');
    const struck = async () => (await ask(first, 'journal', { log, ...everything, filter: { kinds: ['note'] } })).rows[0]?.struck;
    expect(await struck()).toBe(true);
    expect(await handlers['entry.undo']({ log })).toMatchObject({ ok: false, error: { kind: 'nothing-to-undo' } });
    must(await handlers['entry.redo']({ log }));
    expect(await struck()).toBe(false);
    must(await handlers['entry.undo']({ log }));
    expect(await struck()).toBe(true);
    expect((await ask(first, 'incident', { log }))?.entries).toBe(6);
    await first.end();
  });

  test('a draft goes only after its entry is sealed', async () => {
    const plan = { armed: false, reach: false };
    const first = await createInPlace(place, { wrap: failing('log.append', 'disk-full', plan) });
    const log = await openIncident(first);
    const { handlers } = first.engine;
    must(await handlers['draft.put']({ key: 'capture', log, json: '{"text":"typed"}' }));
    plan.armed = true;
    expect(await handlers['entry.record']({ log, draft: note('typed'), draftKey: 'capture' })).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    expect(await ask(first, 'drafts', { log })).toHaveLength(1);
    plan.armed = false;
    must(await handlers['entry.record']({ log, draft: note('typed'), draftKey: 'capture' }));
    expect(await ask(first, 'drafts', { log })).toHaveLength(0);
    expect(await texts(first, log)).toEqual(['typed']);
    await first.end();
  });
});

describe('a disk that fails', () => {
  test('full: says so once, keeps reading, and goes on when there is room', async () => {
    const plan = { armed: false, reach: false };
    const space = { armed: false, reach: false };
    const first = await createInPlace(place, { wrap: (client) => failing('log.append', 'disk-full', plan)(failing('disk.space', 'io', space)(client)) });
    const log = await openIncident(first);
    plan.armed = true;
    space.armed = true;
    for (let index = 0; index < 3; index += 1) expect(await first.engine.handlers['entry.record']({ log, draft: note('kept') })).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    expect(first.pushes.filter((push) => push.name === 'vault.readOnly')).toHaveLength(1);
    expect(await texts(first, log)).toEqual([]);
    plan.armed = false;
    space.armed = false;
    must(await first.engine.handlers['entry.record']({ log, draft: note('kept') }));
    expect(await texts(first, log)).toEqual(['kept']);
    await first.end();
  });

  test('an answer that is lost after the bytes were written counts as written, and nothing is signed twice', async () => {
    const plan = { armed: false, reach: true };
    const first = await createInPlace(place, { wrap: failing('log.append', 'io', plan) });
    const log = await openIncident(first);
    plan.armed = true;
    const answer = await first.engine.handlers['entry.record']({ log, draft: note('written') });
    expect(answer.ok).toBe(true);
    plan.armed = false;
    must(await first.engine.handlers['entry.record']({ log, draft: note('next') }));
    await first.end();
    const again = await unlockInPlace(place, first.path);
    expect(await texts(again, log)).toEqual(['written', 'next']);
    expect(must(await again.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('ok');
    await again.end();
  });
});

describe('the working copy', () => {
  async function filled(): Promise<{ readonly path: string; readonly log: LogId }> {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    for (let index = 0; index < 5; index += 1) must(await first.engine.handlers['entry.record']({ log, draft: note(`n${index}`) }));
    await first.end();
    return { path: first.path, log };
  }
  const tableOf = (table: string) => {
    const found = [...place.store].find(([name]) => name.endsWith(`/${table}`));
    if (found === undefined) throw new Error('no such table');
    return found[1];
  };

  test.each([
    ['missing', 'rebuilt-missing', () => place.store.clear()],
    ['damaged', 'rebuilt-damaged', () => { for (const [key, bytes] of tableOf('pages')) tableOf('pages').set(key, bytes.map((value, index) => (index === 40 ? value ^ 1 : value))); }],
    ['without its pages', 'rebuilt-damaged', () => tableOf('pages').clear()],
    ['of another vault', 'rebuilt-foreign', () => { for (const [key, bytes] of tableOf('about')) tableOf('about').set(key, bytes.map((value) => value ^ 5).fill(1, 0, 1)); }],
    ['of an older layout', 'rebuilt-older', () => { for (const [key, bytes] of tableOf('about')) tableOf('about').set(key, bytes.map((value, index) => (index === 0 ? 0 : value))); }],
  ])('%s is rebuilt from the frames, and said', async (_what, expected, harm) => {
    const { path, log } = await filled();
    harm();
    const again = await unlockInPlace(place, path);
    expect(again.report.workingCopy).toBe(expected);
    expect(await texts(again, log)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    await again.end();
    const third = await unlockInPlace(place, path);
    expect(third.report.workingCopy).toBe('current');
    await third.end();
  });

  test('an older one of this vault is caught up from the frames after it', async () => {
    const { path, log } = await filled();
    const old = new Map([...place.store].map(([name, rows]) => [name, new Map(rows)]));
    const second = await unlockInPlace(place, path);
    must(await second.engine.handlers['entry.record']({ log, draft: note('later') }));
    await second.end();
    for (const [name, rows] of old) place.store.set(name, rows);
    const third = await unlockInPlace(place, path);
    expect(third.report.workingCopy).toBe('caught-up');
    expect((await texts(third, log)).at(-1)).toBe('later');
    await third.end();
  });

  test('holds nothing that can be read or guessed', async () => {
    await filled();
    const text = [...place.store].flatMap(([name, rows]) => [name, ...[...rows].flatMap(([key, bytes]) => [key, Buffer.from(bytes).toString('latin1')])]).join('\n');
    for (const secret of ['n0', 'Ransomware', 'INC-1', 'Kari', 'incident']) expect(text.includes(secret) && secret.length > 2).toBe(false);
  });
});

describe('a vault on another machine', () => {
  test('goes on in a new feed and records it, and both feeds verify', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    must(await first.engine.handlers['entry.record']({ log, draft: note('here') }));
    await first.end();
    const elsewhere = { ...place, hostStateDir: `${place.hostStateDir}-2`, store: new Map() };
    const second = await unlockInPlace(elsewhere, first.path);
    expect(second.report.notices.map((notice) => notice.kind)).toContain('new-feed');
    must(await second.engine.handlers['entry.record']({ log, draft: note('there') }));
    expect((await ask(second, 'entities', { log, kind: 'recovery', filter: {} })).map((entity) => entity.body)).toMatchObject([{ what: 'new-feed' }]);
    const report = must(await second.engine.handlers['integrity.check']({ log: null, evidence: true }));
    expect(report).toMatchObject({ verdict: 'ok', problems: [] });
    expect(report.feeds.length).toBe(4);
    await second.end();
    const third = await unlockInPlace(place, first.path);
    expect(third.report.notices).toEqual([]);
    must(await third.engine.handlers['entry.record']({ log, draft: note('here again') }));
    expect(await texts(third, log)).toEqual(['here', 'there', 'here again']);
    await third.end();
  });

  test('a folder put back from a copy is noticed by what the machine remembers', async () => {
    const first = await createInPlace(place);
    const log = await openIncident(first);
    must(await first.engine.handlers['entry.record']({ log, draft: note('one') }));
    await first.end();
    await cp(first.path, `${first.path}-copy`, { recursive: true });
    const second = await unlockInPlace(place, first.path);
    must(await second.engine.handlers['entry.record']({ log, draft: note('two') }));
    await second.end();
    await rm(first.path, { recursive: true });
    await cp(`${first.path}-copy`, first.path, { recursive: true });
    const restored = await unlockInPlace(place, first.path);
    expect(restored.report.notices.map((notice) => notice.kind)).toContain('new-feed');
    must(await restored.engine.handlers['entry.record']({ log, draft: note('three') }));
    expect(await texts(restored, log)).toEqual(['one', 'three']);
    const report = must(await restored.engine.handlers['integrity.check']({ log, evidence: false }));
    expect(report.lines.find((line) => line.topic === 'completeness')?.verdict).not.toBe('holds');
    await restored.end();
    const later = await unlockInPlace(place, first.path);
    expect(later.report.notices).toEqual([]);
    expect(must(await later.engine.handlers['integrity.check']({ log, evidence: false })).verdict).not.toBe('ok');
    await later.end();
  });
});

test('an open query is pushed again when the journal changes, together for changes close together, and after lock never', async () => {
  const first = await createInPlace(place);
  const log = await openIncident(first);
  const { handlers } = first.engine;
  must(await handlers['query.open']({ id: 900, name: 'incident', params: { log } }));
  must(await handlers['query.open']({ id: 901, name: 'entities', params: { log, kind: 'task', filter: {} } }));
  const of = (id: number) => first.pushes.filter((push) => push.name === 'query.result' && push.payload.id === id).length;
  expect([of(900), of(901)]).toEqual([1, 1]);
  await Promise.all(Array.from({ length: 10 }, (_, index) => handlers['entry.record']({ log, draft: note(`n${index}`) })));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(of(900)).toBeGreaterThan(1);
  expect(of(900)).toBeLessThan(6);
  expect(of(901)).toBe(1);
  must(await handlers['query.close']({ id: 900 }));
  expect(await handlers['query.open']({ id: 902, name: 'incident', params: { log: 'e'.repeat(32) as LogId } })).toMatchObject({ ok: false, error: { kind: 'unknown-log' } });
  await first.end();
  expect(await handlers['entry.record']({ log, draft: note('late') })).toMatchObject({ ok: false, error: { kind: 'locked' } });
});

test('a second engine cannot be unlocked over a folder that is held', async () => {
  const first = await createInPlace(place);
  const held = await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir });
  expect(held).toMatchObject({ ok: false, error: { kind: 'held' } });
  await first.end();
  const running = runEngine(place, must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir })));
  must(await running.engine.handlers['vault.unlock']({ passphrase: PASSPHRASE }));
  expect((await running.engine.handlers['vault.unlock']({ passphrase: PASSPHRASE })).ok).toBe(false);
  await running.end();
});
