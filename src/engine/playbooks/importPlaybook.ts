import { ok, type Failure, type In, type Result } from '#base';
import { readCacao } from '#formats';
import type { EngineContract, PlaybookTaken, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { rememberStep } from '../undo/takeBack.ts';

/** Reads a CACAO 2.0 file and records it as a playbook of one's own. A file that is refused leaves no entry. */
export async function importPlaybook(core: Core, session: Session, { log, bytes, reason, extras = {} }: In<EngineContract, 'playbook.import'>): Promise<Result<PlaybookTaken, Failure<RecordFailure>>> {
  const read = readCacao(bytes);
  if (!read.ok) return ok({ outcome: 'refused', problem: read.error });
  const { playbook, notes } = read.value;
  const step = await recordDrafts(core, session, log, () => ok([{ draft: { kind: 'playbook', occurred: null, source: 'import', body: { ...playbook, reason, ...extras } } }]));
  if (!step.ok) return step;
  rememberStep(core, session, log, step.value);
  const [entry] = step.value.sealed;
  if (entry === undefined) throw new Error('a step without entries');
  return ok({ outcome: 'taken', entry, title: playbook.title, notes });
}
