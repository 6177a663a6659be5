import { bytesToSha256Hex, encodeCbor, exhaustive, fail, formatUtc, ok, type Failure, type In, type Out, type Result, type Sha256Hex } from '#base';
import { deviceFingerprint, sha256 } from '#crypto';
import { entitiesOf, entityOf, filterTimeline, nextIssueNumber, worksheetOf, type BodyOf, type IssueSubject } from '#domain';
import type { DocumentType, EngineContract, RecordFailure } from '#ipc';
import {
  applyVariant, buildCallSheet, buildCompleteness, buildContainmentAuthorisation, buildCustodyForm, buildDecisionLog, buildDistributionLog, buildEvidenceLabel, buildEvidenceRegister, buildForensicTimeline, buildHeadSlips, buildLawReferral, buildLessonsLearned, buildPostIncident, buildWorksheet, contentOf, markAfterRemoval, missingSections, renderHtml, renderRunning,
  type PrintedSlip, type ReportDocument, type ReportInput,
} from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { BookEntry } from '../logs/logBook.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { listHeadSlips } from '../witness/headSlips.ts';
import { feedWitnesses } from '../witness/witnessView.ts';
import { buildChannelDocument, isChannelDocument, type ChannelDocument } from './channelDocuments.ts';
import { buildCommandDocument, isCommandDocument, type CommandDocument } from './commandDocuments.ts';
import { describeFeeds } from './describeFeeds.ts';
import { logHealth } from './logHealth.ts';
import type { Request } from './request.ts';
import { prepareVariant, type Prepared } from './variant.ts';

/** `redaction`: what was left out and blackened; null for a full document. */
export interface BuiltDocument { readonly redaction: BodyOf<'report'>['redaction'] | null; readonly document: ReportDocument; readonly contentSha256: Sha256Hex; readonly missing: readonly string[] }
export type IssuedType = BodyOf<'report'>['documentType'];

/** Builds a document from the journal as it stands, and its content hash: the same journal gives the same hash on every machine. */
export function buildContent(core: Core, session: Session, request: Request): Result<BuiltDocument, Failure<'unknown-target'>> {
  const entry = session.book.get(request.log);
  const incident = entry?.open.state().incident ?? null;
  if (entry === null || incident === null) return unknownTarget();
  return buildFrom(session, entry.open, prepareVariant(reportInput(core, session, entry, incident.body.zone), [...entry.open.placed()], request.profile), request);
}

/** Builds a document from what is given: also from the journal as it stood at an earlier time. */
export function buildFrom(session: Session, open: OpenLog, input: Prepared, asked: Request): Result<BuiltDocument, Failure<'unknown-target'>> {
  // Items that are left out are listed as such; none left is not the same as none chosen.
  const request = { ...asked, items: asked.items.filter((item) => input.variant?.ids.has(item) !== true) };
  if (input.state.incident === null || (asked.items.length > 0 && request.items.length === 0)) return unknownTarget();
  const document = documentOf(session, open, input, request);
  return document === null ? unknownTarget() : ok(withHash(document, input));
}

function withHash(unmarked: ReportDocument, input: Prepared): BuiltDocument {
  const { variant } = input;
  const built = markAfterRemoval(unmarked, input);
  const applied = variant === null ? null : applyVariant(built, variant);
  const document = applied?.document ?? built;
  const redaction = variant === null || applied === null ? null : {
    ...(variant.profile.tlp === null ? {} : { tlp: variant.profile.tlp }), ...(variant.profile.privileged ? { privileged: true } : {}), ...(variant.profile.names ? { names: true } : {}),
    leftOut: variant.leftOut.length, blackened: applied.blackened,
  };
  return { redaction, document, contentSha256: bytesToSha256Hex(sha256(encodeCbor(contentOf(document)))), missing: missingSections(document) };
}

/** A document as HTML and as a print job. It reads as a draft unless it is rendered for issuing and nothing mandatory is missing. */
export function buildDocument(core: Core, session: Session, request: In<EngineContract, 'document.build'>): Result<Out<EngineContract, 'document.build'>, Failure<'unknown-target' | RecordFailure>> {
  const built = buildContent(core, session, request);
  if (!built.ok) return built;
  const { document, contentSha256, missing } = built.value;
  const subject = issueSubjectOf(request);
  const state = session.book.get(request.log)?.open.state();
  if (state === undefined) return fail('unknown-target', 'there is no such journal');
  const issue = request.issuing === true && missing.length === 0 && subject !== null ? nextIssueNumber(entitiesOf(state, 'report'), subject) : null;
  const rendering = { issue, contentSha256, generatedAt: formatUtc(core.time.now(), 'second'), generatedBy: makerOf(session, request.profile), fontCss: '' };
  const html = renderHtml(document, rendering);
  const fontCss = core.options.documentFontCss ?? '';
  const title = `${document.reference} ${document.documentTitle}${issue === null ? '' : ` issue ${issue}`}`;
  return ok({
    job: { title, html: fontCss === '' ? html : renderHtml(document, { ...rendering, fontCss }), ...renderRunning(document, rendering), landscape: document.landscape, pageSize: request.type === 'evidence-label' ? 'label' : 'A4' },
    html, missing, contentSha256, draft: issue === null,
  });
}

/** Who made a document, as its pages say it. */
export function makerOf(session: Session, profile: Request['profile']): string {
  return profile?.names === true ? '[name withheld]' : session.author().name;
}

/** The types that are issued as numbered, sealed snapshots: all but slips, which say nothing of what the journal says. */
export function issuedTypeOf(type: DocumentType): IssuedType | null {
  return type === 'head-slips' ? null : type;
}

/** What an issue of this document would be of; null when it is not issued. */
export function issueSubjectOf({ type, items, worksheet }: Pick<Request, 'type' | 'items' | 'worksheet'>): IssueSubject | null {
  const documentType = issuedTypeOf(type);
  return documentType === null ? null : { documentType, items, worksheet: worksheet === undefined ? null : `${worksheet.regime}/${worksheet.worksheet}` };
}

function documentOf(session: Session, open: OpenLog, input: Prepared, request: Request): ReportDocument | null {
  const { type, items } = request;
  if (isCommandDocument(type)) return buildCommandDocument(session, open, input, type, items, request.profile);
  if (isChannelDocument(type)) return buildChannelDocument(input, type, items);
  if (type === 'worksheet') {
    const sheet = request.worksheet === undefined ? null : worksheetOf(input.state, request.worksheet.regime, request.worksheet.worksheet);
    return sheet === null ? null : buildWorksheet(input, sheet);
  }
  return items.every((item) => entityOf(input.state, 'evidence', item) !== null) ? journalDocument(session, open, input, type, request) : null;
}

function journalDocument(session: Session, open: OpenLog, input: ReportInput, type: Exclude<DocumentType, CommandDocument | ChannelDocument | 'worksheet'>, { items, filter }: Request): ReportDocument | null {
  switch (type) {
    case 'post-incident': return buildPostIncident(input);
    case 'forensic-timeline': return buildForensicTimeline(input, filterTimeline(input.state, filter));
    case 'evidence-register': return buildEvidenceRegister(input, items);
    case 'custody-form': return buildCustodyForm(input, items);
    case 'evidence-label': {
      const [item] = items;
      return item === undefined ? null : buildEvidenceLabel(input, item);
    }
    case 'head-slips': return buildHeadSlips(input, printedSlips(session, open));
    case 'lessons-learned': return buildLessonsLearned(input);
    case 'decision-log': return buildDecisionLog(input);
    case 'containment-authorisation': return buildContainmentAuthorisation(input);
    case 'law-enforcement-referral': return buildLawReferral(input);
    case 'distribution-log': return buildDistributionLog(input);
    case 'call-sheet': return buildCallSheet(input);
    case 'completeness': return buildCompleteness(input, logHealth(session, open));
    default: return exhaustive(type);
  }
}

/** What documents of a journal are built from as it stands now. */
export function reportInput(core: Core, session: Session, entry: BookEntry, zone: string): ReportInput {
  const witnesses = new Map(feedWitnesses(session, entry.open).map((feed) => [feed.feed, feed]));
  return {
    state: entry.open.state(), zone, ...entriesAfterRemoval(entry.open), producedBy: `Holdfast ${core.options.app.version}`,
    feeds: describeFeeds(session, entry.open).map(({ feed, author, device, frames, head, key }) => {
      const known = witnesses.get(feed);
      return { author, device, frames, head, fingerprint: deviceFingerprint(key), witnessed: known?.witnessed ?? null, unwitnessed: known?.tail.entries ?? 0 };
    }),
  };
}

// Most logs have nobody removed, and print nothing of it.
function entriesAfterRemoval({ reader, state }: OpenLog): Pick<ReportInput, 'afterRemoval'> {
  if ((reader.membership()?.removed.length ?? 0) === 0) return {};
  const rows = state().journal.filter(({ stamp: { place } }) => reader.afterRemoval(place.feed, place.seq, place.headerSha256));
  return rows.length === 0 ? {} : { afterRemoval: rows.map(({ stamp }) => ({ number: stamp.number, author: stamp.author.name })) };
}

function printedSlips(session: Session, open: BookEntry['open']): readonly PrintedSlip[] {
  const numbers = new Map(feedWitnesses(session, open).map(({ feed, newestEntry }) => [feed, newestEntry]));
  return listHeadSlips(session, open).map((slip) => ({ ...slip, newestEntry: numbers.get(slip.feed) ?? null }));
}
