import { createKeybindingsHandler } from 'tinykeys';
import type { Command } from './command.ts';
import type { CommandRegistry } from './registry.ts';

/** Listens to the keyboard for the commands of a registry; returns the disposer. */
export function listenToKeys(registry: CommandRegistry, target: Window): () => void {
  let handle: EventListener = () => undefined;
  const rebuild = (): void => {
    // Sequences first: the last key of `g j` must not also be the command of `j`.
    const keys = new Set(registry.all().flatMap((command) => command.keys ?? []).toSorted((left, right) => right.split(' ').length - left.split(' ').length));
    handle = createKeybindingsHandler(Object.fromEntries([...keys].map((key) => [key, (event: KeyboardEvent) => runFor(registry, key, event)])));
  };
  const listen = (event: Event): void => {
    // Half a composed character is not a key press.
    if (event instanceof KeyboardEvent && !event.isComposing) handle(event);
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
  if (event.defaultPrevented) return;
  const place = placeOf(event);
  const command = registry.offered().findLast((candidate) => (candidate.keys ?? []).includes(key) && acts(candidate, place));
  if (command === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  registry.run(command.id);
}

/** Where a key press happened, as far as commands care. */
export interface KeyPlace { readonly inText: boolean; readonly inDialog: boolean; readonly inPopup: boolean }

/** True when a command's keys act at a place. */
export function acts(command: Command, place: KeyPlace): boolean {
  if (place.inDialog && command.inDialogs !== true) return false;
  if (place.inText || place.inPopup) return command.keysIn === 'everywhere';
  return true;
}

function placeOf(event: KeyboardEvent): KeyPlace {
  const element = event.target instanceof Element ? event.target : null;
  return {
    inText: isInside(element, 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, [contenteditable="true"]'),
    inDialog: document.querySelector('[data-modal]') !== null,
    inPopup: isInside(element, '[role="menu"], [role="listbox"]'),
  };
}

function isInside(element: Element | null, selector: string): boolean {
  return element !== null && element.closest(selector) !== null;
}
