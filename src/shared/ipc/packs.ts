import { call, type EntityId, type EntryId, type LogId } from '#base';
import type { PackOffer, PackProblem } from '#domain';
import type { RecordFailure, SealedEntry } from './recorded.ts';

/** What became of a pack file: `docs/spec/packs.md` section 3. Only `taken` leaves an entry; the others say what a person has to settle first, or why never. */
export type PackTaken =
  | { readonly outcome: 'taken'; readonly entry: SealedEntry; readonly title: string; readonly version: string }
  | { readonly outcome: 'refused'; readonly problem: PackProblem | 'bad-signature' | 'wrong-fingerprint' | 'not-yet' | 'older'; readonly where: string }
  | { readonly outcome: 'unknown-signer'; readonly fingerprint: string; readonly title: string; readonly version: string }
  | { readonly outcome: 'expired'; readonly title: string; readonly version: string; readonly expires: string }
  | { readonly outcome: 'newer'; readonly title: string; readonly version: string; readonly inForce: string };

export const packContract = {
  /** Packs that come with the console. */
  'pack.offers': call<Record<string, never>, { readonly packs: readonly PackOffer[] }>(),
  /** Takes a pack into an incident: one of the console, a file, or one that an entry of the incident holds. `fingerprint` as a person got it from the signer; `decision` when it replaces a version in force. */
  'pack.take': call<{
    readonly log: LogId; readonly source: { readonly from: 'console'; readonly pack: string } | { readonly from: 'file'; readonly bytes: Uint8Array } | { readonly from: 'journal'; readonly entry: EntityId }; readonly reason: string;
    readonly fingerprint?: string; readonly useExpired?: boolean; readonly decision?: EntryId;
  }, PackTaken, RecordFailure>(),
} as const;
