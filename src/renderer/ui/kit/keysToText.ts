const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const names: Readonly<Record<string, string>> = isMac
  ? { $mod: '⌘', Shift: '⇧', Alt: '⌥', Control: '⌃', Enter: '⏎', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫' }
  : { $mod: 'Ctrl', Control: 'Ctrl', Enter: '⏎', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** `$mod+Shift+z` as `Ctrl Shift Z`, or `⌘ ⇧ Z` on a Mac; sequences keep their order. */
export function keysToText(keys: string): string {
  if (keys === 'Shift+?') return '?';
  return keys.split(' ').map((press) => press.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(' ')).join(' ');
}
