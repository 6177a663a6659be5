import type { LogId, UnixMs } from '#base';
import { createWorkingCopySealer, type DeviceKeys, type VaultHead, type VaultKey } from '#crypto';
import { isEntityOf, type Entity, type Envelope } from '#domain';
import type { OperatorInput, UnlockReport } from '#ipc';
import type { EnginePush } from '../core/push.ts';
import { openSealedCopy, type SealedCopy } from '../copy/sealedCopy.ts';
import { openDraftBox, type DraftBox } from '../drafts/draftBox.ts';
import { openHostMemory, type HostMemory } from '../host/hostMemory.ts';
import { createLogBook, type BookEntry, type LogBook } from '../logs/logBook.ts';
import { createReadOnlyGate, type ReadOnlyGate } from '../logs/readOnlyGate.ts';
import { firstOfNewFeed } from '../host/newFeed.ts';
import type { EngineOptions } from '../options.ts';
import type { EngineTime } from '../time/engineTime.ts';
import { createHybridClock } from '../time/hybridClock.ts';
import { createStampLedger, type StampLedger } from '../witness/stampLedger.ts';
import { createUndoStacks, type UndoStacks } from '../undo/undoStacks.ts';
import { personEntry } from './personEntry.ts';
import { createKeyring, type Keyring } from './session.ts';

/** Where a session lives: what the engine was given, its clock, and whom it tells. */
export interface SessionPlace {
  readonly options: EngineOptions;
  readonly time: EngineTime;
  readonly announce: (push: EnginePush) => void;
  readonly changed: (scope: LogId | 'drafts') => void;
}

/** An unlocked vault. Nothing of it outlives `end`. */
export interface Session {
  readonly keyring: Keyring;
  readonly host: HostMemory;
  readonly copy: SealedCopy;
  readonly drafts: DraftBox;
  readonly book: LogBook;
  readonly undo: UndoStacks;
  readonly gate: ReadOnlyGate;
  readonly stamps: StampLedger;
  readonly workspace: () => LogId;
  /** The engine's wall clock. */
  readonly now: () => UnixMs;
  readonly author: () => Envelope['author'];
  readonly operator: () => OperatorInput;
  /** False from the beginning of `end` on. */
  readonly isOpen: () => boolean;
  readonly end: () => Promise<void>;
}

/** What opens a session: the proved head and the keys it gave. */
export interface OpenedVault { readonly head: VaultHead; readonly vaultKey: VaultKey; readonly device: DeviceKeys }

/** Builds the session of a vault without reading its logs. `operator` is known when the vault is being created. */
export async function prepareSession(core: SessionPlace, opened: OpenedVault, operator: OperatorInput | null): Promise<Session> {
  const { options, time } = core;
  const { vault, random } = options;
  const keyring = createKeyring(vault, random, opened);
  const { vaultId } = opened.head;
  const host = await openHostMemory(vault, vaultId, keyring.vaultKey, random);
  const copy = await openSealedCopy(options.workingCopy, vaultId, createWorkingCopySealer(opened.vaultKey, vaultId, random), (reason) =>
    core.announce({ name: 'vault.notice', payload: { kind: 'working-copy-off', detail: reason } }));
  if (copy.owner !== 'own') await copy.reset();
  const gate = createReadOnlyGate(vault, (reason) => core.announce({ name: 'vault.readOnly', payload: { reason } }));
  const clock = createHybridClock();
  const stamps = createStampLedger(core.changed);
  let ended = false;
  const authorOf = () => toAuthor(operatorNow(), keyring.head().device.prefix);
  const book: LogBook = createLogBook({
    options, vault, device: opened.device, host, clock, now: time.now, monotonicMs: time.monotonicMs, onReadOnly: gate.close, onWritten: () => {},
    checkpoint: stamps.checkpoint,
    firstOfFeed: (open) => firstOfNewFeed({ open, host, device: opened.device, author: authorOf(), person: () => personEntry(core, keyring.head().device.prefix, operatorNow()), now: time.now(), zone: options.zone, random }),
  }, {
    vault, keys: { device: opened.device }, clock, now: time.now, ownFeed: () => null,
  }, copy, core.changed);

  function operatorNow(): OperatorInput {
    return findOperator(book.get(keyring.head().workspace), keyring.head().device.prefix) ?? operator ?? { name: 'unknown', initials: '??' };
  }
  return {
    keyring, host, copy, book, gate,
    drafts: await openDraftBox(copy),
    undo: createUndoStacks(),
    stamps,
    now: time.now,
    workspace: () => keyring.head().workspace,
    author: authorOf,
    operator: operatorNow,
    isOpen: () => !ended,
    end: async () => {
      if (ended) return;
      ended = true;
      await book.end();
      await host.flush();
      host.end();
      copy.close();
      keyring.wipe();
    },
  };
}

/** Incident logs, in the order of the folder. */
export function incidentLogs(session: Session): readonly BookEntry[] {
  return session.book.list().filter((entry) => entry.open.log !== session.workspace());
}

/** Totals and facts of a session for the unlock report. */
export function reportOf(session: Session, rest: Pick<UnlockReport, 'workingCopy' | 'notices' | 'unfinished' | 'unlockMs'>): UnlockReport {
  const { head } = session.keyring;
  return {
    vaultName: head().name,
    operator: { ...session.operator(), prefix: head().device.prefix },
    workspace: session.workspace(),
    incidents: incidentLogs(session).length,
    entries: session.book.list().reduce((total, entry) => total + entry.open.entryCount(), 0),
    ...rest,
  };
}

/** The person entry of this device in the workspace, as it reads today. */
function findOperator(workspace: BookEntry | null, prefix: string): OperatorInput | null {
  if (workspace === null) return null;
  const state = workspace.open.state();
  const people = state.byKind.person.map((id) => state.entities.get(id)).filter((entity): entity is Entity<'person'> => isEntityOf(entity, 'person'));
  const own = people.filter((person) => person.body.prefix === prefix && person.retracted === null).at(-1);
  if (own === undefined) return null;
  const { name, initials, role, organisation } = own.body;
  return { name, initials, ...(role === undefined ? {} : { role }), ...(organisation === undefined ? {} : { organisation }) };
}

function toAuthor(operator: OperatorInput, prefix: string): Envelope['author'] {
  return { name: operator.name, prefix, ...(operator.role === undefined || operator.role === '' ? {} : { role: operator.role }) };
}
