import { fail, textToBytes, type Failure, type In, type Result } from '#base';
import type { EngineContract, ExportedFile, RecordFailure } from '#ipc';
import { attackDrawing, drawPicture, swimDrawing } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { fileStem, recorded } from '../exports/exportJournal.ts';
import type { Session } from '../session/openSession.ts';

/** A picture of the incident as an SVG file in the colours of paper, recorded as an export before it leaves the console. */
export async function exportPicture(core: Core, session: Session, { log, picture }: In<EngineContract, 'export.picture'>): Promise<Result<ExportedFile, Failure<'nothing-to-export' | RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const state = open.state();
  const drawing = picture === 'attack-graph' ? attackDrawing(state) : swimDrawing(state);
  if (drawing === null) return fail('nothing-to-export', 'there is nothing to draw yet');
  const svg = drawPicture(drawing, picture === 'attack-graph' ? 'Attack graph' : 'Incident over time', true);
  return recorded(core, session, log, { fileName: `${fileStem(core, open)}-${picture}.svg`, bytes: textToBytes(svg), rows: drawing.shapes.length, leftOut: [] }, { format: `svg-${picture}` });
}
