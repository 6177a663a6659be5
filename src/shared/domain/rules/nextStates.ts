import type { CreatingKind } from '../entries/bodies.ts';
import type * as words from '../entries/vocabulary.ts';

type StatesOf<T extends readonly string[]> = Readonly<Record<T[number], readonly T[number][]>>;

const incident: StatesOf<typeof words.incidentStates> = {
  reported: ['triaging', 'declared', 'observed', 'not-an-incident'], triaging: ['declared', 'observed', 'not-an-incident', 'confirmed'],
  observed: ['triaging', 'declared', 'closed'], 'not-an-incident': ['reopened'], declared: ['confirmed', 'contained', 'not-an-incident'],
  confirmed: ['contained'], contained: ['eradicated', 'confirmed'], eradicated: ['recovered', 'contained'], recovered: ['resolved', 'eradicated'],
  resolved: ['reviewing', 'closed', 'reopened'], reviewing: ['closed', 'reopened'], closed: ['reopened'],
  reopened: ['triaging', 'declared', 'confirmed', 'contained', 'eradicated', 'recovered', 'resolved', 'closed'],
};
const action: StatesOf<typeof words.actionStates> = {
  proposed: ['authorised', 'refused', 'expired', 'cancelled', 'in-progress', 'done'], authorised: ['assigned', 'in-progress', 'done', 'expired', 'cancelled'],
  refused: ['proposed'], expired: ['proposed', 'authorised'], assigned: ['in-progress', 'done', 'cancelled'], 'in-progress': ['done', 'ineffective', 'cancelled'],
  done: ['verified', 'ineffective', 'rolled-back', 'ratified', 'not-ratified'], verified: ['rolled-back', 'ratified', 'not-ratified'],
  ineffective: ['rolled-back', 'in-progress'], 'rolled-back': [], ratified: ['verified', 'ineffective', 'rolled-back'], 'not-ratified': ['rolled-back'], cancelled: ['proposed'],
};
const decision: StatesOf<typeof words.decisionStates> = {
  proposed: ['decided', 'expired'], decided: ['ratified', 'overturned', 'superseded', 'expired'], ratified: ['overturned', 'superseded', 'expired'],
  overturned: ['superseded'], superseded: [], expired: ['proposed', 'decided'],
};
const task: StatesOf<typeof words.taskStates> = {
  open: ['assigned', 'accepted', 'in-progress', 'blocked', 'done', 'cancelled'], assigned: ['accepted', 'in-progress', 'blocked', 'done', 'cancelled', 'handed-over'],
  accepted: ['in-progress', 'blocked', 'done', 'cancelled', 'handed-over'], 'in-progress': ['blocked', 'done', 'cancelled', 'handed-over'],
  blocked: ['in-progress', 'cancelled', 'handed-over'], done: ['verified', 'in-progress'], verified: [], cancelled: ['open'], 'handed-over': ['accepted', 'in-progress', 'done', 'cancelled'],
};
const system: StatesOf<typeof words.systemStates> = {
  suspected: ['in-scope', 'compromised', 'cleared', 'contained'], 'in-scope': ['compromised', 'cleared', 'contained'], compromised: ['contained', 'collected', 'cleared'],
  cleared: ['suspected', 'in-scope', 'in-service'], contained: ['collected', 'eradicated', 'rebuilt', 'restored', 'cleared'], collected: ['contained', 'eradicated', 'rebuilt', 'restored'],
  eradicated: ['rebuilt', 'restored', 'monitored'], rebuilt: ['restored', 'monitored', 'in-service'], restored: ['monitored', 'in-service'],
  monitored: ['in-service', 'compromised'], 'in-service': ['compromised', 'suspected', 'decommissioned'], decommissioned: [],
};
const account: StatesOf<typeof words.accountStates> = {
  suspected: ['compromised', 'cleared', 'disabled'], compromised: ['disabled', 'sessions-revoked', 'credentials-reset'], cleared: ['suspected', 're-enabled'],
  disabled: ['sessions-revoked', 'credentials-reset', 'deleted', 'cleared', 're-enabled'], 'sessions-revoked': ['credentials-reset', 'disabled', 'deleted'],
  'credentials-reset': ['persistence-checked', 'sessions-revoked', 'deleted'], 'persistence-checked': ['re-enabled', 'deleted'], 're-enabled': ['suspected', 'compromised', 'deleted'], deleted: [],
};
const indicator: StatesOf<typeof words.indicatorStates> = {
  observed: ['assessed', 'shared', 'deployed', 'expired', 'revoked'], assessed: ['shared', 'deployed', 'expired', 'revoked'], shared: ['deployed', 'expired', 'revoked'],
  deployed: ['hit', 'no-hit', 'expired', 'revoked'], hit: ['no-hit', 'expired', 'revoked'], 'no-hit': ['hit', 'expired', 'revoked'], expired: ['deployed', 'revoked'], revoked: ['assessed'],
};
const finding: StatesOf<typeof words.findingStates> = { open: ['supported', 'refuted', 'superseded'], supported: ['refuted', 'open', 'superseded'], refuted: ['open', 'superseded'], superseded: [] };
const review: StatesOf<typeof words.reviewStates> = { scheduled: ['held', 'cancelled'], held: [], cancelled: ['scheduled'] };
const corrective: StatesOf<typeof words.correctiveStates> = {
  proposed: ['accepted', 'declined'], accepted: ['in-progress', 'done', 'declined'], declined: ['proposed', 'accepted'], 'in-progress': ['done', 'declined'], done: ['verified-effective', 'ineffective'],
  'verified-effective': ['reopened'], ineffective: ['reopened'], reopened: ['in-progress', 'done', 'declined'],
};
const legalHold: StatesOf<typeof words.holdStates> = { 'in-force': ['lifted'], lifted: ['in-force'] };
const channel: StatesOf<typeof words.channelStates> = {
  unstated: ['trusted', 'distrusted', 'compromised', 'unknown'], trusted: ['distrusted', 'compromised', 'unknown'], distrusted: ['trusted', 'compromised', 'unknown'],
  compromised: ['trusted', 'distrusted', 'unknown'], unknown: ['trusted', 'distrusted', 'compromised'],
};
const bridge: StatesOf<typeof words.bridgeStates> = { open: ['closed'], closed: ['open'] };
const attendance: StatesOf<typeof words.attendanceStates> = { present: ['left'], left: ['present'] };
const codeSheet: StatesOf<typeof words.codeSheetStates> = { issued: ['used-up', 'void'], 'used-up': ['void'], void: [] };
const subscription: StatesOf<typeof words.subscriptionStates> = { active: ['ended'], ended: ['active'] };
const assignment: StatesOf<typeof words.assignmentStates> = {
  offered: ['accepted', 'declined', 'lapsed'], accepted: ['relieved'], declined: ['offered'], lapsed: ['offered', 'accepted'], relieved: [],
};
const nextByKind: Partial<Record<CreatingKind, Readonly<Record<string, readonly string[]>>>> = { incident, action, decision, task, system, account, indicator, finding, 'legal-hold': legalHold, review, 'corrective-action': corrective, channel, bridge, attendance, 'code-sheet': codeSheet, subscription, assignment };

/** All states of a kind in the usual order, empty for a kind without states. */
export function statesOf(kind: CreatingKind): readonly string[] {
  const next = nextByKind[kind];
  return next === undefined ? [] : Object.keys(next);
}

/** True when the kind has this state. */
export function isStateOf(kind: CreatingKind, state: string): boolean {
  const next = nextByKind[kind];
  return next !== undefined && Object.hasOwn(next, state);
}

/** The usual next states, for the screen to offer. Others are possible and recorded with a finding, never refused. */
export function nextStates(kind: CreatingKind, state: string): readonly string[] {
  return (isStateOf(kind, state) ? nextByKind[kind]?.[state] : undefined) ?? [];
}
