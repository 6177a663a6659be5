// Somebody who was invited and admitted gets the journal on a stick, and so does what they write: no server, no crafted frames.
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

const consoles: { readonly place: Place & { readonly remove: () => Promise<void> }; readonly running: Running }[] = [];
beforeAll(async () => {
  for (let count = 0; count < 3; count += 1) {
    const place = await createPlace();
    consoles.push({ place, running: await createInPlace(place) });
  }
});
afterAll(async () => {
  for (const { place, running } of consoles) {
    await running.end();
    await place.remove();
  }
});

test('admitted by request, reading what came before, writing back, and removed again', async () => {
  const [first, second] = consoles;
  if (first === undefined || second === undefined) throw new Error('two are needed');
  const { handlers } = first.running.engine;
  const there = second.running.engine.handlers;
  const { log } = must(await handlers['incident.create']({ body: INCIDENT, occurred: null }));
  must(await handlers['entry.record']({ log, draft: note('before') }));
  const sheet = must(await handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'Marit' }));
  const asked = must(await there['member.joinRequest']({ invitation: `${sheet.words} ${sheet.logWords}` }));
  must(await handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: { means: 'voice', name: 'Marit Lie' } }));
  const { members } = await ask(first.running, 'bundle.standing', { log });
  const member = members.find(({ own }) => !own);
  expect(member).toMatchObject({ fingerprint: asked.fingerprint, role: 'writer', has: 0, pending: false });
  const send = async (from: Running, to: Running, device: string) => {
    const folder = mkdtempSync(path.join(first.place.folder, 'stick-'));
    const { grant } = must(await from.vault.addBundleFolder(folder));
    must(await from.engine.handlers['bundle.export']({ log, folder: grant, recipients: [device], carry: 'lacking', evidence: false }));
    return must(await to.engine.handlers['bundle.import']({ grants: [must(await to.vault.addBundleFiles(folder)).grant] }));
  };
  expect(await send(first.running, second.running, member?.device ?? '')).toMatchObject({ setAside: [], logs: [{ isNew: true, isMember: true, framesRefused: 0, framesWaiting: 0, headsNotHere: [] }] });
  const notes = async (of: Running) => (await ask(of, 'entities', { log, kind: 'note', filter: {} })).map(({ body }) => ('text' in body ? body.text : ''));
  expect(await notes(second.running)).toEqual(['before']);
  must(await there['entry.record']({ log, draft: note('from the second') }));
  const founder = members.find(({ own }) => own)?.device ?? '';
  expect(await send(second.running, first.running, founder)).toMatchObject({ logs: [{ isNew: false, framesRefused: 0, headsNotHere: [] }] });
  expect(await notes(first.running)).toEqual(['before', 'from the second']);
  expect((await ask(first.running, 'bundle.standing', { log })).members.find(({ own }) => !own)).toMatchObject({ pending: false });
  // Whoever was removed gets no bundle any more.
  must(await handlers['member.remove']({ log, device: member?.device ?? '', reason: 'left' }));
  const { grant } = must(await first.running.vault.addBundleFolder(first.place.folder));
  expect(await handlers['bundle.export']({ log, folder: grant, recipients: [member?.device ?? ''], carry: 'all', evidence: false })).toMatchObject({ ok: false, error: { kind: 'bad-recipient' } });
});

test('a witness keeps what it cannot open, states how far it holds it, passes it on, and writes nothing', async () => {
  const [first, , third] = consoles;
  if (first === undefined || third === undefined) throw new Error('two are needed');
  const { handlers } = first.running.engine;
  const there = third.running.engine.handlers;
  const { log } = must(await handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const sheet = must(await handlers['member.invite']({ log, role: 'witness', history: 'from-now', expires: null, forWhom: 'Notary' }));
  const asked = must(await there['member.joinRequest']({ invitation: sheet.qrText }));
  must(await handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: { means: 'paper', name: 'Notary' } }));
  const { members } = await ask(first.running, 'bundle.standing', { log });
  const [founder, witness] = [members.find(({ own }) => own)?.device ?? '', members.find(({ own }) => !own)?.device ?? ''];
  const carry = async (from: Running, to: Running, write: (folder: string) => Promise<unknown>) => {
    const folder = mkdtempSync(path.join(first.place.folder, 'stick-'));
    await write(must(await from.vault.addBundleFolder(folder)).grant);
    return must(await to.engine.handlers['bundle.import']({ grants: [must(await to.vault.addBundleFiles(folder)).grant] }));
  };
  const exported = (of: Running, device: string) => async (folder: string) => must(await of.engine.handlers['bundle.export']({ log, folder, recipients: [device], carry: 'all', evidence: false }));
  expect(await carry(first.running, third.running, exported(first.running, witness))).toMatchObject({ setAside: [], logs: [{ isNew: true, isMember: true, framesRefused: 0, entriesAdded: 0 }] });
  expect(await ask(third.running, 'unreadable', {})).toMatchObject([{ log, isSealed: true }]);
  const receipt = await carry(third.running, first.running, async (folder) => must(await there['bundle.acknowledge']({ log, folder, recipients: null })));
  expect(receipt).toMatchObject({ logs: [{ cosignatures: 1, cosignaturesRefused: 0 }] });
  const view = await ask(first.running, 'witness', { log });
  expect(view.cosignatures).toMatchObject([{ standing: 'agrees', fingerprint: asked.fingerprint }]);
  expect(view.feeds[0]?.witnessed).toMatchObject({ how: 'cosignature' });
  // It carries frames back like anybody, and records nothing of it.
  expect(await carry(third.running, first.running, async (folder) => expect(await exported(third.running, founder)(folder)).toMatchObject({ entry: null }))).toMatchObject({ logs: [{ framesAdded: 0, framesRefused: 0 }] });
  expect(must(await handlers['member.exposure']({ log, device: witness }))).toMatchObject({ entries: 0, epochs: 0, elsewhere: [] });
  const { log: other } = must(await handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const second = must(await handlers['member.invite']({ log: other, role: 'reader', history: 'all', expires: null, forWhom: 'Notary' }));
  must(await handlers['member.admit']({ log: other, bytes: must(await there['member.joinRequest']({ invitation: second.qrText })).bytes, without: null, check: null }));
  expect(must(await handlers['member.exposure']({ log, device: witness })).elsewhere).toMatchObject([{ log: other, removed: false }]);
  const refused = [
    await there['entry.record']({ log, draft: note('I was here') }), await there['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'a friend' }),
    await there['member.setRole']({ log, device: witness, role: 'admin' }), await there['member.rotate']({ log }),
  ];
  expect(refused.map((answer) => (answer.ok ? 'ok' : answer.error.kind))).toEqual(['not-a-writer', 'not-an-admin', 'not-an-admin', 'not-an-admin']);
  // A role that writes comes with a key for what follows, and with none for what came before.
  must(await handlers['member.setRole']({ log, device: witness, role: 'writer' }));
  must(await handlers['entry.record']({ log, draft: note('for the writer, too') }));
  await carry(first.running, third.running, exported(first.running, witness));
  must(await there['entry.record']({ log, draft: note('now I write') }));
  expect((await ask(third.running, 'entities', { log, kind: 'note', filter: {} })).map(({ body }) => ('text' in body ? body.text : ''))).toEqual(['for the writer, too', 'now I write']);
});
