import type { NetGate } from './gate.ts';

/** Calls the listener whenever the connection of the gate is gone, for whatever reason. Returns the disposer. */
export function onConnectionLost(gate: Pick<NetGate, 'onChange'>, listener: () => void): () => void {
  let had = false;
  return gate.onChange(({ state }) => {
    const has = state === 'PROBING' || state === 'TRUSTED';
    if (had && !has) listener();
    had = has;
  });
}
