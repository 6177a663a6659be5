import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEvidenceKey } from '#crypto';
import { openVaultFolder } from '#disk';
import { ask, createInPlace, createPlace, INCIDENT, must, note, PASSPHRASE, runEngine, unlockInPlace, type Place } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const NEXT = 'amber lattice quorum seventeen willow drift';

describe('a vault', () => {
  test('is created, and opens again with the passphrase and the typed-back recovery key', async () => {
    const first = await createInPlace(place);
    expect(must(await first.engine.handlers['vault.confirmRecovery']({ typed: first.recoveryKey.toLowerCase().replaceAll(/(.{6})/g, '$1 ') })).matches).toBe(true);
    expect(must(await first.engine.handlers['vault.confirmRecovery']({ typed: 'AGE-SECRET-KEY-1NO' })).matches).toBe(false);
    await first.end();
    const again = await unlockInPlace(place, first.path, { byPassphrase: true });
    expect(again.report).toMatchObject({ vaultName: 'Site', operator: { name: 'Kari Moen', initials: 'KM' }, incidents: 0, entries: 1, workingCopy: 'current', notices: [] });
    await again.end();
    const folder = must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir }));
    const recovered = runEngine(place, folder);
    expect((await recovered.engine.handlers['vault.unlock']({ recoveryKey: first.recoveryKey })).ok).toBe(true);
    await recovered.end();
  });

  test('refuses a wrong passphrase and a wrong recovery key with one word, and stays locked', async () => {
    const first = await createInPlace(place);
    await first.end();
    const running = runEngine(place, must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir })));
    const { handlers } = running.engine;
    const wrong = await handlers['vault.unlock']({ passphrase: `${PASSPHRASE} x` });
    expect(wrong).toEqual({ ok: false, error: { kind: 'wrong-key', message: 'this does not open the vault' } });
    const other = await createEvidenceKey();
    expect(await handlers['vault.unlock']({ recoveryKey: other.identity })).toMatchObject({ ok: false, error: { kind: 'wrong-key' } });
    expect(await handlers['vault.slots']({})).toMatchObject({ ok: false, error: { kind: 'locked' } });
    expect(await handlers['incident.create']({ body: INCIDENT, occurred: null })).toMatchObject({ ok: false, error: { kind: 'locked' } });
    await running.end();
  });

  test('a weak passphrase and a bad escrow recipient leave no vault', async () => {
    const { createVaultFolder } = await import('#disk');
    const folder = must(await createVaultFolder({ parent: place.folder, name: 'Weak', hostStateDir: place.hostStateDir }));
    const running = runEngine(place, folder);
    const operator = { name: 'A', initials: 'A' };
    expect(await running.engine.handlers['vault.create']({ name: 'Weak', passphrase: 'Summer2026', operator, escrowRecipient: null })).toMatchObject({ ok: false, error: { kind: 'weak-passphrase' } });
    expect(await running.engine.handlers['vault.create']({ name: 'Weak', passphrase: PASSPHRASE, operator, escrowRecipient: 'age1wrong' })).toMatchObject({ ok: false, error: { kind: 'bad-recipient' } });
    await running.end();
    const { readdir } = await import('node:fs/promises');
    expect((await readdir(place.folder)).filter((name) => name !== 'host')).toEqual([]);
  });

  test('ways to open it are added, changed and removed; the last one stays', async () => {
    const first = await createInPlace(place);
    const { handlers } = first.engine;
    const escrow = await createEvidenceKey();
    const added = must(await handlers['vault.addSlot']({ type: 'escrow', recipient: escrow.recipient, label: 'Offline lead' }));
    expect(added.slot).toMatchObject({ type: 'escrow', label: 'Offline lead', recipient: escrow.recipient });
    expect(await handlers['vault.changePassphrase']({ current: 'no', next: NEXT })).toMatchObject({ ok: false, error: { kind: 'wrong-key' } });
    expect(await handlers['vault.changePassphrase']({ current: PASSPHRASE, next: 'short' })).toMatchObject({ ok: false, error: { kind: 'weak-passphrase' } });
    must(await handlers['vault.changePassphrase']({ current: PASSPHRASE, next: NEXT }));
    const { slots } = must(await handlers['vault.slots']({}));
    expect(slots.map((slot) => slot.type).sort()).toEqual(['escrow', 'passphrase', 'recovery']);
    for (const slot of slots.filter((item) => item.type !== 'passphrase')) must(await handlers['vault.removeSlot']({ name: slot.name }));
    const [only] = must(await handlers['vault.slots']({})).slots;
    expect(await handlers['vault.removeSlot']({ name: only?.name ?? '' })).toMatchObject({ ok: false, error: { kind: 'last-slot' } });
    await first.end();
    const running = runEngine(place, must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir })));
    expect(await running.engine.handlers['vault.unlock']({ passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { kind: 'wrong-key' } });
    expect((await running.engine.handlers['vault.unlock']({ passphrase: NEXT })).ok).toBe(true);
    await running.end();
  });

  test('an escrow holder opens the vault with the identity of the recipient', async () => {
    const first = await createInPlace(place);
    const escrow = await createEvidenceKey();
    must(await first.engine.handlers['vault.addSlot']({ type: 'escrow', recipient: escrow.recipient, label: 'Lead' }));
    await first.end();
    const running = runEngine(place, must(await openVaultFolder({ path: first.path, hostStateDir: place.hostStateDir })));
    expect((await running.engine.handlers['vault.unlock']({ recoveryKey: escrow.identity })).ok).toBe(true);
    await running.end();
  });

  test('a new vault key closes what a removed slot could open, and keeps journal and drafts', async () => {
    const first = await createInPlace(place);
    const { handlers } = first.engine;
    const { log } = must(await handlers['incident.create']({ body: INCIDENT, occurred: null }));
    must(await handlers['entry.record']({ log, draft: note('before') }));
    must(await handlers['draft.put']({ key: 'capture', log, json: '{"text":"half"}' }));
    must(await handlers['vault.addSlot']({ type: 'passphrase', passphrase: NEXT, label: 'Second' }));
    const rekeyed = must(await handlers['vault.rekey']({ passphrase: PASSPHRASE }));
    expect(rekeyed).toEqual({ slotsKept: 2, slotsDropped: ['Second'] });
    must(await handlers['entry.record']({ log, draft: note('after') }));
    await first.end();
    const again = await unlockInPlace(place, first.path, { byPassphrase: true });
    expect(again.report.notices).toEqual([]);
    expect(again.report.workingCopy).toBe('current');
    const journal = await ask(again, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 10 });
    expect(journal.rows.map((row) => row.text)).toEqual(['before', 'after']);
    expect((await ask(again, 'drafts', { log })).map((draft) => draft.json)).toEqual(['{"text":"half"}']);
    await again.end();
  });
});
