import { readFileSync, statSync } from 'node:fs';
import { fail, ok, wipeBytes, type EntryId, type Failure, type Result } from '#base';
import { openAnySlot, openHead, parseHead, parseRecoveryKey, readyCrypto, runSelfTest, type DeviceKeys, type UnprovedHead } from '#crypto';
import type { BodyOf } from '#domain';
import { mergeLines, worstVerdict } from '#engine';
import type { IntegrityReport, VerdictLine } from '#ipc';
import { createLogVerifier, createPieceFeeder, decodePackageHead, type PieceHelper, type VerificationReport } from '#log';
import { judgeDamage, type KeptDamage } from './mendedDamage.ts';
import { hashPart, readVaultFiles, type VaultFiles } from './readVault.ts';

/** What the verifier found, ready for print: the same for two runs over the same bytes. */
export interface Verification {
  readonly verdict: IntegrityReport['verdict'];
  readonly what: 'vault' | 'package';
  readonly keyed: boolean;
  readonly lines: readonly VerdictLine[];
  readonly logs: readonly { readonly log: string; readonly frames: number; readonly entries: number; readonly verdict: string }[];
  readonly feeds: readonly { readonly feed: string; readonly log: string; readonly frames: number; readonly head: string; readonly fingerprint: string; readonly names: readonly string[] }[];
  readonly problems: readonly { readonly where: string; readonly text: string }[];
}
export type Secret = { readonly passphrase: string } | { readonly recoveryKey: string };
type Sealed = NonNullable<BodyOf<'evidence'>['sealed']>;
/** Less than this is checked before another thread has started. */
const HELPED_BYTES = 8 * 2 ** 20;

/** Checks a journal package (docs/spec/frames.md section 10). No key opens it: the content stays sealed. */
export async function verifyPackage(bytes: Uint8Array): Promise<Result<Verification, Failure<'malformed' | 'failed'>>> {
  const tested = await ready();
  if (!tested.ok) return tested;
  const head = decodePackageHead(bytes);
  if (!head.ok) return fail(head.error.kind === 'bad-signature' ? 'failed' : 'malformed', head.error.message);
  const { manifest, framesAt } = head.value;
  const verifier = createLogVerifier({ log: manifest.log, keys: null, expectedHeads: manifest.heads, exporter: manifest.exporter });
  verifier.add(bytes.subarray(framesAt), 'package');
  const report = verifier.finish();
  return ok(assemble('package', false, [report], new Map(), { lines: [evidenceLine(null)], problems: [] }));
}

/**
 * Checks every log of a vault folder; with a secret also the content of frames, `vault.json`, and the sealed parts of every item. `startHelper` starts a second
 * thread for a long journal; what is found does not depend on it.
 */
export async function verifyVault(folder: string, secret: Secret | null, startHelper: () => PieceHelper | null = () => null): Promise<Result<Verification, Failure<'malformed' | 'failed' | 'io' | 'wrong-key'>>> {
  const tested = await ready();
  if (!tested.ok) return tested;
  const files = readVaultFiles(folder);
  if (!files.ok) return files;
  const head = chooseHead(files.value);
  if (!head.ok) return head;
  const opened = secret === null ? null : head.value.head === null ? null : await openKeys(head.value.head, files.value, secret);
  if (opened?.ok === false) return opened;
  const helper = bytesOfLogs(files.value) < HELPED_BYTES ? null : startHelper();
  const { reports, kept, names, sealed } = await verifyLogs(files.value, opened === null ? null : opened.value, helper).finally(() => helper?.end());
  const evidence = opened === null ? { lines: [evidenceLine(null)], problems: [] } : await checkParts(folder, sealed);
  const found = assemble('vault', opened !== null, reports, names, { ...evidence, lines: [...keptLines(kept), ...evidence.lines] });
  const { problem } = head.value;
  return ok(problem === null ? found : { ...found, verdict: worstVerdict([found.verdict, 'failed']), problems: [problem, ...found.problems] });
}

interface VerifiedLogs {
  readonly reports: readonly VerificationReport[];
  readonly kept: readonly KeptDamage[];
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sealed: ReadonlyMap<EntryId, { readonly ref: string; readonly sealed: Sealed }>;
}

async function verifyLogs(files: VaultFiles, device: DeviceKeys | null, helper: PieceHelper | null): Promise<VerifiedLogs> {
  const sealed = new Map<EntryId, { readonly ref: string; readonly sealed: Sealed }>();
  const names = new Map<string, Set<string>>();
  const reports: VerificationReport[] = [];
  const kept: KeptDamage[] = [];
  for (const { log, files: frameFiles } of files.logs) {
    const verifier = createLogVerifier({
      log, keys: device === null ? null : { device },
      onEntries: (entries) => {
        for (const { id, entry, place } of entries) {
          if (entry === null) continue;
          names.set(place.feed, (names.get(place.feed) ?? new Set()).add(`${entry.author.name} (${entry.author.prefix})`));
          if (entry.kind === 'evidence' && entry.body.sealed !== undefined) sealed.set(id, { ref: entry.body.ref, sealed: entry.body.sealed });
        }
      },
    });
    const feeder = createPieceFeeder(verifier, helper);
    for (const [index, file] of frameFiles.entries()) await feeder.add(new Uint8Array(readFileSync(file)), `log ${log.slice(0, 8)}, file ${index + 1}`);
    const judged = judgeDamage(await feeder.finish(), () => readEach(frameFiles));
    reports.push(judged.report);
    if (judged.kept !== null) kept.push(judged.kept);
  }
  return { reports, kept, names, sealed };
}

function bytesOfLogs({ logs }: VaultFiles): number {
  return logs.flatMap((log) => log.files).reduce((sum, file) => sum + statSync(file).size, 0);
}

function* readEach(files: readonly string[]): Generator<Uint8Array> {
  for (const file of files) yield new Uint8Array(readFileSync(file));
}

// docs/spec/vault.md section 11: damaged bytes whose frames came back are no failure, and they are said.
function keptLines(kept: readonly KeptDamage[]): readonly VerdictLine[] {
  if (kept.length === 0) return [];
  const ranges = kept.reduce((sum, each) => sum + each.ranges, 0);
  const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  return [{ topic: 'completeness', verdict: 'holds', count: ranges, text: `Complete, with damaged bytes kept: ${ranges} ${ranges === 1 ? 'range' : 'ranges'} of ${bytes} bytes cannot be read, and the frames that lay there stand further on in the journal.` }];
}

interface ChosenHead { readonly head: UnprovedHead | null; readonly problem: { readonly where: string; readonly text: string } | null }

// docs/spec/vault.md section 11: a damaged vault.json fails the folder, and the frames are checked all the same.
function chooseHead(files: VaultFiles): Result<ChosenHead, Failure<'malformed'>> {
  const first = files.head === null ? null : parseHead(files.head);
  if (first?.ok === true) return ok({ head: first.value, problem: null });
  if (first !== null && !first.ok && first.error.kind !== 'damaged') return fail('malformed', first.error.message);
  const second = files.second === null ? null : parseHead(files.second);
  const text = first === null ? 'vault.json is missing' : 'vault.json is damaged';
  return ok({ head: second?.ok === true ? second.value : null, problem: { where: 'vault.json', text: second?.ok === true ? `${text}; its second copy is whole and was used` : text } });
}

async function ready(): Promise<Result<void, Failure<'failed'>>> {
  await readyCrypto();
  const tested = await runSelfTest();
  return tested.ok ? ok(undefined) : fail('failed', tested.error.message);
}

async function openKeys(head: UnprovedHead, files: VaultFiles, secret: Secret): Promise<Result<DeviceKeys, Failure<'malformed' | 'failed' | 'wrong-key'>>> {
  const identity = 'recoveryKey' in secret ? parseRecoveryKey(secret.recoveryKey) : null;
  if ('recoveryKey' in secret && identity === null) return fail('wrong-key', 'this does not open the vault');
  const slots = files.slots.filter((file) => head.head.slots.some((slot) => slot.name === file.name));
  const opened = await openAnySlot(slots, identity === null ? (secret as { readonly passphrase: string }) : { recoveryKey: identity });
  if (!opened.ok) return fail(opened.error.kind === 'wrong-key' ? 'wrong-key' : 'failed', opened.error.message);
  const proved = openHead(head, opened.value.vaultKey);
  wipeBytes(opened.value.vaultKey);
  return proved.ok ? ok(proved.value.device) : fail('failed', proved.error.message);
}

async function checkParts(folder: string, items: ReadonlyMap<EntryId, { readonly ref: string; readonly sealed: Sealed }>) {
  const problems: { readonly where: string; readonly text: string }[] = [];
  for (const [item, { ref, sealed }] of items) {
    for (const [index, part] of sealed.parts.entries()) {
      const found = await hashPart(folder, item, index);
      const where = `evidence ${ref}, part ${index + 1} of ${sealed.parts.length}`;
      if (found === null) problems.push({ where, text: 'the sealed part is missing' });
      else if (found.bytes !== part.sealedBytes || found.sha256 !== part.sealedSha256) problems.push({ where, text: 'the sealed part is not the one that was sealed' });
    }
  }
  return { problems, lines: [evidenceLine({ items: items.size, problems: problems.length })] };
}

function evidenceLine(found: { readonly items: number; readonly problems: number } | null): VerdictLine {
  if (found === null) return { topic: 'evidence', verdict: 'not-proven', count: 0, text: 'Evidence was not checked: the hashes of its parts stand in entries that are sealed to this check.' };
  if (found.problems > 0) return { topic: 'evidence', verdict: 'failed', count: found.problems, text: `${found.problems} sealed ${found.problems === 1 ? 'part is' : 'parts are'} missing or changed.` };
  return { topic: 'evidence', verdict: 'holds', count: found.items, text: `Every part of ${found.items} sealed ${found.items === 1 ? 'item' : 'items'} is byte for byte what was sealed.` };
}

function assemble(what: Verification['what'], keyed: boolean, reports: readonly VerificationReport[], names: ReadonlyMap<string, ReadonlySet<string>>, evidence: { readonly lines: readonly VerdictLine[]; readonly problems: Verification['problems'] }): Verification {
  const order: readonly VerdictLine['topic'][] = ['signatures', 'chain', 'entries', 'authorship', 'evidence', 'completeness', 'time'];
  const lines = [...mergeLines(reports), ...evidence.lines].sort((left, right) => order.indexOf(left.topic) - order.indexOf(right.topic));
  return {
    what, keyed, lines, verdict: reports.length === 0 ? 'malformed' : worstVerdict([...reports.map((report) => report.verdict), evidence.problems.length > 0 ? 'failed' : 'ok']),
    logs: reports.map((report) => ({ log: report.log ?? '', frames: report.frames, entries: report.entries, verdict: report.verdict })),
    feeds: reports.flatMap((report) => report.feeds.map((feed) => ({ feed: feed.feed, log: report.log ?? '', frames: feed.frames, head: feed.head, fingerprint: feed.fingerprint, names: [...(names.get(feed.feed) ?? [])].sort() }))),
    problems: [...reports.flatMap((report) => report.problems.map(({ where, text }) => ({ where, text }))), ...evidence.problems],
  };
}
