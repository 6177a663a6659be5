import { call, type EntryId, type LogId, type UnixMs } from '#base';
import type { BodyOf } from '#domain';
import type { RecordFailure } from './recorded.ts';

export type MemberRole = BodyOf<'invitation'>['role'];
export type InvitationHistory = BodyOf<'invitation'>['history'];
/** How a fingerprint was compared (docs/spec/membership.md section 5). */
export type FingerprintMeans = BodyOf<'fingerprint-check'>['means'];

/** `own`: this device. `verified`: somebody else compared the fingerprint and it was the same. `different`: a finding until the device is removed. */
export type CheckStanding = 'own' | 'verified' | 'unverified' | 'different';
export interface FingerprintCheckView { readonly entry: EntryId; readonly by: string; readonly at: UnixMs; readonly means: FingerprintMeans; readonly result: 'same' | 'different' }
export interface MemberView {
  /** Ed25519 key, 64 hexadecimal digits; the fingerprint as five groups of four. */
  readonly device: string; readonly fingerprint: string;
  /** From the person entry that the device sealed itself; else the name under which somebody compared its fingerprint; null while nobody said one. */
  readonly name: string | null; readonly organisation: string | null;
  readonly role: MemberRole; readonly own: boolean; readonly founder: boolean;
  readonly standing: CheckStanding; readonly checks: readonly FingerprintCheckView[];
  /** True when the newest key has a box for it. Witnesses have none. */
  readonly hasKey: boolean;
  /** First and newest time that its entries claim, and how many there are; null while it wrote nothing that is here. */
  readonly firstEntryAt: UnixMs | null; readonly lastEntryAt: UnixMs | null; readonly entries: number;
}
export interface RemovedMemberView {
  readonly device: string; readonly fingerprint: string; readonly name: string | null; readonly removedBy: string | null;
  /** Entries that came after its removal, beside those written in good faith before. */
  readonly entriesAfter: number; readonly lastEntryAt: UnixMs | null;
}
export interface InvitationView {
  /** 32 hexadecimal digits. */
  readonly invitation: string; readonly role: MemberRole; readonly history: InvitationHistory; readonly expires: UnixMs | null; readonly expired: boolean;
  /** For whom, where this vault made it: the log does not say. The words can be shown again then. */
  readonly forWhom: string | null; readonly madeHere: boolean;
}
/** A first voice to remove an admin, while it waits for the second. */
export interface RemovalVoiceView { readonly device: string; readonly name: string | null; readonly by: string | null; readonly byOwn: boolean }
/** Whether this vault may write to the log: as a member that writes, or why not. */
export type WritingRight = 'yes' | 'reader' | 'witness' | 'removed' | 'not-a-member' | 'no-key';
export interface MembersView {
  readonly logCode: string; readonly ownRole: MemberRole | null; readonly writing: WritingRight;
  readonly members: readonly MemberView[]; readonly removed: readonly RemovedMemberView[]; readonly invitations: readonly InvitationView[]; readonly voices: readonly RemovalVoiceView[];
  /** Membership heads: several when admins changed it without seeing each other. */
  readonly heads: number;
  /** `parted`: some would read on who were removed on another branch. `old`: seven days since the newest key. */
  readonly newKey: 'not-due' | 'parted' | 'old';
  /** Frames sealed with a key that this device has no box for. How many entries they hold shows only who opens them. */
  readonly unopened: number;
  /** Frames that cannot be placed yet, because what they follow has not come. */
  readonly waiting: number;
  /** False after an operation of a newer version: who may write is then undecided. */
  readonly decided: boolean;
}

/** An invitation to pass on: read aloud, on paper, or as a code. */
export interface InvitationSheet {
  readonly invitation: string; readonly forWhom: string; readonly role: MemberRole; readonly history: InvitationHistory; readonly expires: UnixMs | null;
  /** Twelve words of the secret, then twelve of the log id. */
  readonly words: string; readonly logWords: string; readonly qrText: string; readonly qrSvg: string; readonly logCode: string; readonly fingerprint: string;
}
export type JoinRefusal = 'malformed-request' | 'wrong-log' | 'unknown-invitation' | 'spent-invitation' | 'expired-invitation' | 'bad-signature' | 'already-member' | 'removed-device';
/** Who asks to join. Names are what they say of themselves; null where the secret of the invitation is not in this vault. */
export interface JoinRequestView {
  readonly log: LogId; readonly incident: string; readonly device: string; readonly fingerprint: string; readonly person: { readonly name: string; readonly initials: string; readonly role: string; readonly organisation: string } | null;
  readonly forWhom: string | null;
  /** Null when the request cannot be admitted by its invitation; then by its fingerprint alone, when the refusal is about the invitation. */
  readonly invited: { readonly role: MemberRole; readonly history: InvitationHistory } | null; readonly refusal: JoinRefusal | null;
}
/** What a device could read, and what it wrote (docs/spec/membership.md section 6). Times are claims of the writers. */
export interface ExposureReport {
  readonly device: string; readonly fingerprint: string; readonly name: string | null; readonly removed: boolean;
  /** Reference and title; then the other incidents of this vault that the device is or was a member of. */
  readonly incident: string; readonly elsewhere: readonly { readonly log: LogId; readonly incident: string; readonly removed: boolean }[];
  readonly epochs: number; readonly entries: number; readonly firstAt: UnixMs | null; readonly lastAt: UnixMs | null;
  /** Entries sealed with its keys by others who did not know of its removal yet. */
  readonly entriesBeyond: number;
  readonly evidence: readonly { readonly ref: string; readonly name: string }[]; readonly dataSets: readonly { readonly ref: string; readonly name: string }[];
  readonly lastFrame: { readonly seq: number; readonly at: UnixMs | null; readonly witnessed: boolean } | null;
  readonly framesAfter: number; readonly entriesAfter: number;
}

export type MembershipFailure = 'not-an-admin' | 'unknown-member' | 'last-admin' | 'removed' | RecordFailure;

export interface MembershipQueries {
  readonly members: { readonly params: { readonly log: LogId }; readonly result: MembersView };
}

/** Who may read and write a log (docs/spec/membership.md). */
export const membershipContract = {
  'member.invite': call<{ readonly log: LogId; readonly role: MemberRole; readonly history: InvitationHistory; readonly expires: UnixMs | null; readonly forWhom: string }, InvitationSheet, MembershipFailure>(),
  /** The same sheet again, where the secret is in this vault and the invitation is open. */
  'member.showInvitation': call<{ readonly log: LogId; readonly invitation: string }, InvitationSheet, 'unknown-invitation' | 'spent-invitation' | 'locked'>(),
  'member.cancelInvitation': call<{ readonly log: LogId; readonly invitation: string }, Record<string, never>, 'unknown-invitation' | 'spent-invitation' | MembershipFailure>(),
  /** Reads a request file; nothing is recorded. A refusal about the invitation comes in the answer, so that the fingerprint can still be compared. */
  'member.readRequest': call<{ readonly bytes: Uint8Array }, JoinRequestView, 'malformed-request' | 'wrong-log' | 'locked'>(),
  /**
   * Admits the device of a request: by its invitation, or without one by the fingerprint that was compared (`typed`, `other-fingerprint` when it is another).
   * `check` records how the fingerprint was compared; null leaves the member unverified.
   */
  'member.admit': call<{
    readonly log: LogId; readonly bytes: Uint8Array;
    readonly without: { readonly typed: string; readonly role: MemberRole; readonly history: InvitationHistory } | null;
    readonly check: { readonly means: FingerprintMeans; readonly name: string | null } | null;
  }, { readonly device: string; readonly name: string | null }, JoinRefusal | 'other-fingerprint' | MembershipFailure>(),
  'member.setRole': call<{ readonly log: LogId; readonly device: string; readonly role: MemberRole }, Record<string, never>, MembershipFailure>(),
  /** The reason goes into a sealed decision. `effective` false: the first of two voices, the second admin is still to be asked. */
  'member.remove': call<{ readonly log: LogId; readonly device: string; readonly reason: string }, { readonly effective: boolean }, MembershipFailure>(),
  /** A new key for the members as they are; joins heads that parted. */
  'member.rotate': call<{ readonly log: LogId }, Record<string, never>, MembershipFailure>(),
  'member.exposure': call<{ readonly log: LogId; readonly device: string }, ExposureReport, 'unknown-member' | 'locked'>(),
  /** On the side of who joins: `invitation` is the text of the code, or twenty-four words. The file goes to who invited. */
  'member.joinRequest': call<{ readonly invitation: string }, { readonly fileName: string; readonly bytes: Uint8Array; readonly fingerprint: string; readonly logCode: string; readonly inviter: string | null }, 'bad-invitation' | 'bad-words' | 'already-member' | 'locked'>(),
} as const;
