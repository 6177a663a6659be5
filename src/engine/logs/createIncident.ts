import { fail, ok, type Failure, type In, type Out, type Result } from '#base';
import { createProjection, type Entry } from '#domain';
import type { EngineContract, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { personEntry } from '../session/personEntry.ts';
import type { Session } from '../session/openSession.ts';
import { composeAll } from './recordDrafts.ts';

/** Opens an incident: a log of its own that begins with the incident and the person who opened it, in one frame after its genesis. */
export async function createIncident(core: Core, session: Session, input: In<EngineContract, 'incident.create'>): Promise<Result<Out<EngineContract, 'incident.create'>, Failure<RecordFailure>>> {
  if (core.session() !== session) return locked();
  if (!(await session.gate.allows())) return fail('disk-full', 'the disk is full; nothing is sealed until there is room');
  const started = core.options.clock.monotonicMs();
  const empty = createProjection().state();
  const composed = composeAll(core, session, empty, [{ draft: { kind: 'incident', body: input.body, occurred: input.occurred } }], new Set());
  if (!composed.ok) return composed;
  const founded = await session.book.found('incident', (): readonly Entry[] => [...composed.value, personEntry(core, session.keyring.head().device.prefix, session.operator())]);
  if (!founded.ok) return founded;
  const [entry] = composed.value;
  if (entry === undefined) throw new Error('a step without entries');
  const sealedMs = Math.round((core.options.clock.monotonicMs() - started) * 100) / 100;
  return ok({ log: founded.value.log, entry: { entryId: entry.id, ref: input.body.ref, number: 1, sealedMs } });
}
