import { equalBytes, fail, ok, wipeBytes, type Client, type Failure, type Result } from '#base';
import { openAnySlot, openHead, parseHead, parseRecoveryKey, type HeadFailure, type SlotSecret, type UnprovedHead } from '#crypto';
import type { UnlockFailure, UnlockReport, VaultContract } from '#ipc';
import type { OpenedVault } from './openSession.ts';
import { readListedSlots } from './slots.ts';

/** What a person types or scans to open a vault. */
export type Secret = { readonly passphrase: string } | { readonly recoveryKey: string };
/** A stored copy of the head: `first` is vault.json, `second` its copy. */
interface Candidate { readonly from: 'first' | 'second'; readonly bytes: Uint8Array; readonly unproved: UnprovedHead }
type Stored = Readonly<Record<Candidate['from'], Uint8Array | null>>;
/** The keys of a vault, the copy that gave them, both copies as they were found, and those whose mac did not hold. */
export interface OpenedHeads extends OpenedVault { readonly from: Candidate['from']; readonly stored: Stored; readonly disproved: readonly Candidate['from'][] }

/** Opens the vault by whichever copy of its head proves itself (docs/spec/vault.md section 3.1). */
export async function openHeads(vault: Client<VaultContract>, secret: Secret): Promise<Result<OpenedHeads, Failure<UnlockFailure>>> {
  const read = await vault.call('head.read', {});
  if (!read.ok) return read.error.kind === 'missing' ? fail('not-a-vault', 'the folder holds no vault') : fail('io', 'the vault folder could not be read');
  const stored: Stored = { first: read.value.bytes, second: read.value.second ?? null };
  const found = listCandidates(stored);
  if (!found.ok) return found;
  const typed = toSlotSecret(secret);
  if (typed === null) return fail('wrong-key', 'this does not open the vault');
  const tried = new Set<string>();
  const disproved: Candidate['from'][] = [];
  let answer: Failure<UnlockFailure> | null = null;
  for (const candidate of found.value) {
    const opened = await tryCandidate(vault, candidate, typed, tried);
    if (opened?.ok === true) return ok({ ...opened.value, from: candidate.from, stored, disproved });
    if (opened?.error.kind === 'disproved') disproved.push(candidate.from);
    if (opened !== null) answer ??= opened.error.kind === 'disproved' ? { kind: 'damaged', message: opened.error.message } : { kind: opened.error.kind, message: opened.error.message };
  }
  return { ok: false, error: answer ?? { kind: 'wrong-key', message: 'this does not open the vault' } };
}

/** Writes the other copy again where it is missing, older or damaged, and says what a person should know. */
export async function mendHeads(vault: Client<VaultContract>, { from, stored, head, disproved }: OpenedHeads): Promise<UnlockReport['notices']> {
  const place = from === 'first' ? 'second' : 'first';
  const good = stored[from];
  const other = stored[place];
  if (good === null || (other !== null && equalBytes(good, other))) return [];
  const parsed = other === null || disproved.includes(place) ? null : parseHead(other);
  const generation = parsed?.ok === true ? parsed.value.head.generation : null;
  if (generation !== null && generation > head.generation) return [{ kind: 'damage', detail: 'a newer copy of vault.json lies in the folder that this way does not open' }];
  // On media that cannot be written to, the one good copy has to do.
  await vault.call('head.write', { bytes: good });
  if (from === 'second') return [{ kind: 'damage', detail: generation === null ? 'vault.json could not be read; its second copy was used and both were written again' : 'an older vault.json was put back; the newer second copy was used' }];
  // A lower generation is what a crash between the two writes leaves, a missing file what older programs leave.
  return other !== null && (generation === null || generation === head.generation) ? [{ kind: 'damage', detail: 'the second copy of vault.json could not be read and was written again' }] : [];
}

/** The copies that can be read, the newest first; why the first cannot, when none can. */
function listCandidates(stored: Stored): Result<readonly Candidate[], Failure<HeadFailure>> {
  const candidates: Candidate[] = [];
  let failure: Failure<HeadFailure> | null = null;
  for (const from of ['first', 'second'] as const) {
    const bytes = stored[from];
    if (bytes === null) continue;
    const parsed = parseHead(bytes);
    if (parsed.ok) candidates.push({ from, bytes, unproved: parsed.value });
    else failure ??= parsed.error;
  }
  // Neither may be passed over in favour of the other when a newer program has written it.
  if (candidates.length === 0 || failure?.kind === 'newer-version') return { ok: false, error: failure ?? { kind: 'not-a-vault', message: 'the folder holds no vault' } };
  return ok(candidates.toSorted((left, right) => right.unproved.head.generation - left.unproved.head.generation));
}

/** `tried` are slots that did not open: deriving a passphrase takes seconds, so none is tried twice in vain. Null when nothing is left to try. */
async function tryCandidate(vault: Client<VaultContract>, { unproved }: Candidate, secret: SlotSecret, tried: Set<string>): Promise<Result<OpenedVault, Failure<UnlockFailure | 'disproved'>> | null> {
  const listed = await readListedSlots(vault, unproved.head.slots);
  if (!listed.ok) return listed;
  const slots = listed.value.filter((slot) => !tried.has(slot.name));
  if (slots.length === 0 && listed.value.length > 0) return null;
  const opened = await openAnySlot(slots, secret);
  if (!opened.ok) {
    for (const slot of slots) tried.add(slot.name);
    return opened;
  }
  const head = openHead(unproved, opened.value.vaultKey);
  if (head.ok) return ok({ ...head.value, vaultKey: opened.value.vaultKey });
  wipeBytes(opened.value.vaultKey);
  return fail('disproved', head.error.message);
}

function toSlotSecret(secret: Secret): SlotSecret | null {
  if ('passphrase' in secret) return secret;
  const identity = parseRecoveryKey(secret.recoveryKey);
  return identity === null ? null : { recoveryKey: identity };
}
