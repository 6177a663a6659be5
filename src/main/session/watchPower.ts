import { powerMonitor } from 'electron';
import type { LockCause } from '#ipc';

/** Locks when the computer goes to sleep or its screen is locked: from then on nobody knows who sits there. */
export function watchPower(request: (cause: LockCause) => Promise<void>): void {
  powerMonitor.on('suspend', () => void request('suspend'));
  powerMonitor.on('lock-screen', () => void request('screen-lock'));
  // Another user took the seat (fast user switching on macOS).
  powerMonitor.on('user-did-resign-active', () => void request('screen-lock'));
}
