import { textToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { entityOf, findPlaybook } from '#domain';
import { writeCacao } from '#formats';
import type { ExportedFile, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recorded } from '../exports/exportJournal.ts';
import type { Session } from '../session/openSession.ts';

/** When the library was put together: the time of its versions, so that each export of one is the same file. */
const LIBRARY_TIME = Date.UTC(2026, 10, 1) as UnixMs;

/** A playbook as a CACAO 2.0 file, recorded as an export before it leaves the console. The file name tells the playbook, nothing of the case. */
export async function exportPlaybook(core: Core, session: Session, log: LogId, id: string): Promise<Result<ExportedFile, Failure<RecordFailure>>> {
  const state = session.book.get(log)?.open.state();
  const choice = state === undefined ? null : findPlaybook(state, id);
  if (state === undefined || choice === null) return unknownTarget();
  const { playbook, own } = choice;
  const at = own === null ? LIBRARY_TIME : (entityOf(state, 'playbook', own)?.stamp.recorded.at ?? LIBRARY_TIME);
  const leftOut = [{ reason: 'author and reason of the version', count: 0 }];
  return recorded(core, session, log, {
    fileName: `playbook-${safe(playbook.code ?? playbook.playbook)}-${safe(playbook.version)}.json`, bytes: textToBytes(writeCacao(playbook, at)), rows: playbook.steps.length, leftOut,
  }, { format: 'cacao-2.0' });
}

function safe(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '').slice(0, 60) || 'own';
}
