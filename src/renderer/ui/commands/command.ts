import type { MessageId } from '../i18n/messages.ts';
import type { MessageValues } from '../i18n/intl.tsx';

/** Headings of the palette and of the key sheet. */
export const commandGroups = ['general', 'go', 'record', 'screen', 'vault'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/**
 * Something a person can do, as data. Palette, menus, key sheet and keys are views of the one registry of these.
 */
export interface Command {
  /** Area and verb, such as `evidence.add`; never shown. */
  readonly id: string;
  readonly label: MessageId;
  readonly labelValues?: MessageValues;
  /** Words it is also found by in the palette, one text with spaces. */
  readonly keywords?: MessageId;
  readonly group: CommandGroup;
  /** Keys in the form of tinykeys: `$mod+k`, `Shift+e`, `g j`. `$mod` is Ctrl, or Command on a Mac. */
  readonly keys?: readonly string[];
  /** Where keys act: everywhere, also inside text fields; or only outside them (left out: outside). */
  readonly keysIn?: 'everywhere' | 'outside-text';
  /** Acts also while a dialog is open. */
  readonly inDialogs?: boolean;
  /** False: not offered and its keys do nothing. */
  readonly when?: () => boolean;
  /** Stands behind every other command of its id or key, whichever came first: what a part of a screen offers unless the screen has something better. */
  readonly givesWay?: boolean;
  /** What taking it back means: a forward entry, or nothing that could be taken back. */
  readonly undo: 'entry' | 'none';
  readonly run: () => void | Promise<void>;
}
