// Two people who opened the same incident apart, and the vault of one of them, who was taken in by the other and holds both journals.
import { readyCrypto } from '#crypto';
import type { BodyOf } from '#domain';
import { beginVault, must, type PreparedVault } from './preparedVault.ts';

const base: Omit<BodyOf<'incident'>, 'title'> = { ref: 'INC-2026-0001', severity: 'high', types: [], verdict: 'suspected', major: false, tlp: 'AMBER', exercise: false, zone: 'Europe/Oslo' };

/** Makes the vault of Marit, with the journal that she founded and that of Kari. */
export async function prepareTwoFounders(passphrase: string): Promise<PreparedVault> {
  await readyCrypto();
  const [kari, marit] = [await beginVault(passphrase), await beginVault(passphrase, { name: 'Marit Lie', initials: 'ML' })];
  const { log } = must(await kari.engine.handlers['incident.create']({ body: { ...base, title: 'Files are locked at the yard' }, occurred: null }));
  must(await marit.engine.handlers['incident.create']({ body: { ...base, title: 'Ransom note on the crane desk' }, occurred: null }));
  const { qrText } = must(await kari.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'Marit' }));
  const request = must(await marit.engine.handlers['member.joinRequest']({ invitation: qrText }));
  must(await kari.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: { means: 'in-person', name: 'Marit Lie' } }));
  const { bytes } = must(await kari.handlers['log.read']({ log, from: 0, maxBytes: 16 * 2 ** 20 }));
  must(await marit.handlers['log.append']({ log, expectedBytes: 0, frames: [bytes] }));
  await kari.engine.end();
  return { folder: await marit.pack(), recoveryKey: marit.recoveryKey };
}
