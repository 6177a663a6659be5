import { causesScreen } from '../features/causes/screen.ts';
import { dataSetsScreen } from '../features/datasets/screen.ts';
import { findingsScreen } from '../features/findings/screen.ts';
import { graphScreen } from '../features/graph/screen.ts';
import { recoveryScreen } from '../features/recovery/screen.ts';
import { updatesScreen } from '../features/updates/screen.ts';
import { swimlaneScreen } from '../features/swimlane/screen.ts';
import { accountsScreen } from '../features/accounts/screen.ts';
import { actionsScreen } from '../features/actions/screen.ts';
import { approvalsScreen } from '../features/approvals/screen.ts';
import { bridgesScreen } from '../features/bridges/screen.ts';
import { channelsScreen } from '../features/channels/screen.ts';
import { messagesScreen } from '../features/messages/screen.ts';
import { clocksScreen } from '../features/clocks/screen.ts';
import { closureScreen } from '../features/closure/screen.ts';
import { communicationsScreen } from '../features/communications/screen.ts';
import { contactsScreen } from '../features/contacts/screen.ts';
import { conflictsScreen } from '../features/conflicts/screen.ts';
import { decisionsScreen } from '../features/decisions/screen.ts';
import { evidenceScreen } from '../features/evidence/screen.ts';
import { indicatorsScreen } from '../features/indicators/screen.ts';
import { journalScreen } from '../features/journal/screen.ts';
import { milestonesScreen } from '../features/milestones/screen.ts';
import { overviewScreen } from '../features/overview/screen.ts';
import { alertsScreen } from '../features/alerts/screen.ts';
import { assessmentsScreen } from '../features/assessments/screen.ts';
import { intakeScreen } from '../features/intake/screen.ts';
import { integrityScreen } from '../features/integrity/screen.ts';
import { playbooksScreen } from '../features/playbooks/screen.ts';
import { regulationScreen } from '../features/regulation/screen.ts';
import { reportsScreen } from '../features/reports/screen.ts';
import { systemsScreen } from '../features/systems/screen.ts';
import { tasksScreen } from '../features/tasks/screen.ts';
import { timelineScreen } from '../features/timeline/screen.ts';
import { handoverScreen } from '../features/handover/screen.ts';
import { planScreen } from '../features/plan/screen.ts';
import { membersScreen } from '../features/members/screen.ts';
import { syncScreen } from '../features/sync/screen.ts';
import { rolesScreen } from '../features/roles/screen.ts';
import { situationScreen } from '../features/situation/screen.ts';
import type { ScreenDefinition } from './screen.ts';

/** The screens of an incident, in the order of the navigation. */
export const screens: readonly ScreenDefinition[] = [
  overviewScreen, intakeScreen, alertsScreen, assessmentsScreen, journalScreen, timelineScreen, evidenceScreen, actionsScreen, approvalsScreen, decisionsScreen,
  communicationsScreen, messagesScreen, updatesScreen, contactsScreen, channelsScreen, bridgesScreen,
  systemsScreen, accountsScreen, dataSetsScreen, indicatorsScreen, findingsScreen, causesScreen, recoveryScreen, graphScreen, swimlaneScreen,
  rolesScreen, membersScreen, planScreen, clocksScreen, playbooksScreen, tasksScreen, milestonesScreen, situationScreen,
  handoverScreen, regulationScreen, closureScreen, reportsScreen, integrityScreen, conflictsScreen, syncScreen,
];
