import type { MergeConflict } from '#domain';

/** True for what a decision settles; the entries of a removed device stay a finding, and what two people received both have to attest. */
export function isDecided({ kind, level }: MergeConflict): boolean {
  return level !== 'finding' && kind !== 'received-twice';
}

/** True for what an attestation settles: a notice, or what waits for people. */
export function isAttested({ kind, level }: MergeConflict): boolean {
  return level === 'notice' || kind === 'received-twice';
}

/** True where a decision chooses one of the sides. */
export function isChosen({ kind }: MergeConflict): boolean {
  return !['stopped-twice', 'step', 'after-closure', 'order'].includes(kind);
}
