import { call, push, type EntityId, type EntryId, type LogId, type Sha256Hex, type UnixMs } from '#base';
import type {
  ApprovalsBase, BodyOf, CaptureContext, ClockRow, ClosureView, CreatingKind, DocumentProfile, DocumentType, DraftView, Entity, EntityDetail, EntryDraft, Envelope, EvidenceRow, FilledWorksheet, HandoverItem, HandoverView, IncidentCard, IncidentHeader,
  JournalRow, MetricsView, Occurred, OverviewView, Page, PlaybooksView, RegulationView, ReportStatus, RolesView, SitrepStatus, RowFilter, SafekeepingView, SortOrder, TimelineFormat, TimelineRow, Completeness, WorksheetName,
} from '#domain';
import type { EvidenceProgress, SealFailure, SourceGrant, UnfinishedSeal } from './evidence.ts';
import type { PrintJob } from './desktop.ts';
import type { ExportedFile, RecordFailure, SealedEntry } from './recorded.ts';
import { alertContract, type AlertQueries } from './alerts.ts';
import type { ConflictQueries } from './conflicts.ts';
import { syncContract, type SyncQueries } from './sync.ts';
import { bundleContract, type BundleQueries } from './bundle.ts';
import { commandContract } from './command.ts';
import { packContract } from './packs.ts';
import { playbookContract } from './playbooks.ts';
import { workspaceContract } from './workspace.ts';
import { channelContract, type ChannelQueries } from './channels.ts';
import { membershipContract, type MembershipQueries } from './membership.ts';
import { scopeContract, type ScopeQueries } from './scope.ts';
import { documentContract } from './documents.ts';
import { disclosureContract, repairContract, witnessContract, type UnreadableIncident, type WitnessView } from './proof.ts';

export type {
  Completeness, WorksheetName, CaptureContext, ClockRow, DocumentProfile, DocumentType, DraftView, EntityDetail, EntryDraft, EvidenceRow, FilledWorksheet, IncidentCard, IncidentHeader, OverviewView, Page, ReportStatus,
  RowFilter, SortOrder, TimelineFormat, TimelineRow,
} from '#domain';

export interface SlotView { readonly name: string; readonly type: 'passphrase' | 'recovery' | 'escrow'; readonly label: string; readonly createdAt: UnixMs; readonly recipient: string | null }
export interface OperatorInput { readonly name: string; readonly initials: string; readonly role?: string; readonly organisation?: string }

/** What unlocking found; everything unusual is said here, in literal kinds that the screen puts into words. */
export interface UnlockReport {
  readonly vaultName: string;
  readonly operator: OperatorInput & { readonly prefix: string };
  /** The log of what belongs to no incident. */
  readonly workspace: LogId;
  readonly incidents: number;
  readonly entries: number;
  readonly workingCopy: 'fresh' | 'current' | 'caught-up' | 'rebuilt-missing' | 'rebuilt-damaged' | 'rebuilt-foreign' | 'rebuilt-older';
  readonly notices: readonly { readonly kind: 'torn-tail' | 'damage' | 'new-feed' | 'unfinished-seal' | 'fork'; readonly detail: string }[];
  readonly unfinished: readonly UnfinishedSeal[];
  readonly unlockMs: number;
}

/** Live queries: name, parameters and result. Results are pushed again whenever they change. */
export interface Queries extends ScopeQueries, AlertQueries, ConflictQueries, ChannelQueries, MembershipQueries, BundleQueries, SyncQueries {
  readonly incidents: { readonly params: Record<string, never>; readonly result: readonly IncidentCard[] };
  /** Journals that belong to this vault and show no incident, so that none vanishes from the list. */
  readonly unreadable: { readonly params: Record<string, never>; readonly result: readonly UnreadableIncident[] };
  /** Null while the log holds no incident that can be read. */
  readonly incident: { readonly params: { readonly log: LogId }; readonly result: IncidentHeader | null };
  readonly overview: { readonly params: { readonly log: LogId }; readonly result: OverviewView };
  readonly journal: { readonly params: { readonly log: LogId; readonly filter: RowFilter; readonly order: SortOrder; readonly descending: boolean; readonly offset: number; readonly limit: number }; readonly result: Page<JournalRow> };
  readonly timeline: { readonly params: { readonly log: LogId; readonly filter: RowFilter; readonly descending: boolean; readonly offset: number; readonly limit: number }; readonly result: Page<TimelineRow> & { readonly histogram: readonly { readonly from: UnixMs; readonly to: UnixMs; readonly count: number; readonly matched: number }[]; readonly tracks: Readonly<Record<string, number>> } };
  /** All entities of one kind: actions, decisions, systems, accounts, indicators, contacts, tasks, narratives, reports, milestones … */
  readonly entities: { readonly params: { readonly log: LogId; readonly kind: CreatingKind; readonly filter: RowFilter }; readonly result: readonly Entity[] };
  readonly evidence: { readonly params: { readonly log: LogId; readonly filter: RowFilter }; readonly result: readonly EvidenceRow[] };
  readonly entity: { readonly params: { readonly log: LogId; readonly entity: EntityId }; readonly result: EntityDetail | null };
  /** Names the capture bar links to: @systems, accounts, #tags, references. */
  readonly capture: { readonly params: { readonly log: LogId }; readonly result: CaptureContext };
  readonly drafts: { readonly params: { readonly log: LogId | null }; readonly result: readonly DraftView[] };
  readonly reports: { readonly params: { readonly log: LogId }; readonly result: ReportStatus };
  /** What stands between an incident and its gates (docs/spec/closure.md). */
  readonly closure: { readonly params: { readonly log: LogId }; readonly result: ClosureView };
  /** Everything that is open or missing (docs/spec/closure.md section 4). */
  readonly completeness: { readonly params: { readonly log: LogId }; readonly result: Completeness };
  /** Figures over all incidents of the vault that were opened since. */
  readonly metrics: { readonly params: { readonly since: UnixMs | null; readonly now: UnixMs }; readonly result: MetricsView };
  /** Holds, seals, acquisitions, checklists and concerns about evidence (docs/spec/custody.md). */
  readonly safekeeping: { readonly params: { readonly log: LogId }; readonly result: SafekeepingView };
  /** Every clock of an incident, as of the newest entry; `clockAt` moves one on. */
  readonly clocks: { readonly params: { readonly log: LogId }; readonly result: readonly ClockRow[] };
  /** Regimes of the packs in force, what was decided and sent, and packs that could be taken (docs/spec/packs.md). */
  readonly regulation: { readonly params: { readonly log: LogId }; readonly result: RegulationView };
  /** What a report to an authority asks for, filled from the journal. */
  readonly worksheet: { readonly params: { readonly log: LogId; readonly regime: string; readonly worksheet: string }; readonly result: FilledWorksheet | null };
  /** Playbooks that can be run, and the runs with what became of their steps (docs/spec/playbooks.md). */
  readonly playbooks: { readonly params: { readonly log: LogId }; readonly result: PlaybooksView };
  /** Requests and approvals, what confirms them, and overrides that nobody has settled (docs/spec/authority.md section 3). */
  readonly approvals: { readonly params: { readonly log: LogId }; readonly result: ApprovalsBase };
  /** Who holds which role, and who was asked (docs/spec/command.md). */
  readonly roles: { readonly params: { readonly log: LogId }; readonly result: RolesView };
  /** Hand-overs with what became of their items, the newest first. */
  readonly handovers: { readonly params: { readonly log: LogId }; readonly result: readonly HandoverView[] };
  /** What a person would hand over now, from the journal alone. */
  readonly brief: { readonly params: { readonly log: LogId; readonly person: string }; readonly result: readonly HandoverItem[] };
  readonly sitreps: { readonly params: { readonly log: LogId }; readonly result: SitrepStatus };
  /** Who remembers what of this journal, and what nobody does yet (docs/spec/witness.md). */
  readonly witness: { readonly params: { readonly log: LogId }; readonly result: WitnessView };
}
export type QueryName = keyof Queries;

/** The verifier's verdicts, in the order they are shown; `notProven` is said as plainly as what holds. */
export interface VerdictLine { readonly topic: 'signatures' | 'chain' | 'entries' | 'authorship' | 'evidence' | 'completeness' | 'time'; readonly verdict: 'holds' | 'failed' | 'incomplete' | 'not-proven'; readonly text: string; readonly count: number }
export interface IntegrityReport {
  readonly verdict: 'ok' | 'failed' | 'incomplete' | 'malformed'; readonly lines: readonly VerdictLine[]; readonly frames: number; readonly entries: number; readonly evidenceItems: number;
  readonly feeds: readonly { readonly feed: string; readonly author: string; readonly device: string; readonly frames: number; readonly head: Sha256Hex; readonly fingerprint: string }[];
  readonly problems: readonly { readonly where: string; readonly text: string }[]; readonly checkedAt: UnixMs; readonly tookMs: number;
}
/** The chain of one entry: leaf, salt-hidden neighbours, header, feed position and what covers it. */
export interface EntryChain {
  readonly entryId: EntryId; readonly feed: string; readonly seq: number; readonly index: number; readonly leafSha256: Sha256Hex; readonly path: readonly string[]; readonly entriesRoot: string;
  readonly headerSha256: Sha256Hex; readonly previous: string; readonly feedRoot: string; readonly signature: string; readonly signer: string; readonly covered: number; readonly signatureHolds: boolean; readonly leafHolds: boolean;
}

export type UnlockFailure = 'wrong-key' | 'not-a-vault' | 'damaged' | 'newer-version' | 'self-test-failed' | 'io';
type Nothing = Record<string, never>;

/** Window and engine. The engine holds keys and plaintext while unlocked; ending the worker is the lock. */
export const engineContract = {
  'engine.selfTest': call<Nothing, { readonly passed: boolean; readonly tookMs: number }>(),
  'passphrase.strength': call<{ readonly passphrase: string }, { readonly guessesLog10: number; readonly crackSeconds: number; readonly acceptable: boolean; readonly warning: string | null }>(),
  'passphrase.suggest': call<Nothing, { readonly words: string }>(),
  /** Creates keys and slots and finishes the folder. The recovery key is answered once and kept nowhere. */
  'vault.create': call<{ readonly name: string; readonly passphrase: string; readonly operator: OperatorInput; readonly escrowRecipient: string | null }, { readonly recoveryKey: string; readonly recoveryQr: string; readonly report: UnlockReport }, UnlockFailure | 'weak-passphrase' | 'bad-recipient' | 'disk-full'>(),
  /** The recovery key typed back: compared with the slot it opens. */
  'vault.confirmRecovery': call<{ readonly typed: string }, { readonly matches: boolean }>(),
  'vault.unlock': call<{ readonly passphrase: string } | { readonly recoveryKey: string }, UnlockReport, UnlockFailure>(),
  'vault.slots': call<Nothing, { readonly slots: readonly SlotView[] }, 'locked' | 'io'>(),
  'vault.changePassphrase': call<{ readonly current: string; readonly next: string }, Nothing, 'wrong-key' | 'weak-passphrase' | 'disk-full' | 'io' | 'locked'>(),
  'vault.addSlot': call<{ readonly type: 'passphrase'; readonly passphrase: string; readonly label: string } | { readonly type: 'recovery'; readonly label: string } | { readonly type: 'escrow'; readonly recipient: string; readonly label: string }, { readonly slot: SlotView; readonly recoveryKey: string | null; readonly recoveryQr: string | null }, 'weak-passphrase' | 'bad-recipient' | 'disk-full' | 'io' | 'locked'>(),
  'vault.removeSlot': call<{ readonly name: string }, Nothing, 'missing' | 'last-slot' | 'io' | 'locked' | 'disk-full'>(),
  /** New vault key for the slots that stay: what a copy of a removed slot could open is closed for the future. Needs a secret or recipient per slot. */
  'vault.rekey': call<{ readonly passphrase: string }, { readonly slotsKept: number; readonly slotsDropped: readonly string[] }, 'wrong-key' | 'disk-full' | 'io' | 'locked'>(),
  'incident.create': call<{ readonly body: BodyOf<'incident'>; readonly occurred: Occurred | null }, { readonly log: LogId; readonly entry: SealedEntry }, RecordFailure>(),
  'entry.record': call<{ readonly log: LogId; readonly draft: EntryDraft; readonly draftKey?: string }, SealedEntry, RecordFailure>(),
  /** Takes back this session's latest step by forward entries; answers what was taken back. */
  'entry.undo': call<{ readonly log: LogId }, { readonly label: string; readonly entry: SealedEntry }, RecordFailure | 'nothing-to-undo'>(),
  'entry.redo': call<{ readonly log: LogId }, { readonly label: string; readonly entry: SealedEntry }, RecordFailure | 'nothing-to-redo'>(),
  'draft.put': call<{ readonly key: string; readonly log: LogId | null; readonly json: string }, Nothing, 'locked' | 'io'>(),
  /** Brings the working copy up to date now: before a lock. Nothing is lost without it. */
  'copy.flush': call<Nothing, Nothing>(),
  'draft.remove': call<{ readonly key: string }, Nothing, 'locked' | 'io'>(),
  'query.open': call<{ readonly id: number; readonly name: QueryName; readonly params: Queries[QueryName]['params'] }, Nothing, 'locked' | 'unknown-log'>(),
  'query.close': call<{ readonly id: number }, Nothing>(),
  'evidence.seal': call<{ readonly log: LogId; readonly grant: string; readonly resume: EntryId | null; readonly legacyHashes: readonly ('sha1' | 'md5')[]; readonly body: Omit<BodyOf<'evidence'>, 'sealed' | 'ref'>; readonly occurred: Occurred | null; readonly tags: readonly string[]; readonly links: Envelope['links'] }, SealedEntry & { readonly duplicateOf: string | null }, SealFailure | RecordFailure>(),
  'evidence.cancel': call<{ readonly item: EntryId }, Nothing>(),
  /** Runs that were interrupted, or whose item was never recorded: to be continued with the same source or set aside. */
  'evidence.unfinished': call<Nothing, { readonly runs: readonly UnfinishedSeal[] }, 'locked' | 'io'>(),
  /** `missing` for an item without parts, and for one that is recorded as sealed: that one stays where it is. */
  'evidence.setAside': call<{ readonly item: EntryId }, Nothing, 'missing' | 'io'>(),
  'evidence.extract': call<{ readonly log: LogId; readonly item: EntityId; readonly destination: string }, { readonly bytes: number; readonly sha256: string }, 'damaged' | 'hash-mismatch' | 'missing' | 'disk-full' | 'io' | 'cancelled' | 'exists' | 'unknown-target' | 'unknown-grant'>(),
  /** Opens all parts, compares all hashes and records a custody `verify` event with the result. */
  'evidence.verify': call<{ readonly log: LogId; readonly item: EntityId }, { readonly result: 'match' | 'mismatch'; readonly sha256: string }, 'missing' | 'damaged' | 'io' | 'unknown-target' | 'cancelled' | RecordFailure>(),
  'evidence.peek': call<{ readonly log: LogId; readonly item: EntityId }, { readonly bytes: Uint8Array; readonly mediaType: string }, 'missing' | 'damaged' | 'too-large' | 'io' | 'unknown-target'>(),
  'export.timeline': call<{ readonly log: LogId; readonly format: TimelineFormat; readonly filter: RowFilter; readonly zone: string }, ExportedFile, 'nothing-to-export' | RecordFailure>(),
  /** What is due, as a calendar file with neutral titles: codename or reference, and what is owed; never what happened. */
  'export.clocks': call<{ readonly log: LogId }, ExportedFile, 'nothing-to-export' | RecordFailure>(),
  /** A journal package for `holdfast verify`: frames as stored, nothing decrypted. */
  'export.package': call<{ readonly log: LogId }, ExportedFile, RecordFailure>(),
  /** `issuing` renders it as the next numbered issue, for `report.issue`; without it the pages say draft. */
  /** Times stand in UTC and in the zone of the incident, so that the same journal gives the same document on every machine. */
  'document.build': call<{ readonly log: LogId; readonly type: DocumentType; readonly items: readonly EntityId[]; readonly filter: RowFilter; readonly issuing?: boolean; readonly profile?: DocumentProfile; readonly worksheet?: WorksheetName }, { readonly job: PrintJob; readonly html: string; readonly missing: readonly string[]; readonly contentSha256: Sha256Hex; readonly draft: boolean }, 'unknown-target' | RecordFailure>(),
  /** Seals the rendered PDF as an evidence item and records the numbered issue. Refused while a mandatory section is empty. `items` as the pages were built with. */
  'report.issue': call<{ readonly log: LogId; readonly type: DocumentType; readonly items: readonly EntityId[]; readonly contentSha256: Sha256Hex; readonly grant: string; readonly changes: string | null; readonly profile?: DocumentProfile; readonly worksheet?: WorksheetName }, { readonly issue: number; readonly entry: SealedEntry }, SealFailure | RecordFailure | 'mandatory-empty' | 'content-changed'>(),
  'integrity.check': call<{ readonly log: LogId | null; readonly evidence: boolean }, IntegrityReport, 'cancelled' | 'io' | 'locked'>(),
  'integrity.cancel': call<Nothing, Nothing>(),
  'integrity.chain': call<{ readonly log: LogId; readonly entryId: EntryId }, EntryChain, 'unknown-target'>(),
  /** Writes the demonstration incident into an empty vault and seals its files from the grants of `demo.sources`. */
  'demo.fill': call<{ readonly grants: readonly SourceGrant[]; /** With a second member and what a team has. */ readonly team?: boolean }, { readonly log: LogId }, SealFailure | RecordFailure>(),
  ...documentContract,
  ...witnessContract,
  ...repairContract,
  ...disclosureContract,
  ...playbookContract,
  ...channelContract,
  ...workspaceContract,
  ...packContract,
  ...commandContract,
  ...scopeContract,
  ...alertContract,
  ...membershipContract,
  ...bundleContract,
  ...syncContract,
  'query.result': push<{ readonly id: number; readonly result: unknown }>(),
  'evidence.progress': push<EvidenceProgress>(),
  'integrity.progress': push<{ readonly done: number; readonly total: number }>(),
  'vault.readOnly': push<{ readonly reason: 'disk-full' | 'io' }>(),
  /** Each change of the level; `enough` when there is room again. */
  'disk.low': push<{ readonly freeBytes: number; readonly level: 'enough' | 'low' | 'critical' }>(),
  'vault.notice': push<{ readonly kind: UnlockReport['notices'][number]['kind'] | 'working-copy-off'; readonly detail: string }>(),
} as const;
export type EngineContract = typeof engineContract;
