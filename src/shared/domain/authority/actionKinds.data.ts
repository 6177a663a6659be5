import type { BodyOf } from '../entries/bodies.ts';

export type ActionKind = BodyOf<'action'>['actionKind'];
/** Whose word a kind of action needs: it may be approved beforehand, somebody is asked first, or two people approve. */
export type UsualApproval = 'prepared' | 'ask' | 'two';
export interface ActionKindRule { readonly approval: UsualApproval; readonly capture: readonly string[] }

const prepared = (...capture: readonly string[]): ActionKindRule => ({ approval: 'prepared', capture });
const ask = (...capture: readonly string[]): ActionKindRule => ({ approval: 'ask', capture });
const two = (...capture: readonly string[]): ActionKindRule => ({ approval: 'two', capture });
const blocked = (logs: string): ActionKindRule => prepared('Traffic records of the value', `${logs} of the value`);

/** Approval and what to capture first, by kind of action (docs/spec/authority.md section 6). A profile may ask for more, never for less than two people. */
export const actionKindRules: Readonly<Record<ActionKind, ActionKindRule>> = {
  'isolate-host': prepared('Memory', 'Network connections', 'Host clock against a reference'),
  'isolate-segment': two('Flow logs', 'List of what depends on the segment'),
  'block-ip': blocked('Firewall logs'), 'block-domain': blocked('DNS logs'), 'block-url': blocked('Proxy logs'),
  'sinkhole-domain': ask('Resolver logs'),
  'disable-remote-access': two('Session list', 'VPN logs'),
  'disable-account': prepared('Sessions', 'Tokens', 'Sign-in log', 'Mailbox rules'),
  'revoke-sessions': prepared('List of active sessions and tokens'),
  'rotate-credential': prepared('Log of the last uses of the credential'),
  'remove-grant': ask('Export of the grant', 'Consent log'),
  'revoke-certificate': two('Issuance log', 'Where the certificate is used'),
  'suspend-process': prepared('Memory or process dump'), 'kill-process': prepared('Memory or process dump'),
  'quarantine-file': prepared('Copy of the file', 'Hash', 'Time stamps'), 'remove-file': prepared('Copy of the file', 'Hash', 'Time stamps'),
  'deny-executable': prepared('Where else the file runs'),
  'remove-persistence': ask('Export of the key, task or service'),
  'block-sender': prepared('Message with all headers', 'Recipients', 'Who opened it'), 'purge-mail': prepared('Message with all headers', 'Recipients', 'Who opened it'),
  'stop-service': two('Registers and memory', 'Processes, connections, sessions', 'Temporary files and swap', 'Short-lived cloud state', 'Logs with short retention'),
  'shut-down-host': two('Registers and memory', 'Processes, connections, sessions', 'Temporary files and swap', 'Short-lived cloud state', 'Logs with short retention'),
  'restrict-supplier-link': two('Inventory of links', 'Traffic sample'),
  'throttle-traffic': ask('Traffic sample', 'Baseline'),
  'wipe-device': two('Last check-in', 'Proof of encryption'),
  'takedown-request': ask('Capture of the page', 'Registration data'),
  patch: ask('Version and configuration before'),
  reimage: ask('Disk image, verified'),
  'restore-data': ask('Integrity of the backup', 'Date of the backup before the intrusion'),
  'restore-access': ask('Checks of the gate passed'),
  collect: prepared(), other: ask(),
};

/** What to capture before an action of a kind; empty when it destroys nothing. */
export function captureListOf(kind: ActionKind): readonly string[] {
  return actionKindRules[kind].capture;
}

/** True when actions of a kind need the approval of two people. */
export function needsTwoApprovers(kind: ActionKind): boolean {
  return actionKindRules[kind].approval === 'two';
}
