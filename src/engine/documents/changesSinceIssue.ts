import { ok, type Failure, type In, type Out, type Result } from '#base';
import { entitiesOf, sameProfile, type BodyOf, type DocumentProfile, type Entity } from '#domain';
import type { EngineContract, RecordFailure } from '#ipc';
import { compareDocuments, describeChanges } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { buildFrom, issuedTypeOf, reportInput } from './buildDocument.ts';
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
  const documentType = issuedTypeOf(request.type);
  const incident = entry?.open.state().incident ?? null;
  if (entry === null || incident === null || documentType === null) return unknownTarget();
  // Forms are issued for some items and do not record which: there is nothing to compare them with.
  const issued = request.items.length > 0 || documentType === 'custody-form' ? undefined : newestIssue(entry.open, documentType, request.profile);
  if (issued === undefined) return ok({ changes: null });
  const full = reportInput(core, session, entry, incident.body.zone);
  const now = prepareVariant(full, [...entry.open.placed()], request.profile);
  const content: Request = { log: request.log, type: request.type, items: request.items, filter: {} };
  const after = buildFrom(now, content);
  if (!after.ok) return after;
  const before = buildFrom(inputAt(session, entry.open, issued.body.heads, full, request.profile), content);
  if (!before.ok) return ok({ changes: null });
  const sections = compareDocuments(before.value.document, after.value.document);
  return ok({ changes: {
    issue: issued.body.issue, entry: before.value.document.sealedAt.entry, exact: before.value.contentSha256 === issued.body.contentSha256, sections, text: describeChanges(sections),
  } });
}

function newestIssue(open: OpenLog, documentType: BodyOf<'report'>['documentType'], profile: DocumentProfile | undefined): Entity<'report'> | undefined {
  const wished = profile === undefined ? undefined : { ...(profile.tlp === null ? {} : { tlp: profile.tlp }), privileged: profile.privileged, names: profile.names, leftOut: 0, blackened: 0 };
  return entitiesOf(open.state(), 'report').filter((report) => report.body.documentType === documentType && report.retracted === null && sameProfile(report.body.redaction, wished)).sort((left, right) => left.body.issue - right.body.issue).at(-1);
}
