import { bytesToHex, bytesToSha256Hex, fail, hexToBytes, ok, textToBytes, type EntryId, type Failure, type In, type Out, type Result, type Sha256Hex } from '#base';
import { deviceFingerprint, sha256 } from '#crypto';
import { namesIn, sortPlaced } from '#domain';
import type { DisclosurePreview, EngineContract } from '#ipc';
import { checkDisclosure, createDisclosureBuilder, joinRecords, packDisclosure, scanFrames, sealDisclosure, type DecideEntry, type Disclosure, type ZipMember } from '#log';
import { renderCertificate, renderReadMe, renderShownEntries, type DisclosurePages } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { passSelfTest } from '../session/selfTest.ts';
import type { Session } from '../session/openSession.ts';
import { stampFiles } from './disclosedStamps.ts';
import { fileStem, readAt, recorded } from './exportJournal.ts';

type Input = In<EngineContract, 'disclosure.make'>;
interface Planned { readonly open: OpenLog; readonly disclosure: Disclosure; readonly preview: DisclosurePreview; readonly reachesHeads: boolean }
type PlanFailure = Failure<'unknown-target' | 'io'>;

/** Counts what a choice would show, without making it. */
export async function previewDisclosure(core: Core, session: Session, input: Input): Promise<Result<DisclosurePreview, Failure<'unknown-target'>>> {
  const planned = await plan(core, session, input, true);
  return planned.ok ? ok(planned.value.preview) : unknownTarget();
}

/** Makes a disclosure package (docs/spec/disclosure.md) and records the export with its hash. The entry of the export is not part of the package. */
export async function makeDisclosure(core: Core, session: Session, input: Input): Promise<Result<Out<EngineContract, 'disclosure.make'>, Failure<'unknown-target' | 'cannot-redact' | 'too-large' | 'io'>>> {
  if (input.choice.statement.length > 4000) return fail('too-large', 'the statement may have 4,000 characters');
  const planned = await plan(core, session, input, false);
  if (!planned.ok) return planned;
  const { open, disclosure, preview, reachesHeads } = planned.value;
  if (preview.cannotRedact.length > 0) return fail('cannot-redact', 'a field that was to be withheld stands in an entry of one leaf: withhold the whole entry');
  // A package that ends before the journal would hide its newest entries from whoever receives it.
  if (!reachesHeads) return fail('io', 'the newest frames of the journal could not be read from the vault folder; nothing is disclosed');
  const selfTest = await passSelfTest();
  if (!selfTest.ok) return fail('io', 'the self-test of the cryptography did not pass; nothing is disclosed');
  const files = filesOf(core, pagesOf(core, session, input, planned.value, selfTest.value.checks));
  const { device } = session.keyring;
  const proof = sealDisclosure(disclosure, { device, app: core.options.app, statement: input.choice.statement, files });
  const packed = proof.ok ? packDisclosure(proof.value, files) : proof;
  if (!packed.ok) return packed;
  if (!agrees(packed.value, disclosure)) return fail('io', 'the package that was made did not pass its own check; nothing is disclosed');
  const withheld = Math.max(0, open.entryCount() - disclosure.counts.entries);
  const made = await recorded(core, session, input.log, {
    fileName: `${fileStem(core, open)}-disclosure.zip`, bytes: packed.value, rows: disclosure.counts.entries,
    leftOut: [{ reason: 'entries withheld', count: withheld }, { reason: 'fields withheld', count: disclosure.counts.redacted }],
  }, { format: 'disclosure-package' });
  if (!made.ok) return made.error.kind === 'unknown-target' ? unknownTarget() : fail('io', made.error.message);
  return ok({ ...made.value, preview });
}

/** True when a package that was made says what was chosen: it is checked as whoever receives it will. Gaps and forks of the journal are told, not hidden: only what the writer did is judged here. */
export function agrees(bytes: Uint8Array, { counts }: Pick<Disclosure, 'counts'>): boolean {
  const report = checkDisclosure(bytes);
  return report.verdict !== 'malformed' && report.classes.every((kind) => kind === 'fork') && report.entries === counts.entries && report.redacted === counts.redacted;
}

async function plan(core: Core, session: Session, { log, choice }: Input, countOnly: boolean): Promise<Result<Planned, PlanFailure>> {
  const open = session.book.get(log)?.open;
  if (open === undefined || open.reader.scope() === null) return unknownTarget();
  const known = new Set(open.placed().map((placed) => placed.id));
  if (choice.entries !== 'all' && !choice.entries.every((id) => known.has(id))) return unknownTarget();
  const heads = open.reader.heads();
  const cannotRedact: DisclosurePreview['cannotRedact'][number][] = [];
  const keyed = new Set<EntryId>();
  const decide = decideBy(choice, (entry, field) => cannotRedact.push({ entry, field }));
  const builder = createDisclosureBuilder({
    reader: open.reader, countOnly, decide: (found) => {
      const withheld = decide(found);
      if (withheld !== null && found.entry?.kind === 'evidence' && found.entry.body.sealed !== undefined) keyed.add(found.id);
      return withheld;
    },
  });
  for (let position: number | null = 0; position !== null;) {
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(core, open, position);
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    for (const { from, to } of scanFrames(read.value.bytes).frames) builder.add(read.value.bytes.subarray(from, to));
    position = read.value.next;
  }
  const disclosure = builder.finish();
  const reachesHeads = heads.every(({ feed, seq }) => disclosure.heads.some((head) => head.feed === feed && head.seq >= seq));
  return ok({ open, disclosure, reachesHeads, preview: { ...disclosure.counts, evidenceKeys: keyed.size, cannotRedact } });
}

// A name is withheld wherever there is one; a field that was named must be there and have a leaf of its own, or the choice is refused.
function decideBy(choice: Input['choice'], onCannotRedact: (entry: EntryId, field: string) => void): DecideEntry {
  const chosen = choice.entries === 'all' ? null : new Set(choice.entries);
  const asked = new Map<EntryId, Set<string>>();
  for (const { entry, fields } of choice.withheld) asked.set(entry, new Set([...(asked.get(entry) ?? []), ...fields]));
  return ({ id, entry, fields }) => {
    if (chosen?.has(id) === false) return null;
    const names = !choice.withholdNames ? [] : entry === null ? ['author.name'] : namesIn(entry);
    const withheld = [...new Set([...names, ...(asked.get(id) ?? [])])];
    for (const field of withheld) if (!fields.includes(field)) onCannotRedact(id, field);
    return withheld;
  };
}

function pagesOf(core: Core, session: Session, { log, choice }: Input, { open, disclosure }: Planned, selfTestChecks: number): DisclosurePages {
  const incident = open.state().incident;
  const numbers = new Map(sortPlaced(open.placed()).map(({ place }, index) => [`${place.headerSha256}:${place.index}`, index + 1]));
  const records = joinRecords(disclosure.records);
  const authors = new Map(open.reader.heads().map((head) => [head.feed, head.author]));
  const key = session.keyring.device.ed25519;
  const entries = disclosure.entries.map(({ feed, seq, index, entry, id, withheld, headerSha256 }) => ({ number: numbers.get(`${headerSha256}:${index}`) ?? null, feed, seq, index, entry, id, withheld }));
  return {
    reference: incident?.body.ref ?? 'workspace', title: incident?.body.title ?? '', tlp: incident?.body.tlp ?? null, exercise: incident?.body.exercise ?? false, log, scope: disclosure.scope, statement: choice.statement,
    app: core.options.app, selfTestChecks, exporter: { key: bytesToHex(key), fingerprint: deviceFingerprint(key) }, counts: disclosure.counts, journalEntries: open.entryCount(),
    feeds: disclosure.heads.map((head) => ({ ...head, fingerprint: fingerprintOf(authors.get(head.feed)) })), records: { bytes: records.length, sha256: bytesToSha256Hex(sha256(records)) },
    entries: entries.sort((left, right) => (left.number ?? Infinity) - (right.number ?? Infinity)),
  };
}

function fingerprintOf(author: string | undefined): string {
  const bytes = author === undefined ? null : hexToBytes(author);
  return bytes === null ? '' : deviceFingerprint(bytes);
}

function filesOf(core: Core, pages: DisclosurePages): readonly ZipMember[] {
  const format = Object.entries(core.options.formatTexts ?? {}).map(([name, text]) => ({ name: `format/${name}.md`, bytes: textToBytes(text) }));
  const evidenceKeys = pages.entries.filter(({ entry }) => entry?.kind === 'evidence' && entry.body.sealed !== undefined).length;
  const stamps = stampFiles(pages.entries.map(({ entry }) => entry));
  const files = [{ name: 'READ-ME.txt', bytes: textToBytes(renderReadMe(pages, { timeStamps: stamps.length / 2, evidenceKeys })) }, { name: 'entries.html', bytes: textToBytes(renderShownEntries(pages)) }, ...format, ...stamps];
  const hashes = files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: bytesToHex(sha256(bytes)) as Sha256Hex }));
  return [...files, { name: 'certificate.html', bytes: textToBytes(renderCertificate(pages, hashes)) }];
}
