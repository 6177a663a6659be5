import accounts from './messages/accounts.json';
import actions from './messages/actions.json';
import alerts from './messages/alerts.json';
import assessments from './messages/assessments.json';
import app from './messages/app.json';
import approvals from './messages/approvals.json';
import authority from './messages/authority.json';
import capture from './messages/capture.json';
import bridges from './messages/bridges.json';
import channels from './messages/channels.json';
import clocks from './messages/clocks.json';
import closure from './messages/closure.json';
import completeness from './messages/completeness.json';
import commands from './messages/commands.json';
import communications from './messages/communications.json';
import conflicts from './messages/conflicts.json';
import decisions from './messages/decisions.json';
import disclosure from './messages/disclosure.json';
import evidence from './messages/evidence.json';
import failures from './messages/failures.json';
import grid from './messages/grid.json';
import handover from './messages/handover.json';
import incidents from './messages/incidents.json';
import hub from './messages/hub.json';
import indicators from './messages/indicators.json';
import inspector from './messages/inspector.json';
import intake from './messages/intake.json';
import integrity from './messages/integrity.json';
import journal from './messages/journal.json';
import kit from './messages/kit.json';
import composed from './messages/messages.json';
import members from './messages/members.json';
import metrics from './messages/metrics.json';
import milestones from './messages/milestones.json';
import network from './messages/network.json';
import overview from './messages/overview.json';
import plan from './messages/plan.json';
import playbooks from './messages/playbooks.json';
import regulation from './messages/regulation.json';
import readiness from './messages/readiness.json';
import reports from './messages/reports.json';
import scope from './messages/scope.json';
import safekeeping from './messages/safekeeping.json';
import roles from './messages/roles.json';
import settings from './messages/settings.json';
import shell from './messages/shell.json';
import situation from './messages/situation.json';
import sync from './messages/sync.json';
import systems from './messages/systems.json';
import techniques from './messages/techniques.json';
import tasks from './messages/tasks.json';
import timeline from './messages/timeline.json';
import updates from './messages/updates.json';
import vault from './messages/vault.json';
import vocabulary from './messages/vocabulary.json';

/** Every text of the window, by id; one file per area, each id begins with its area. */
export const messages = {
  ...hub, ...members, ...network, ...sync, ...bridges, ...channels, ...composed,
  ...accounts, ...actions, ...alerts, ...assessments, ...techniques, ...intake, ...app, ...approvals, ...authority, ...capture, ...clocks, ...closure, ...completeness, ...commands, ...communications, ...conflicts, ...decisions, ...disclosure, ...evidence, ...failures, ...grid, ...handover, ...incidents, ...indicators,
  ...inspector, ...integrity, ...journal, ...kit, ...metrics, ...milestones, ...overview, ...plan, ...playbooks, ...regulation, ...readiness, ...reports, ...safekeeping, ...scope, ...roles, ...settings, ...shell, ...situation, ...systems, ...tasks, ...timeline, ...updates,
  ...vault, ...vocabulary,
} as const;

/** An id that has a text: anything else does not compile. */
export type MessageId = keyof typeof messages & string;

/** True for ids that have a text; for ids that are put together from data. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(messages, id);
}
