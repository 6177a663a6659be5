import { bytesToHex, concatBytes, parseLogId } from '#base';
import type { DeviceKeys } from '#crypto';
import { createLogReader, createLogVerifier, decodeFrame } from '#log';

/** What a reader says of a membership: the answer of a case of `membership.json`, with everything in an order of its own. */
export function answerMembership(frames: readonly Uint8Array[], device: DeviceKeys | null) {
  const first = decodeFrame(frames[0] ?? new Uint8Array(0));
  const log = first.ok ? parseLogId(bytesToHex(first.value.header.logId)) : null;
  if (log === null) throw new Error('the case begins with another thing than a frame');
  const keys = device === null ? null : { device };
  const reader = createLogReader({ log, keys });
  for (const frame of frames) reader.ingest(frame);
  reader.settle();
  const state = reader.membership();
  const verifier = createLogVerifier({ log, keys });
  verifier.add(concatBytes(...frames));
  const { verdict, problems } = verifier.finish();
  const after = reader.heads().flatMap(({ feed, seq }) => Array.from({ length: seq + 1 }, (_, at) => ({ feed, at }))).filter(({ feed, at }) => reader.headerAt(feed, at) !== null && reader.afterRemoval(feed, at));
  return {
    expect: verdict, problems: [...new Set(problems.map(({ kind }) => kind))].toSorted(), placed: reader.counts().frames, waiting: reader.counts().waiting,
    members: (state?.members ?? []).map((member) => `${bytesToHex(member.device)} ${member.role}`).toSorted(),
    removed: (state?.removed ?? []).map((gone) => bytesToHex(gone.device)).toSorted(), voices: (state?.voices ?? []).map((voice) => `${bytesToHex(voice.device)} ${bytesToHex(voice.author)}`).toSorted(),
    invitations: (state?.invitations ?? []).map(({ id, standing }) => `${bytesToHex(id)} ${standing}`).toSorted(), epochs: [...new Set((state?.epochs ?? []).map(({ id }) => bytesToHex(id)))].toSorted(),
    heads: reader.membershipHeads().map((head) => bytesToHex(head)), decided: state?.decided ?? false,
    nothing: reader.operationsForNothing().map(({ head, reason }) => `${bytesToHex(head)} ${reason}`).toSorted(), after: after.map(({ feed, at }) => `${feed} ${at}`).toSorted(),
  };
}
