import { bytesToHex, equalBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import { epochIdOf, openLockbox, type DeviceKeys, type Epoch, type EpochSecret } from '#crypto';
import type { FrameHeader } from '../frame/types.ts';
import type { Member, MembershipState } from '../membership/types.ts';
import type { ReaderKeys } from './types.ts';

/** Membership states of a log by the header hash that made them, and the epoch secrets that are at hand. */
export interface MemberTable {
  readonly stateOf: (head: Uint8Array) => MembershipState | null;
  readonly adopt: (state: MembershipState) => void;
  readonly newest: () => MembershipState | null;
  readonly all: () => readonly MembershipState[];
  readonly secretOf: (epochId: Uint8Array) => EpochSecret | null;
  readonly writingEpoch: () => Epoch | null;
}

/** An empty table that opens the lockboxes these keys fit. */
export function createMemberTable(log: LogId, keys: ReaderKeys | null): MemberTable {
  const states: MembershipState[] = [];
  const secrets = new Map<string, EpochSecret>();
  for (const secret of keys?.epochSecrets ?? []) secrets.set(bytesToHex(epochIdOf(log, secret)), secret);
  let latestEpoch: Epoch | null = null;

  function secretOf(epochId: Uint8Array): EpochSecret | null {
    if (latestEpoch !== null && equalBytes(latestEpoch.id, epochId)) return latestEpoch.secret;
    const secret = secrets.get(bytesToHex(epochId)) ?? null;
    if (secret !== null) latestEpoch = { id: epochId.slice(), secret };
    return secret;
  }

  return {
    stateOf: (head) => states.find((state) => equalBytes(state.head, head)) ?? null,
    adopt: (state) => {
      if (states.some((known) => equalBytes(known.head, state.head))) return;
      states.push(state);
      if (keys?.device !== undefined) openLockboxes(log, state, keys.device, secrets);
    },
    newest: () => states.at(-1) ?? null,
    all: () => states,
    secretOf,
    writingEpoch: () => {
      for (const epoch of (states.at(-1)?.epochs ?? []).toReversed()) {
        const secret = secretOf(epoch.id);
        if (secret !== null) return { id: epoch.id, secret };
      }
      return null;
    },
  };
}

/** Step 5 of docs/spec/frames.md section 8. After an operation of a newer build the answer is undecided (false), never a refusal. */
export function checkAuthor(state: MembershipState, header: FrameHeader): Result<{ readonly decided: boolean }, Failure<'not-a-member'>> {
  if (!state.decided) return ok({ decided: false });
  const member = state.members.find((candidate) => equalBytes(candidate.device, header.author));
  if (member === undefined || !mayWrite(member, header)) return fail('not-a-member', 'the author was not allowed to write this in the log');
  return ok({ decided: true });
}

function mayWrite(member: Member, header: FrameHeader): boolean {
  return header.type === 'membership' ? member.role === 'admin' : member.role === 'admin' || member.role === 'writer';
}

function openLockboxes(log: LogId, state: MembershipState, device: DeviceKeys, secrets: Map<string, EpochSecret>): void {
  for (const epoch of state.epochs) {
    const lockbox = epoch.lockboxes.find((candidate) => equalBytes(candidate.device, device.ed25519));
    const opened = lockbox === undefined ? null : openLockbox(lockbox.box, log, epoch.id, device);
    if (opened !== null) secrets.set(bytesToHex(epoch.id), opened.secret);
  }
}
