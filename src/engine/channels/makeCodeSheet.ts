import { bytesToSha256Hex, encodeCbor, fail, formatUtc, ok, type EntityId, type Failure, type LogId, type Result } from '#base';
import { sha256, suggestPassphrase } from '#crypto';
import { codeSheetUse, entitiesOf } from '#domain';
import type { PrintJob, RecordFailure } from '#ipc';
import { buildCodeSheet, contentOf, renderHtml, renderRunning } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { reportInput } from '../documents/buildDocument.ts';
import type { Session } from '../session/openSession.ts';

const WORDS = 2;

/**
 * Both copies of a code sheet with new secrets, as pages (docs/spec/channels.md section 5). The secrets exist in these pages only: they are neither recorded nor kept.
 * Refused for a sheet that is void or of which a line was used, because the paper that is out there would no longer fit.
 */
export function makeCodeSheet(core: Core, session: Session, log: LogId, id: EntityId): Result<{ readonly job: PrintJob }, Failure<RecordFailure>> {
  const entry = session.book.get(log);
  if (entry === null) return unknownTarget();
  const state = entry.open.state();
  if (state.incident === null) return unknownTarget();
  const use = codeSheetUse(entitiesOf(state, 'code-sheet'), [...entitiesOf(state, 'communication'), ...entitiesOf(state, 'attendance')]).find(({ sheet }) => sheet.id === id);
  if (use === undefined) return unknownTarget();
  if (use.used.length > 0 || use.sheet.state !== 'issued') return fail('invalid-entry', 'lines of this sheet were used, or it is void: make another one');
  const secrets = distinct(use.sheet.body.lines, () => suggestPassphrase(core.options.random, WORDS));
  const document = buildCodeSheet(reportInput(core, session, entry, state.incident.body.zone), use.sheet, secrets);
  const rendering = { issue: null, contentSha256: bytesToSha256Hex(sha256(encodeCbor(contentOf(document)))), generatedAt: formatUtc(core.time.now(), 'second'), generatedBy: session.author().name, fontCss: core.options.documentFontCss ?? '' };
  return ok({ job: { title: `${document.reference} ${document.documentTitle}`, html: renderHtml(document, rendering), ...renderRunning(document, rendering), landscape: false, pageSize: 'A4' } });
}

function distinct(count: number, make: () => string): readonly string[] {
  const found = new Set<string>();
  while (found.size < count) found.add(make());
  return [...found];
}
