const DAY_MS = 86_400_000;

/** `02:41:08`, or `−00:02:11` when it is past; whole days are told apart so that nobody counts hours. */
export function formatCountdown(ms: number): { readonly days: number; readonly time: string; readonly isPast: boolean } {
  const isPast = ms < 0;
  // What is left is rounded down and what is past is rounded up: the display never promises a second that is not there.
  const seconds = isPast ? Math.ceil(-ms / 1000) : Math.floor(ms / 1000);
  const rest = seconds % (DAY_MS / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return { days: Math.floor(seconds / (DAY_MS / 1000)), time: `${isPast ? '−' : ''}${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`, isPast };
}
