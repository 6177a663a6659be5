import { createKeybindingsHandler } from 'tinykeys';
import type { Command } from './command.ts';
import type { CommandRegistry } from './registry.ts';

// As long as tinykeys waits for the next press of a sequence.
const SEQUENCE_MS = 1000;

/** Listens to the keyboard for the commands of a registry; returns the disposer. */
export function listenToKeys(registry: CommandRegistry, target: Window): () => void {
  let handle: EventListener = () => undefined;
  let beginnings: ReadonlySet<string> = new Set();
  let sequenceUntil = 0;
  let isSecond = false;
  const rebuild = (): void => {
    const keys = new Set(registry.all().flatMap((command) => command.keys ?? []));
    beginnings = new Set([...keys].filter((key) => key.includes(' ')).map((key) => key.split(' ')[0] ?? ''));
    // The second press of `g a` is no `a` of its own.
    handle = createKeybindingsHandler(Object.fromEntries([...keys].map((key) => [key, (event: KeyboardEvent) => { if (!isSecond || key.includes(' ')) runFor(registry, key, event); }])));
  };
  const listen = (event: Event): void => {
    // Half a composed character is not a key press.
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    const now = event.timeStamp;
    isSecond = now < sequenceUntil && event.key.length === 1;
    const begins = !isSecond && beginnings.has(event.key) && !placeOf(event).inText && !event.ctrlKey && !event.metaKey && !event.altKey;
    sequenceUntil = begins ? now + SEQUENCE_MS : 0;
    handle(event);
  };
  rebuild();
  const stop = registry.onChange(rebuild);
  // Before the widgets: a list that jumps by letters or a field that swallows Ctrl K must not eat a command.
  target.addEventListener('keydown', listen, { capture: true });
  return () => {
    stop();
    target.removeEventListener('keydown', listen, { capture: true });
  };
}

function runFor(registry: CommandRegistry, key: string, event: KeyboardEvent): void {
  const place = placeOf(event);
  const command = registry.offered().findLast((candidate) => (candidate.keys ?? []).includes(key) && acts(candidate, key, place));
  if (command === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  registry.run(command.id);
}

/** Where a key press happened, as far as commands care. */
export interface KeyPlace { readonly inText: boolean; readonly inDialog: boolean; readonly inPopup: boolean }

/** True when a key of a command acts at a place. A key that writes a character never acts where one is writing. */
export function acts(command: Command, key: string, place: KeyPlace): boolean {
  if (place.inDialog && command.inDialogs !== true) return false;
  if (place.inText || place.inPopup) return command.keysIn === 'everywhere' && /^(\$mod|Alt|Control|Meta)\+/.test(key);
  return true;
}

function placeOf(event: KeyboardEvent): KeyPlace {
  const element = event.target instanceof Element ? event.target : null;
  return {
    inText: isInside(element, 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, [contenteditable="true"]'),
    inDialog: document.querySelector('[data-modal]') !== null,
    // A list that is part of a screen says so: the keys of the screen act in it.
    inPopup: isInside(element, '[role="menu"], [role="listbox"]:not([data-screen])'),
  };
}

function isInside(element: Element | null, selector: string): boolean {
  return element !== null && element.closest(selector) !== null;
}
