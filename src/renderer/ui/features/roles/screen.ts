import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { RolesScreen } from './RolesScreen.tsx';

/** Who holds which role and who is on duty. */
export const rolesScreen: ScreenDefinition = { id: 'roles', label: 'roles.title', section: 'run', keys: 'g w', count: null, Component: RolesScreen, Inspector: EntityInspector };
