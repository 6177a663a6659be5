import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogId } from '#base';
import { scanFrames } from '#log';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

type Made = Place & { readonly remove: () => Promise<void> };
interface Console { readonly place: Made; readonly path: string; running: Running }

/** Gives `to` every frame of the log that `from` has beyond so many bytes, as a courier would, and opens the vault anew. */
async function carry(from: Console, to: Console, log: LogId, beyond: number): Promise<number> {
  const { bytes } = must(await from.running.vault.handlers['log.read']({ log, from: 0, maxBytes: 16 * 2 ** 20 }));
  const frames = scanFrames(bytes).frames.map((range) => bytes.subarray(range.from, range.to).slice());
  const held = must(await to.running.vault.handlers['logs.list']({})).logs.find((one) => one.log === log)?.bytes ?? 0;
  must(await to.running.vault.handlers['log.append']({ log, expectedBytes: held, frames: frames.filter((_, index) => (scanFrames(bytes).frames[index]?.from ?? 0) >= beyond) }));
  await to.running.end();
  to.running = await unlockInPlace(to.place, to.path);
  return bytes.length;
}

async function createConsole(): Promise<Console> {
  const place = await createPlace();
  const { path, ...running } = await createInPlace(place);
  return { place, path, running };
}

describe('members of an incident', () => {
  let kari: Console;
  let marit: Console;
  let log: LogId;
  beforeAll(async () => {
    [kari, marit] = [await createConsole(), await createConsole()];
    ({ log } = must(await kari.running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })));
    must(await kari.running.engine.handlers['entry.record']({ log, draft: note('before anybody joined') }));
  });
  afterAll(async () => {
    for (const { running, place } of [kari, marit]) {
      await running.end();
      await place.remove();
    }
  });
  const members = () => ask(kari.running, 'members', { log });
  const texts = async (of: Console) => (await ask(of.running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 100 })).rows.map(({ text }) => text);

  test('who was invited by words joins, reads what came before and writes; who was removed reads nothing new', async () => {
    const { engine } = kari.running;
    expect(await members()).toMatchObject({ ownRole: 'admin', writing: 'yes', members: [{ own: true, standing: 'own', hasKey: true }], newKey: 'not-due' });
    const sheet = must(await engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'Marit' }));
    expect((await members()).invitations).toMatchObject([{ forWhom: 'Marit', madeHere: true, expired: false }]);

    const asked = must(await marit.running.engine.handlers['member.joinRequest']({ invitation: `${sheet.words} ${sheet.logWords}` }));
    const request = must(await engine.handlers['member.readRequest']({ bytes: asked.bytes }));
    expect(request).toMatchObject({ log, refusal: null, forWhom: 'Marit', fingerprint: asked.fingerprint, person: { name: 'Kari Moen' }, invited: { role: 'writer' } });
    must(await engine.handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: { means: 'voice', name: 'Marit Lie' } }));
    expect(await engine.handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: null })).toMatchObject({ ok: false, error: { kind: 'spent-invitation' } });
    expect((await members()).members).toMatchObject([{ own: true }, { device: request.device, role: 'writer', standing: 'verified', hasKey: true }]);
    expect((await members()).invitations).toEqual([]);

    let carried = await carry(kari, marit, log, 0);
    expect(await texts(marit)).toEqual(await texts(kari));
    expect(await ask(marit.running, 'members', { log })).toMatchObject({ ownRole: 'writer', writing: 'yes', unopened: 0 });
    must(await marit.running.engine.handlers['entry.record']({ log, draft: note('from the second console') }));
    expect((await texts(marit)).filter((text) => text.includes('Kari Moen')).length).toBe((await texts(kari)).filter((text) => text.includes('Kari Moen')).length + 1);
    expect(await marit.running.engine.handlers['member.remove']({ log, device: request.device, reason: 'not mine to do' })).toMatchObject({ ok: false, error: { kind: 'not-an-admin' } });
    expect(must(await marit.running.engine.handlers['integrity.check']({ log, evidence: false })).problems).toEqual([]);

    await carry(marit, kari, log, carried);
    const now = kari.running.engine.handlers;
    expect(await texts(kari)).toContain('from the second console');
    const before = must(await now['member.exposure']({ log, device: request.device }));
    expect(before).toMatchObject({ removed: false, elsewhere: [], incident: expect.stringContaining(INCIDENT.title) as string, entries: (await texts(kari)).length, epochs: 2, framesAfter: 0 });
    expect(must(await now['member.remove']({ log, device: request.device, reason: 'laptop stolen' }))).toEqual({ effective: true });
    must(await now['entry.record']({ log, draft: note('only for those who stayed') }));
    must(await marit.running.engine.handlers['entry.record']({ log, draft: note('written after the removal') }));
    carried = must(await marit.running.vault.handlers['log.read']({ log, from: 0, maxBytes: 16 * 2 ** 20 })).bytes.length;

    await carry(kari, marit, log, 0);
    expect(await texts(marit)).not.toContain('only for those who stayed');
    expect(await ask(marit.running, 'members', { log })).toMatchObject({ ownRole: null, writing: 'removed', unopened: 2 });
    expect(await marit.running.engine.handlers['entry.record']({ log, draft: note('not taken') })).toMatchObject({ ok: false, error: { kind: 'not-a-writer' } });

    await carry(marit, kari, log, 0);
    const after = await members();
    expect(after).toMatchObject({ members: [{ own: true }], removed: [{ device: request.device, entriesAfter: 1 }], newKey: 'not-due' });
    const row = (await ask(kari.running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 100 })).rows.find(({ text }) => text === 'written after the removal');
    expect(row).toMatchObject({ afterRemoval: true });
    expect(must(await kari.running.engine.handlers['document.build']({ log, type: 'forensic-timeline', items: [], filter: {} })).html).toContain('Entries written after removal');
    expect(must(await kari.running.engine.handlers['member.exposure']({ log, device: request.device }))).toMatchObject({ removed: true, framesAfter: 1, entriesAfter: 1 });
  });

  test('who joins from now on sees the incident and what comes after, and nothing of before', async () => {
    const ole = await createConsole();
    const { engine } = kari.running;
    const sheet = must(await engine.handlers['member.invite']({ log, role: 'reader', history: 'from-now', expires: null, forWhom: 'Ole' }));
    const asked = must(await ole.running.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
    expect(asked.inviter).toBe(sheet.fingerprint);
    must(await engine.handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: null }));
    must(await engine.handlers['entry.record']({ log, draft: note('after Ole joined') }));
    expect((await ask(kari.running, 'incident', { log }))?.findings).toBe(0);
    await carry(kari, ole, log, 0);
    expect(await ask(ole.running, 'incident', { log })).toMatchObject({ incident: { body: { title: INCIDENT.title } } });
    expect(await texts(ole)).toContain('after Ole joined');
    expect(await texts(ole)).not.toContain('before anybody joined');
    expect(await ask(ole.running, 'members', { log })).toMatchObject({ ownRole: 'reader', writing: 'reader' });
    expect(await ole.running.engine.handlers['entry.record']({ log, draft: note('not taken') })).toMatchObject({ ok: false, error: { kind: 'not-a-writer' } });
    await ole.running.end();
    await ole.place.remove();
  });

  test('a witness stores the journal, and is told that it is sealed for others', async () => {
    const wit = await createConsole();
    const { engine } = kari.running;
    const sheet = must(await engine.handlers['member.invite']({ log, role: 'witness', history: 'from-now', expires: null, forWhom: 'Notary' }));
    const asked = must(await wit.running.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
    must(await engine.handlers['member.admit']({ log, bytes: asked.bytes, without: null, check: null }));
    await carry(kari, wit, log, 0);
    expect(await ask(wit.running, 'incidents', {})).toEqual([]);
    expect(await ask(wit.running, 'unreadable', {})).toMatchObject([{ log, entries: 0, isHere: true, isSealed: true }]);
    expect(await ask(wit.running, 'members', { log })).toMatchObject({ ownRole: 'witness', writing: 'witness' });
    await wit.running.end();
    await wit.place.remove();
  });
});
