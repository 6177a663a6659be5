import type { Preferences } from '#ipc';

const order = ['utc', 'zone', 'written'] as const;

/** The next way of showing times: UTC, the chosen zone, as written, and round again. */
export function nextTimeDisplay(display: Preferences['timeDisplay']): Preferences['timeDisplay'] {
  return order[(order.indexOf(display) + 1) % order.length] ?? 'utc';
}
