import type { ScreenDefinition } from '../../shell/screen.ts';
import { MembersScreen } from './MembersScreen.tsx';

/** Who may read and write the incident: devices, roles, fingerprints, invitations. */
export const membersScreen: ScreenDefinition = { id: 'members', label: 'members.title', section: 'run', keys: 'g Shift+w', count: null, Component: MembersScreen, Inspector: null };
