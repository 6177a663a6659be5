import { ok, type Failure, type Result } from '#base';
import { openIncident } from '../../session/actions.ts';
import type { VaultSession } from '../../session/vaultSession.ts';

/**
 * Makes a vault with a random passphrase that nobody learns, fills it with the demonstration incident and shows it. Main
 * removes the folder when Holdfast closes.
 */
export async function makeDemonstration(session: VaultSession, name: string, onStep: (step: 'vault' | 'fill') => void): Promise<Result<null, Failure>> {
  const words = await session.ports().engine.call('passphrase.suggest', {});
  if (!words.ok) return words;
  const created = await session.create({
    name, parent: null, passphrase: words.value.words, escrowRecipient: null,
    operator: { name: 'Kari Moen', initials: 'KM', role: 'Incident handler', organisation: 'Nordwind' },
  });
  if (!created.ok) return created;
  onStep('fill');
  const { desktop, engine } = session.ports();
  const sources = await desktop.call('demo.sources', {});
  if (!sources.ok) return sources;
  const filled = await engine.call('demo.fill', { grants: sources.value.grants, team: true });
  if (!filled.ok) return filled;
  session.enter({ vault: '', name, path: '', lastOpened: null, present: true, removable: false }, created.value.report);
  openIncident(filled.value.log);
  return ok(null);
}
