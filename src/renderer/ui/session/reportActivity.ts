import type { Desktop } from '../port/desktop.ts';

const TOUCH_EVERY_MS = 5000;

/** Tells the main process that somebody is at the keyboard, at most every five seconds; returns the disposer. */
export function reportActivity(desktop: Desktop): () => void {
  let last = 0;
  const touch = (): void => {
    const now = Date.now();
    if (now - last < TOUCH_EVERY_MS) return;
    last = now;
    void desktop.call('session.touch', {});
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  for (const event of events) window.addEventListener(event, touch, { capture: true, passive: true });
  return () => {
    for (const event of events) window.removeEventListener(event, touch, { capture: true });
  };
}
