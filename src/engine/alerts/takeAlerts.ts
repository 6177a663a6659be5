import { fail, isZone, ok, type Failure, type In, type Result } from '#base';
import { sortOutAlerts, standingOf, type ReadAlert } from '#domain';
import { readAlerts } from '#formats';
import type { EngineContract, RecordFailure, TakenAlerts } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts, type DraftToRecord } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { rememberStep } from '../undo/takeBack.ts';

/** Entries of one step: with the five texts that are cut out of each they must fit into one frame. */
const STEP = 40;

/** Reads a list of alerts and records what is new of it, in steps that are each whole or not at all; without `record` it is only read (docs/spec/intake.md section 7). */
export async function takeAlerts(core: Core, session: Session, { log, text, tool, zone, origin, record }: In<EngineContract, 'alerts.take'>): Promise<Result<TakenAlerts, Failure<'nothing-to-import' | RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const read = readAlerts(text, { tool: tool.trim(), zone: isZone(zone) ? zone : 'UTC', origin });
  const list = sortOutAlerts(read, standingOf(open.state(), 'alert').map(({ body }) => body));
  if (!record) return ok({ ...list, recorded: 0 });
  if (list.fresh.length === 0) return fail('nothing-to-import', 'the list holds no alert that is new');
  let recorded = 0;
  for (let from = 0; from < list.fresh.length; from += STEP) {
    const step = await recordDrafts(core, session, log, () => ok(list.fresh.slice(from, from + STEP).map(toDraft)));
    if (!step.ok) return step;
    for (const [index, entry] of step.value.entries.entries()) rememberStep(core, session, log, { entries: [entry], sealed: step.value.sealed.slice(index, index + 1) });
    recorded += step.value.sealed.length;
  }
  return ok({ ...list, recorded });
}

function toDraft({ body, occurred }: ReadAlert): DraftToRecord {
  return { draft: { kind: 'alert', occurred, source: 'import', body: { ref: '', ...body } } };
}
