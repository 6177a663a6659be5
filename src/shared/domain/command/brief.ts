import { formatUtc, type UnixMs } from '#base';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { titleOf, toLine, valueToWords } from '../entities/title.ts';
import { clockRows } from '../queries/clocks.ts';
import { openReleasesOf, openTasksOf } from '../queries/incident.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { HandoverItem } from './handovers.ts';
import { coordinatorAt, rolesView } from './roles.ts';
import { isSamePerson } from '../entities/person.ts';

/** Tag of open tasks that are about something that is lost at their time, such as a log with a short retention. */
export const EXPIRES_TAG = 'expires';
const failedStates: readonly string[] = ['ineffective', 'rolled-back'];
const openClocks: readonly string[] = ['running', 'overdue', 'tolled'];

/**
 * What a person hands over, from the journal as it stands at an instant (docs/spec/command.md section 3): roles, tasks, custody, releases without a
 * receipt, approvals pending, clocks, what expires, open hypotheses, and what was tried and failed.
 */
export function handoverBrief(state: IncidentState, person: string, now: UnixMs): readonly HandoverItem[] {
  return [
    ...roleItems(state, person, now), ...taskItems(state, person), ...custodyItems(state, person), ...transitItems(state), ...approvalItems(state),
    ...clockItems(state, now), ...hypothesisItems(state), ...triedItems(state),
  ];
}

function roleItems(state: IncidentState, person: string, now: UnixMs): readonly HandoverItem[] {
  const { coordinators, others } = rolesView(state);
  const current = coordinatorAt(coordinators, now) ?? coordinators.at(-1);
  return [...(current === undefined ? [] : [current]), ...others.filter(({ to }) => to === null || to > now)]
    .filter((held) => isSamePerson(held.person, person))
    .map((held) => ({ itemKind: 'role', entity: held.assignment, title: valueToWords(held.role), detail: `held since ${formatUtc(held.from, 'minute')}` }));
}

function taskItems(state: IncidentState, person: string): readonly HandoverItem[] {
  return openTasksOf(state).filter(({ body }) => body.owner === undefined || body.owner === '' || isSamePerson(body.owner, person)).map((task) => ({
    itemKind: task.envelope.tags.includes(EXPIRES_TAG) ? 'expiry' : 'task', ...named(task), detail: task.body.owner === undefined || task.body.owner === '' ? 'nobody has it' : (task.state ?? ''),
    ...(typeof task.body.due?.at === 'number' ? { due: task.body.due.at } : {}),
  }));
}

function custodyItems(state: IncidentState, person: string): readonly HandoverItem[] {
  return standingOf(state, 'evidence').flatMap((item): readonly HandoverItem[] => {
    const custody = state.custody.get(item.id);
    if (custody === undefined || ['in-transit', 'disposed', 'lost'].includes(custody.state) || !isSamePerson(custody.custodian, person)) return [];
    // What lies in the vault is in everybody's hands; what has a seal or a place is in somebody's.
    const { origin, sealNumber, storage } = item.body;
    if (origin === 'issued-report') return [];
    const detail = [custody.integrity === 'mismatch' ? 'a hash check did not match' : null, sealNumber ? `seal ${sealNumber}` : null, storage || null].filter((part) => part !== null).join(', ');
    return [{ itemKind: 'custody', ...named(item), ...(detail === '' ? {} : { detail }) }];
  });
}

function transitItems(state: IncidentState): readonly HandoverItem[] {
  return openReleasesOf(state).map(({ entity, custody }) => ({
    itemKind: 'transit', ...named(entity), detail: `released by ${custody.pendingRelease?.by ?? ''} to ${custody.pendingRelease?.to ?? ''} at ${formatUtc(custody.pendingRelease?.since ?? (0 as UnixMs), 'minute')}`,
  }));
}

// A request without an answer, and an action that nobody was asked about yet.
function approvalItems(state: IncidentState): readonly HandoverItem[] {
  const approvals = standingOf(state, 'approval');
  const pending = approvals.filter(({ id, body }) => body.verdict === undefined && !approvals.some((other) => other.body.request === id));
  const asked = new Set(approvals.map(({ body }) => body.action));
  const proposed = standingOf(state, 'action').filter((action) => action.state === 'proposed' && !asked.has(action.id));
  return [
    ...pending.map((approval): HandoverItem => {
      const action = state.entities.get(approval.body.action);
      const expires = approval.body.expiresAt?.at;
      const what = action === undefined ? titleOf(approval) : `${action.ref ?? ''} ${titleOf(action)}`;
      return { itemKind: 'approval', entity: approval.id, title: toLine(`${approval.ref ?? ''} ${what}`), detail: `asked of ${approval.body.approver} by ${approval.body.requestedBy}`, ...(typeof expires === 'number' ? { due: expires } : {}) };
    }),
    ...proposed.map((action): HandoverItem => ({ itemKind: 'approval', ...named(action), detail: 'proposed, not authorised', ...(typeof action.body.due?.at === 'number' ? { due: action.body.due.at } : {}) })),
  ];
}

function clockItems(state: IncidentState, now: UnixMs): readonly HandoverItem[] {
  return clockRows(state, now).filter((clock) => openClocks.includes(clock.state)).map((clock) => ({
    itemKind: 'clock', title: toLine(`${clock.id} ${clock.title}${clock.subject === null ? '' : `: ${clock.subject.ref ?? ''} ${clock.subject.title}`}`), detail: clock.state,
    ...(clock.subject === null ? {} : { entity: clock.subject.id }), ...(clock.due === null ? {} : { due: clock.due }),
  }));
}

function hypothesisItems(state: IncidentState): readonly HandoverItem[] {
  return standingOf(state, 'finding').filter((finding) => finding.body.findingKind === 'hypothesis' && finding.state === 'open')
    .map((finding) => ({ itemKind: 'hypothesis', ...named(finding), detail: `confidence ${finding.body.confidence}` }));
}

function triedItems(state: IncidentState): readonly HandoverItem[] {
  return standingOf(state, 'action').filter((action) => failedStates.includes(action.state ?? '')).map((action) => ({ itemKind: 'tried', ...named(action), detail: valueToWords(action.state ?? '').toLowerCase() }));
}

function named(entity: Entity): Pick<HandoverItem, 'title'> & { readonly entity: Entity['id'] } {
  const title = isEntityOf(entity, 'evidence') ? entity.body.name : titleOf(entity);
  return { entity: entity.id, title: toLine(entity.ref === null ? title : `${entity.ref} ${title}`) };
}
