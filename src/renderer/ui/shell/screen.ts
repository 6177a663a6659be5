import type { ComponentType } from 'react';
import type { EntityId, LogId } from '#base';
import type { IncidentHeader } from '#ipc';
import type { MessageId } from '../i18n/messages.ts';
import type { MessageValues } from '../i18n/intl.tsx';

/** Groups of the left navigation, in their order. */
export type NavigationSection = 'situation' | 'talk' | 'scope' | 'run' | 'handover';

/** The figure behind an entry of the navigation. `hot` wants attention, `ok` is a tick; both have words. */
export type NavigationCount =
  | { readonly type: 'number'; readonly value: number; readonly tone?: 'plain' | 'hot' }
  | { readonly type: 'text'; readonly text: MessageId; readonly values?: MessageValues; readonly tone: 'plain' | 'hot' | 'ok' };

export interface ScreenProps { readonly log: LogId }
export interface InspectorProps { readonly log: LogId; readonly entity: EntityId }

/**
 * A screen of an incident as data: `features/<name>/screen.ts` exports one, `shell/screens.ts` lists them. Navigation,
 * palette and keys are made from the list, so a screen that is not in it has no entry anywhere.
 */
export interface ScreenDefinition {
  readonly id: string;
  readonly label: MessageId;
  readonly section: NavigationSection;
  /** Key sequence that goes there, such as `g j`. */
  readonly keys: string;
  readonly count: ((header: IncidentHeader) => NavigationCount | null) | null;
  readonly Component: ComponentType<ScreenProps>;
  /** What stands at the right for the selected thing; null: the screen has no inspector. */
  readonly Inspector: ComponentType<InspectorProps> | null;
}
