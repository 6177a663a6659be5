import { ok, type Failure, type In, type Out, type Result } from '#base';
import { entitiesOf, isSameSubject, sameProfile, type DocumentProfile, type Entity, type IssueSubject } from '#domain';
import type { EngineContract, RecordFailure } from '#ipc';
import { compareDocuments, describeChanges } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { buildFrom, issueSubjectOf, reportInput } from './buildDocument.ts';
import type { Request } from './request.ts';
import { prepareVariant } from './variant.ts';
import { inputAt } from './inputAt.ts';

/**
 * What a next issue would say that the newest one did not. The earlier content is built again from the entries up to the heads that the
 * issue recorded; `exact` tells that this gave the recorded content hash. (What others have witnessed, and the version of the program,
 * are those of today, so that an honest rebuild may differ in the appendix, which is not compared.)
 */
export function changesSinceIssue(core: Core, session: Session, request: In<EngineContract, 'report.changes'>): Result<Out<EngineContract, 'report.changes'>, Failure<'unknown-target' | RecordFailure>> {
  const entry = session.book.get(request.log);
  const subject = issueSubjectOf(request);
  const incident = entry?.open.state().incident ?? null;
  if (entry === null || incident === null || subject === null) return unknownTarget();
  const issued = newestIssue(entry.open, subject, request.profile);
  if (issued === undefined) return ok({ changes: null });
  const full = reportInput(core, session, entry, incident.body.zone);
  const now = prepareVariant(full, [...entry.open.placed()], request.profile);
  const content: Request = { log: request.log, type: request.type, items: request.items, filter: {}, ...(request.profile === undefined ? {} : { profile: request.profile }), ...(request.worksheet === undefined ? {} : { worksheet: request.worksheet }) };
  const after = buildFrom(session, entry.open, now, content);
  if (!after.ok) return after;
  const before = buildFrom(session, entry.open, inputAt(session, entry.open, issued.body.heads, full, request.profile), content);
  if (!before.ok) return ok({ changes: null });
  const sections = compareDocuments(before.value.document, after.value.document);
  return ok({ changes: {
    issue: issued.body.issue, entry: before.value.document.sealedAt.entry, exact: before.value.contentSha256 === issued.body.contentSha256, sections, text: describeChanges(sections),
  } });
}

function newestIssue(open: OpenLog, subject: IssueSubject, profile: DocumentProfile | undefined): Entity<'report'> | undefined {
  const wished = profile === undefined ? undefined : { ...(profile.tlp === null ? {} : { tlp: profile.tlp }), privileged: profile.privileged, names: profile.names, leftOut: 0, blackened: 0 };
  return entitiesOf(open.state(), 'report').filter((report) => isSameSubject(report.body, subject) && report.retracted === null && sameProfile(report.body.redaction, wished)).sort((left, right) => left.body.issue - right.body.issue).at(-1);
}
