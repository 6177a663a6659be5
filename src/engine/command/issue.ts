import { bytesToSha256Hex, encodeCbor, ok, type Failure, type In, type Result, type Sha256Hex } from '#base';
import { sha256 } from '#crypto';
import { handoverBrief, nextRef, sitrepStatus, type BodyOf, type EntryDraft, type IncidentState } from '#domain';
import type { EngineContract, RecordFailure, SealedEntry } from '#ipc';
import { buildHandoverSheet, buildSitrep, contentOf, type ReportDocument, type ReportInput } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { describeFeeds } from '../documents/describeFeeds.ts';
import { reportInput } from '../documents/buildDocument.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { rememberStep } from '../undo/takeBack.ts';

const noHash = '0'.repeat(64) as Sha256Hex;

/** Makes a hand-over from the journal as it stands when it is recorded, and keeps the hash of its sheet. */
export async function issueHandover(core: Core, session: Session, { log, words, draftKey }: In<EngineContract, 'handover.issue'>): Promise<Result<SealedEntry, Failure<RecordFailure>>> {
  const { duties, ...said } = words;
  return issue(core, session, log, draftKey, (input, standsOn) => {
    const items = [...handoverBrief(input.state, words.from, standsOn.asOf), ...duties.map((title) => ({ itemKind: 'duty', title }) as const)];
    const body: BodyOf<'handover'> = { ref: nextRef(input.state, 'handover', session.author().prefix), ...said, items, ...standsOn };
    return { kind: 'handover', occurred: null, body: { ...body, contentSha256: hashOf(buildHandoverSheet(input, body)) } };
  });
}

/** Numbers a situation report and keeps the hash of its pages. */
export async function issueSitrep(core: Core, session: Session, { log, words, draftKey }: In<EngineContract, 'sitrep.issue'>): Promise<Result<SealedEntry, Failure<RecordFailure>>> {
  return issue(core, session, log, draftKey, (input, standsOn) => {
    const body: BodyOf<'sitrep'> = { number: sitrepStatus(input.state).next, ...words, ...standsOn };
    return { kind: 'sitrep', occurred: null, body: { ...body, contentSha256: hashOf(buildSitrep(input, body)) } };
  });
}

type StandsOn = Pick<BodyOf<'sitrep'>, 'asOf' | 'heads' | 'contentSha256'>;

async function issue(core: Core, session: Session, log: In<EngineContract, 'sitrep.issue'>['log'], draftKey: string, make: (input: ReportInput, standsOn: StandsOn) => EntryDraft): Promise<Result<SealedEntry, Failure<RecordFailure>>> {
  const entry = session.book.get(log);
  if (entry === null) return unknownTarget();
  const recorded = await recordDrafts(core, session, log, (state: IncidentState) => {
    if (state.incident === null) return unknownTarget();
    const input = { ...reportInput(core, session, entry, state.incident.body.zone), state };
    return ok([{ draft: make(input, { asOf: core.time.now(), heads: headsOf(session, entry.open), contentSha256: noHash }) }]);
  });
  if (!recorded.ok) return recorded;
  rememberStep(core, session, log, recorded.value);
  await session.drafts.remove(draftKey);
  core.changed('drafts');
  const [sealed] = recorded.value.sealed;
  if (sealed === undefined) throw new Error('a step without entries');
  return ok(sealed);
}

function headsOf(session: Session, open: OpenLog): StandsOn['heads'] {
  return describeFeeds(session, open).map(({ feed, seq, head }) => ({ feed, seq, headerSha256: head }));
}

function hashOf(document: ReportDocument): Sha256Hex {
  return bytesToSha256Hex(sha256(encodeCbor(contentOf(document))));
}
