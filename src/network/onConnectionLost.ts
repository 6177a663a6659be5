import type { LeaveReason } from '#ipc';
import type { NetGate } from './gate.ts';

/** Calls the listener whenever the connection of the gate is gone, with the reason why the gate closed; null when it did not. Returns the disposer. */
export function onConnectionLost(gate: Pick<NetGate, 'onChange'>, listener: (left: LeaveReason | null) => void): () => void {
  let had = false;
  return gate.onChange(({ state, left }) => {
    const has = state === 'PROBING' || state === 'TRUSTED';
    if (had && !has) listener(left);
    had = has;
  });
}
