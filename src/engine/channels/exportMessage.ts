import { textToBytes, type EntityId, type Failure, type LogId, type Result } from '#base';
import { messageStanding } from '#domain';
import { writeMail } from '#formats';
import type { ExportedFile, RecordFailure } from '#ipc';
import { messageText, updateWords } from '#report';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recorded } from '../exports/exportJournal.ts';
import type { Session } from '../session/openSession.ts';

/** A message as an `.eml` file, recorded as an export before it leaves the console. The file name tells the reference, nothing of the case. */
export async function exportMessage(core: Core, session: Session, log: LogId, id: EntityId): Promise<Result<ExportedFile, Failure<RecordFailure>>> {
  const state = session.book.get(log)?.open.state();
  const standing = state === undefined ? null : messageStanding(state, id);
  const incident = state?.incident ?? null;
  if (state === undefined || incident === null || standing === null) return unknownTarget();
  const { message, approval } = standing;
  const { tlp } = incident.body;
  const { text, leftOut } = writeMail({
    to: message.body.recipients, subject: `[TLP:${tlp}] ${message.body.subject}${updateWords(standing)}`, at: approval?.at ?? message.stamp.recorded.at, id: message.id, corrects: message.body.corrects ?? null, text: messageText(standing, tlp, state),
  });
  return recorded(core, session, log, { fileName: `message-${message.body.ref}.eml`, bytes: textToBytes(text), rows: 1, leftOut: leftOut.length === 0 ? [] : [{ reason: 'recipients that are no address', count: leftOut.length }] }, { format: 'eml' });
}
