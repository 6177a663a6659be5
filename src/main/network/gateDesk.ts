import { dialog, type BrowserWindow } from 'electron';
import { fail, ok, type UnixMs } from '#base';
import { formatAddress, parseAddress, type NetGate } from '#network';
import type { HandlersOf } from '../ipc/router.ts';

/**
 * What a person orders of the gate. The order is confirmed in a dialog of the system, outside the page: a page that was taken over could press its own buttons, and
 * must not be able to open a connection.
 */
export function createGateDesk(options: { readonly gate: NetGate; readonly window: () => BrowserWindow | null; readonly hasVault: () => boolean; readonly onKill: () => void }): HandlersOf<'gate.read' | 'gate.arm' | 'gate.kill'> {
  const { gate } = options;
  return {
    'gate.read': async () => ok(gate.read()),
    'gate.arm': async ({ address, minutes }) => {
      const target = parseAddress(address);
      if (target === null) return fail('bad-address', 'an address in numbers is needed, like 192.0.2.7:8443');
      if (!options.hasVault()) return fail('no-vault', 'no vault is open');
      if (!(await confirm(options.window(), formatAddress(target), minutes))) return fail('cancelled', 'the connection was not allowed');
      // The vault may have been locked while the dialog stood there.
      if (!options.hasVault()) return fail('no-vault', 'no vault is open');
      gate.arm(target, (Date.now() + minutes * 60_000) as UnixMs);
      return ok(gate.read());
    },
    'gate.kill': async () => {
      gate.disarm('kill');
      options.onKill();
      return ok(gate.read());
    },
  };
}

async function confirm(window: BrowserWindow | null, address: string, minutes: number): Promise<boolean> {
  const question = {
    type: 'question' as const, title: 'Holdfast', buttons: ['Allow', 'Cancel'], defaultId: 1, cancelId: 1, noLink: true,
    message: `Allow a connection to ${address} for ${minutes} minutes?`,
    detail: 'Holdfast connects to this address only, and keeps the connection only when the server proves the key that you have compared. Everything else stays closed.',
  };
  const answer = window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
  return answer.response === 0;
}
