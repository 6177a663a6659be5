import { fail, ok, type Failure, type In, type Out, type Result } from '#base';
import { entitiesOf, entryDocuments, isSameSubject, nextIssueNumber, sameProfile } from '#domain';
import type { EngineContract, RecordFailure, SealFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { sealItem } from '../evidence/sealItem.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { buildContent, issueSubjectOf } from './buildDocument.ts';
import { describeFeeds } from './describeFeeds.ts';

type Failures = SealFailure | RecordFailure | 'mandatory-empty' | 'content-changed';

/**
 * Issues a document: the rendered PDF is sealed as an evidence item, and an entry records number, content hash and the heads it stands on.
 * Refused when the journal has moved on since the pages were rendered, or a mandatory section is empty.
 */
export async function issueReport(core: Core, session: Session, input: In<EngineContract, 'report.issue'>): Promise<Result<Out<EngineContract, 'report.issue'>, Failure<Failures>>> {
  const subject = issueSubjectOf(input);
  if (subject === null) return fail('invalid-entry', 'head slips are printed, not issued');
  const { documentType, worksheet } = subject;
  if (entryDocuments.includes(documentType) && input.items.length !== 1) return fail('invalid-entry', 'this document is issued for the one entry that it is printed from');
  if (documentType === 'custody-form' && input.items.length === 0) return fail('invalid-entry', 'a custody form is issued for at least one item');
  const built = buildContent(core, session, { log: input.log, type: input.type, items: input.items, filter: {}, ...(input.profile === undefined ? {} : { profile: input.profile }), ...(input.worksheet === undefined ? {} : { worksheet: input.worksheet }) });
  if (!built.ok) return built;
  const { document, contentSha256, missing, redaction } = built.value;
  if (missing.length > 0) return fail('mandatory-empty', `these sections are still empty: ${missing.join(', ')}`);
  if (contentSha256 !== input.contentSha256) return fail('content-changed', 'the journal has changed since the pages were made; build them again');
  const open = session.book.get(input.log)?.open;
  if (open === undefined) return fail('unknown-target', 'there is no such journal');
  const heads = describeFeeds(session, open).map(({ feed, seq, head }) => ({ feed, seq, headerSha256: head }));
  const tlp = redaction?.tlp ?? open.state().incident?.body.tlp ?? 'RED';
  const nextIssue = nextIssueNumber(entitiesOf(open.state(), 'report'), subject);
  const title = `${document.reference} ${document.documentTitle}, issue ${nextIssue}`;
  const author = session.author().name;
  const sealed = await sealItem(core, session, {
    log: input.log, grant: input.grant, resume: null, legacyHashes: [], occurred: null, tags: [], links: [],
    body: { name: title, evidenceKind: 'report', origin: 'issued-report', collectedBy: author, custodian: author },
  });
  if (!sealed.ok) return sealed;
  const recorded = await recordDrafts(core, session, input.log, (state) => {
    // Pages about some items take nothing from pages about others.
    const reports = entitiesOf(state, 'report');
    const superseded = reports.filter((report) => isSameSubject(report.body, subject) && sameProfile(report.body.redaction, redaction ?? undefined)).at(-1);
    return ok([{ draft: { kind: 'report', occurred: null, body: {
      documentType, issue: nextIssueNumber(reports, subject), title, tlp, contentSha256, evidence: sealed.value.entryId, heads,
      ...(superseded === undefined ? {} : { supersedes: superseded.id }), ...(input.changes === null || input.changes === '' ? {} : { changes: input.changes }), ...(redaction === null || redaction === undefined ? {} : { redaction }),
      ...(input.items.length === 0 ? {} : { items: [...input.items] }), ...(worksheet === null ? {} : { worksheet }),
    } } }]);
  });
  if (!recorded.ok) return recorded;
  const [entry] = recorded.value.sealed;
  if (entry === undefined) throw new Error('a step without entries');
  return ok({ issue: nextIssue, entry });
}
