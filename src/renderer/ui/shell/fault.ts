import { faultOf, type WindowFault } from '../session/guardWindow.ts';

type Listener = (fault: WindowFault) => void;
const listeners = new Set<Listener>();

/** Announces a bug of the window by its class; its text may hold words of a case and goes nowhere. */
export function reportFault(error: unknown): void {
  announceFault(faultOf(error, ''));
}

/** Announces a fault that was already reduced to its class. */
export function announceFault(fault: WindowFault): void {
  for (const listener of listeners) listener(fault);
}

/** Hears of bugs; returns the disposer. */
export function onFault(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
