import { exhaustive, formatUtc, ok, textToBytes, type Failure, type In, type Out, type Result, type UnixMs } from '#base';
import type { EngineContract, RecordFailure } from '#ipc';
import { encodeZip } from '#log';
import { renderDocx, renderHtml, renderMarkdown, type FileRendering } from '#report';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import { buildContent, makerOf, type BuiltDocument } from './buildDocument.ts';

/**
 * A document as a file to save (docs/spec/exports.md, Documents). It reads as a draft: issues are sealed pages. Word and Markdown
 * name the newest entry instead of the time of saving, so that the same journal gives the same bytes.
 */
export function buildFile(core: Core, session: Session, request: In<EngineContract, 'document.file'>): Result<Out<EngineContract, 'document.file'>, Failure<'unknown-target' | 'too-large' | RecordFailure>> {
  const built = buildContent(core, session, request);
  if (!built.ok) return built;
  const { document, contentSha256, missing } = built.value;
  const rendering: FileRendering = { issue: null, contentSha256, asOf: asOf(session, request.log) };
  switch (request.format) {
    case 'html': return ok({ bytes: textToBytes(htmlOf(core, session, built.value, request.profile)), extension: 'html', missing, contentSha256 });
    case 'markdown': return ok({ bytes: textToBytes(renderMarkdown(document, rendering)), extension: 'md', missing, contentSha256 });
    case 'docx': {
      const zip = encodeZip(renderDocx(document, rendering));
      return zip.ok ? ok({ bytes: zip.value, extension: 'docx', missing, contentSha256 }) : zip;
    }
    default: return exhaustive(request.format);
  }
}

function htmlOf(core: Core, session: Session, { document, contentSha256 }: BuiltDocument, profile: In<EngineContract, 'document.file'>['profile']): string {
  return renderHtml(document, { issue: null, contentSha256, generatedAt: formatUtc(core.time.now(), 'second'), generatedBy: makerOf(session, profile), fontCss: '' });
}

function asOf(session: Session, log: In<EngineContract, 'document.file'>['log']): string {
  const rows = session.book.get(log)?.open.state().journal ?? [];
  return formatUtc(rows.reduce((newest, row) => Math.max(newest, row.stamp.recorded.at), 0) as UnixMs, 'second');
}
