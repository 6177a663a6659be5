import { fail, ok, type Failure, type In, type Result } from '#base';
import { readIndicatorList, standingOf, type PastedIndicator } from '#domain';
import type { EngineContract, PastedReceipt, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts, type DraftToRecord } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { rememberStep } from '../undo/takeBack.ts';

/** Entries of one step: with their parts they must fit into one frame. */
const STEP = 60;

/** Records what is new of a pasted list, in steps of 60, each whole or not at all; answers with a receipt (docs/spec/scope.md section 5.3). */
export async function pasteIndicators(core: Core, session: Session, { log, text, origin }: In<EngineContract, 'indicators.paste'>): Promise<Result<PastedReceipt, Failure<'nothing-to-import' | RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const list = readIndicatorList(text, standingOf(open.state(), 'indicator').map(({ body }) => body));
  if (list.fresh.length === 0 && list.repeated.length === 0) return fail('nothing-to-import', 'the list holds no value');
  let recorded = 0;
  for (let from = 0; from < list.fresh.length; from += STEP) {
    const step = await recordDrafts(core, session, log, () => ok(list.fresh.slice(from, from + STEP).map((item) => toDraft(item, origin.trim()))));
    if (!step.ok) return step;
    for (const [index, entry] of step.value.entries.entries()) rememberStep(core, session, log, { entries: [entry], sealed: step.value.sealed.slice(index, index + 1) });
    recorded += step.value.sealed.length;
  }
  return ok({ ...list, recorded });
}

function toDraft({ value, indicatorType }: PastedIndicator, origin: string): DraftToRecord {
  return { draft: { kind: 'indicator', occurred: null, source: 'import', body: { ref: '', indicatorType, value, verdict: 'unknown', state: 'observed', ...(origin === '' ? {} : { context: origin }) } } };
}
