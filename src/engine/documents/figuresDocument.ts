import { bytesToSha256Hex, encodeCbor, exhaustive, formatUtc, ok, textToBytes, type Failure, type In, type Out, type Result, type UnixMs } from '#base';
import { sha256 } from '#crypto';
import { tlpLabels } from '#domain';
import type { EngineContract } from '#ipc';
import { encodeZip } from '#log';
import { buildFiguresPage, contentOf, renderDocx, renderHtml, renderMarkdown, renderRunning, type FiguresGround, type FileRendering } from '#report';
import type { Core } from '../core/core.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';

type Input = In<EngineContract, 'figures.document'>;

/** Figures over all incidents as pages to print, and as a file. They belong to no incident: they are not numbered, and bear the hash of their content and of the journals they stand on. */
export function figuresDocument(core: Core, session: Session, { page, since, format }: Input): Result<Out<EngineContract, 'figures.document'>, Failure<'too-large'>> {
  const document = buildFiguresPage(page, groundOf(session, since));
  const contentSha256 = bytesToSha256Hex(sha256(encodeCbor(contentOf(document))));
  const rendering = { issue: null, contentSha256, generatedAt: formatUtc(core.time.now(), 'second'), generatedBy: session.author().name };
  const html = renderHtml(document, { ...rendering, fontCss: '' });
  const job = { title: `${document.reference} ${document.documentTitle}`, html: renderHtml(document, { ...rendering, fontCss: core.options.documentFontCss ?? '' }), ...renderRunning(document, { ...rendering, fontCss: '' }), landscape: false, pageSize: 'A4' as const };
  const file: FileRendering = { issue: null, contentSha256, asOf: formatUtc(newestAt(session), 'second') };
  switch (format) {
    case 'html': return ok({ job, bytes: textToBytes(html), extension: 'html', contentSha256 });
    case 'markdown': return ok({ job, bytes: textToBytes(renderMarkdown(document, file)), extension: 'md', contentSha256 });
    case 'docx': {
      const zip = encodeZip(renderDocx(document, file));
      return zip.ok ? ok({ job, bytes: zip.value, extension: 'docx', contentSha256 }) : zip;
    }
    default: return exhaustive(format);
  }
}

function groundOf(session: Session, since: UnixMs | null): FiguresGround {
  const states = incidentLogs(session).map(({ open }) => ({ log: open.log, state: open.state() })).filter(({ state }) => state.incident !== null && (since === null || state.incident.stamp.recorded.at >= since));
  const labels = states.map(({ state }) => tlpLabels.indexOf(state.incident?.body.tlp ?? 'RED'));
  const heads = states.map(({ log, state }) => `${log} ${state.lastHeader ?? ''}`).sort();
  return {
    vault: session.keyring.head().name, tlp: tlpLabels[Math.min(...labels)] ?? 'RED', incidents: states.length, entries: states.reduce((sum, { state }) => sum + state.entryCount, 0),
    head: bytesToSha256Hex(sha256(textToBytes(heads.join('\n')))),
  };
}

function newestAt(session: Session): UnixMs {
  return incidentLogs(session).reduce((newest, { open }) => Math.max(newest, open.state().journal.at(-1)?.stamp.recorded.at ?? 0), 0) as UnixMs;
}
