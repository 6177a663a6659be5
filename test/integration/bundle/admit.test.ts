// Somebody who was invited and admitted gets the journal on a stick, and so does what they write: no server, no crafted frames.
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

const consoles: { readonly place: Place & { readonly remove: () => Promise<void> }; readonly running: Running }[] = [];
beforeAll(async () => {
  for (let count = 0; count < 2; count += 1) {
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
