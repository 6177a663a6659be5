import type { ScreenDefinition } from '../../shell/screen.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { SignedList } from '../approvals/ApprovalsScreen.tsx';
import { RegulationScreen } from '../regulation/RegulationScreen.tsx';
import { ChecklistScreen } from './ChecklistScreen.tsx';
import { PreparedChannels, PreparedContacts, PreparedRules } from './lists.tsx';
import { PreparedPlaybooks } from './PreparedPlaybooks.tsx';

/** The screens of what is prepared, in the order of its navigation. They share their ids with those of an incident, so that links lead to the same place. */
export const readinessScreens: readonly ScreenDefinition[] = [
  { id: 'readiness', label: 'readiness.checklist', section: 'situation', keys: 'g o', count: null, Component: ChecklistScreen, Inspector: EntityInspector },
  { id: 'contacts', label: 'communications.contacts', section: 'situation', keys: 'g h', count: null, Component: PreparedContacts, Inspector: EntityInspector },
  { id: 'approvals', label: 'approvals.signed', section: 'situation', keys: 'g x', count: null, Component: SignedList, Inspector: EntityInspector },
  { id: 'channels', label: 'channels.title', section: 'situation', keys: 'g Shift+k', count: null, Component: PreparedChannels, Inspector: EntityInspector },
  { id: 'playbooks', label: 'readiness.playbooks', section: 'situation', keys: 'g p', count: null, Component: PreparedPlaybooks, Inspector: EntityInspector },
  { id: 'rules', label: 'rules.title', section: 'situation', keys: 'g Shift+a', count: null, Component: PreparedRules, Inspector: EntityInspector },
  { id: 'regulation', label: 'readiness.packs', section: 'situation', keys: 'g Shift+r', count: null, Component: RegulationScreen, Inspector: null },
];
