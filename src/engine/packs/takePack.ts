import { bytesToText, exhaustive, ok, type Failure, type In, type Result } from '#base';
import { compareVersions, expiryOf, isNotYet, packsInForce, parsePackFile, standingOf, type EntryDraft, type IncidentState, type PackFile } from '#domain';
import type { EngineContract, PackTaken, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { rememberStep } from '../undo/takeBack.ts';
import { builtInPackFile } from './builtIn.ts';
import { holdsPackSignature, packFingerprint } from './signature.ts';
import { trustedPackKeys } from './trustedKeys.ts';

type Input = In<EngineContract, 'pack.take'>;
type Verdict = { readonly outcome: 'good'; readonly trust: 'built-in' | 'fingerprint' } | Exclude<PackTaken, { readonly outcome: 'taken' }>;

/** Takes a regulatory pack into an incident (docs/spec/packs.md section 3). A file that is refused leaves no entry. */
export async function takePack(core: Core, session: Session, input: Input): Promise<Result<PackTaken, Failure<RecordFailure>>> {
  const entry = session.book.get(input.log);
  if (entry === null) return unknownTarget();
  const text = textOf(input.source, entry.open.state());
  const parsed = text === null ? null : parsePackFile(text);
  if (text === null || parsed === null) return ok({ outcome: 'refused', problem: 'not-a-pack', where: '' });
  if (!parsed.ok) return ok({ outcome: 'refused', problem: parsed.error.kind, where: parsed.error.message });
  const file = parsed.value;
  const verdict = judge(file, input, entry.open.state(), session.now());
  if (verdict.outcome !== 'good') return ok(verdict);
  const { id, version, title } = file.pack;
  const draft: EntryDraft = {
    kind: 'clock-pack', occurred: null, source: 'import', body: { pack: id, version, title, file: text, signer: file.key, trust: verdict.trust, reason: input.reason },
    ...(input.decision === undefined ? {} : { links: [{ relation: 'derived-from', to: input.decision }] }),
  };
  const step = await recordDrafts(core, session, input.log, () => ok([{ draft }]));
  if (!step.ok) return step;
  rememberStep(core, session, input.log, step.value);
  const [sealed] = step.value.sealed;
  if (sealed === undefined) throw new Error('a step without entries');
  return ok({ outcome: 'taken', entry: sealed, title, version });
}

/** What a file is worth to an incident, before anything is recorded. The signature is looked at before anything that the file says of itself. */
export function judge(file: PackFile, input: Pick<Input, 'fingerprint' | 'useExpired' | 'decision'>, state: IncidentState, now: Parameters<typeof isNotYet>[1]): Verdict {
  const { pack, key } = file;
  if (!holdsPackSignature(file)) return { outcome: 'refused', problem: 'bad-signature', where: '' };
  const trust = trustOf(file, input.fingerprint, state);
  if (trust === 'wrong') return { outcome: 'refused', problem: 'wrong-fingerprint', where: '' };
  if (trust === null) return { outcome: 'unknown-signer', fingerprint: packFingerprint(key), title: pack.title, version: pack.version };
  if (isNotYet(pack, now)) return { outcome: 'refused', problem: 'not-yet', where: pack.asOf };
  const present = packsInForce(state).find((each) => each.pack.id === pack.id);
  if (present !== undefined && compareVersions(pack.version, present.pack.version) <= 0) return { outcome: 'refused', problem: 'older', where: present.pack.version };
  if (now > expiryOf(pack) && input.useExpired !== true) return { outcome: 'expired', title: pack.title, version: pack.version, expires: pack.expires };
  if (present !== undefined && input.decision === undefined) return { outcome: 'newer', title: pack.title, version: pack.version, inForce: present.pack.version };
  return { outcome: 'good', trust };
}

function trustOf({ key, pack }: PackFile, typed: string | undefined, state: IncidentState): 'built-in' | 'fingerprint' | 'wrong' | null {
  if (trustedPackKeys.includes(key)) return 'built-in';
  if (standingOf(state, 'clock-pack').some(({ body }) => body.trust === 'fingerprint' && body.signer === key && body.pack === pack.id)) return 'fingerprint';
  if (typed === undefined) return null;
  return plain(typed) === plain(packFingerprint(key)) ? 'fingerprint' : 'wrong';
}

function plain(fingerprint: string): string {
  return fingerprint.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
}

function textOf(source: Input['source'], state: IncidentState): string | null {
  switch (source.from) {
    case 'console': return builtInPackFile(source.pack);
    case 'file': return source.bytes.length > 256_000 ? null : bytesToText(source.bytes);
    case 'journal': return standingOf(state, 'clock-pack').find(({ id }) => id === source.entry)?.body.file ?? null;
    default: return exhaustive(source);
  }
}
