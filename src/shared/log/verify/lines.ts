import { bytesToHex } from '#base';
import type { LogProblem, LogReader } from '../ingest/types.ts';
import type { ReportCode, ReportLine, ReportProblem, Verdict, VerdictTopic, VerificationReport } from './types.ts';

/** What the verifier counted. */
export interface Findings {
  readonly reader: LogReader | null;
  readonly scanned: number;
  readonly damaged: number;
  readonly tornTails: number;
  readonly unsigned: number;
  readonly missingHeads: number;
  readonly expectedHeads: number;
  readonly keyed: boolean;
  readonly problems: readonly ReportProblem[];
}

const chainKinds: readonly ReportProblem['kind'][] = ['broken-chain', 'wrong-feed-root', 'wrong-log', 'malformed-frame', 'too-large', 'crc-mismatch'];
const contentKinds: readonly ReportProblem['kind'][] = ['body-hash-mismatch', 'unknown-epoch', 'commitment-mismatch', 'decrypt-failed', 'malformed-body', 'entries-root-mismatch'];

/** Puts findings into words; what is not proven is said as plainly as what holds. */
export function buildLines(findings: Findings): { readonly lines: readonly ReportLine[]; readonly verdict: VerificationReport['verdict'] } {
  const lines = [...signatureLines(findings), ...chainLines(findings), ...entryLines(findings), ...authorLines(findings), ...membershipLines(findings), ...completenessLines(findings), ...timeLines(findings)];
  if (findings.scanned === 0 || (findings.reader?.counts().frames ?? 0) === 0) return { lines, verdict: 'malformed' };
  const verdict = lines.some((one) => one.verdict === 'failed') ? 'failed' : lines.some((one) => one.verdict === 'incomplete') ? 'incomplete' : 'ok';
  return { lines, verdict };
}

function signatureLines({ scanned, unsigned }: Findings): readonly ReportLine[] {
  if (scanned === 0) return [line('signatures', 'not-proven', 'nothing-signed', 'No readable frame was found, so there was nothing to check.', 0)];
  if (unsigned > 0) return [line('signatures', 'failed', 'signatures-failed', `${number(unsigned, 'frame')} of ${scanned} ${plural(unsigned, 'does', 'do')} not carry the signature of the device that is named as author.`, unsigned)];
  return [line('signatures', 'holds', 'signatures-hold', `Every one of ${number(scanned, 'frame')} is signed by the device that it names.`, scanned)];
}

function chainLines({ reader, problems }: Findings): readonly ReportLine[] {
  const broken = count(problems, chainKinds);
  const forks = reader?.forks().length ?? 0;
  const lines: ReportLine[] = [];
  if (forks > 0) lines.push(line('chain', 'failed', 'forked', `At ${number(forks, 'place')} a device signed two different frames. Both are kept.`, forks));
  if (broken > 0) lines.push(line('chain', 'failed', 'chain-broken', `${number(broken, 'frame')} ${plural(broken, 'does', 'do')} not fit into the chain.`, broken));
  const frames = reader?.counts().frames ?? 0;
  if (forks === 0 && broken === 0 && frames > 0) lines.push(line('chain', 'holds', 'chain-holds', `Each frame names the one before it and commits to all earlier ones: ${number(frames, 'link')} checked.`, frames));
  return lines;
}

function entryLines({ reader, problems, keyed }: Findings): readonly ReportLine[] {
  const counts = reader?.counts();
  const failed = count(problems, contentKinds) - breaches(reader, 'malformed-body');
  const lines: ReportLine[] = [];
  if (failed > 0) lines.push(line('entries', 'failed', 'content-failed', `The content of ${number(failed, 'frame')} is not what was signed.`, failed));
  if (counts !== undefined && counts.entries > 0) lines.push(line('entries', 'holds', 'content-holds', `${number(counts.entries, 'entry', 'entries')} ${plural(counts.entries, 'is', 'are')} exactly what was signed.`, counts.entries));
  if (counts !== undefined && counts.sealed > 0) {
    const why = keyed ? 'is sealed for others' : 'is sealed and was not looked at; its hash is as signed';
    lines.push(line('entries', 'not-proven', 'content-sealed', `The content of ${number(counts.sealed, 'frame')} ${why}.`, counts.sealed));
  }
  if (counts !== undefined && counts.unreadableEntries > 0) lines.push(line('entries', 'not-proven', 'entries-newer', `${number(counts.unreadableEntries, 'entry', 'entries')} ${plural(counts.unreadableEntries, 'was', 'were')} written by a newer build and kept unread.`, counts.unreadableEntries));
  return lines;
}

function authorLines({ reader, problems }: Findings): readonly ReportLine[] {
  const refused = count(problems, ['not-a-member', 'unknown-exporter']) - breaches(reader, 'not-a-member');
  const counts = reader?.counts();
  const lines: ReportLine[] = [];
  if (refused > 0) lines.push(line('authorship', 'failed', 'authors-refused', `${number(refused, 'signature')} ${plural(refused, 'is', 'are')} by a device that was not allowed to write here.`, refused));
  else if (reader?.membership() !== null && reader !== null) lines.push(line('authorship', 'holds', 'authors-members', `Every author was a member when writing; ${number(reader.heads().length, 'feed')}.`, reader.heads().length));
  if (counts !== undefined && counts.undecidedAuthors > 0) lines.push(line('authorship', 'incomplete', 'authors-undecided', `A newer build changed the membership; ${number(counts.undecidedAuthors, 'frame')} could not be attributed.`, counts.undecidedAuthors));
  lines.push(line('authorship', 'not-proven', 'names-are-claims', 'A name is what the holder of the device key wrote. Compare the fingerprint with the person.', reader?.heads().length ?? 0));
  return lines;
}

// Said only of a log whose membership has changed since its genesis.
function membershipLines({ reader }: Findings): readonly ReportLine[] {
  const state = reader?.membership() ?? null;
  if (reader === null || state === null) return [];
  const lines: ReportLine[] = [];
  const { members, removed, epochs, invitations } = state;
  if (epochs.length + removed.length + invitations.length > 1) {
    const gone = removed.length === 0 ? 'none was removed' : `${number(removed.length, 'device')} ${plural(removed.length, 'was', 'were')} removed`;
    lines.push(line('authorship', 'holds', 'membership-changes', `${number(members.length, 'device')} ${plural(members.length, 'is', 'are')} a member now; ${gone}. Every change is signed by an admin, back to the founding.`, members.length));
  }
  const refused = breaches(reader);
  if (refused > 0) lines.push(line('authorship', 'failed', 'operations-refused', `${number(refused, 'change')} of the membership ${plural(refused, 'breaks', 'break')} the rules for it and ${plural(refused, 'counts', 'count')} for nothing.`, refused));
  const nothing = reader.operationsForNothing().length;
  if (nothing > 0) lines.push(line('authorship', 'not-proven', 'operations-for-nothing', `${number(nothing, 'change')} of the membership ${plural(nothing, 'counts', 'count')} for nothing: the device that made ${plural(nothing, 'it', 'them')} was removed meanwhile, or another change came first.`, nothing));
  const after = framesAfterRemoval(reader);
  if (after > 0) lines.push(line('authorship', 'not-proven', 'after-removal', `${number(after, 'frame')} ${plural(after, 'is', 'are')} by a device that was removed, and ${plural(after, 'was', 'were')} not seen before. ${plural(after, 'It is', 'They are')} kept and flagged.`, after));
  const boxes = reader.problems().filter(({ kind }) => kind === 'bad-lockbox').length;
  if (boxes > 0) lines.push(line('entries', 'not-proven', 'box-does-not-open', `${number(boxes, 'box', 'boxes')} for this device ${plural(boxes, 'does', 'do')} not open, or ${plural(boxes, 'holds', 'hold')} another key.`, boxes));
  return lines;
}

function framesAfterRemoval(reader: LogReader): number {
  const isMember = new Set((reader.membership()?.members ?? []).map(({ device }) => bytesToHex(device)));
  return reader.heads().filter(({ author }) => !isMember.has(author)).reduce((sum, { feed, seq: newest }) => {
    let after = 0;
    for (let seq = 0; seq <= newest; seq += 1) if (reader.headerAt(feed, seq) !== null && reader.afterRemoval(feed, seq)) after += 1;
    return sum + after;
  }, 0);
}

// Operations that break a rule stand in their feeds, so that they are neither changed content nor refused authors.
function breaches(reader: LogReader | null, kind: LogProblem['kind'] | null = null): number {
  return (reader?.problems() ?? []).filter((problem) => problem.breach === true && (kind === null || problem.kind === kind)).length;
}

function completenessLines({ reader, damaged, tornTails, missingHeads, expectedHeads, problems }: Findings): readonly ReportLine[] {
  const missing = (reader?.gaps() ?? []).reduce((total, gap) => total + gap.toSeq - gap.fromSeq + 1, 0);
  const waiting = reader?.counts().waiting ?? 0;
  const lines: ReportLine[] = [];
  if (damaged > 0) lines.push(line('completeness', 'failed', 'damage', `${number(damaged, 'range')} of bytes ${plural(damaged, 'is', 'are')} not readable.`, damaged));
  if (tornTails > 0) lines.push(line('completeness', 'incomplete', 'torn-tail', 'The last frame of a file ends early, as after a crash while writing.', tornTails));
  if (missing + waiting > 0) {
    const text = missing > 0 ? `${number(missing, 'frame')} between others ${plural(missing, 'is', 'are')} missing.` : `${number(waiting, 'frame')} could not be placed, because the membership frame that ${plural(waiting, 'it names', 'they name')} is missing.`;
    lines.push(line('completeness', 'incomplete', 'frames-missing', text, missing + waiting));
  }
  const newer = count(problems, ['unknown-version']);
  if (newer > 0) lines.push(line('completeness', 'incomplete', 'frames-newer', `${number(newer, 'frame')} ${plural(newer, 'was', 'were')} written by a newer version, kept as ${plural(newer, 'it is', 'they are')}, and not judged.`, newer));
  if (missingHeads > 0) {
    const rewritten = problems.some((problem) => problem.kind === 'head-differs');
    lines.push(line('completeness', rewritten ? 'failed' : 'incomplete', 'heads-missing', `${number(missingHeads, 'feed')} ${plural(missingHeads, 'does', 'do')} not reach what was seen before.`, missingHeads));
  } else if (expectedHeads > 0) {
    lines.push(line('completeness', 'holds', 'all-remembered-frames', `All ${number(expectedHeads, 'feed')} reach at least as far as was seen before.`, expectedHeads));
  }
  if ((reader?.counts().outOfOrder ?? 0) > 0) lines.push(line('completeness', 'holds', 'order-restored', 'Frames lay out of order; the order they were signed in was restored.', reader?.counts().outOfOrder ?? 0));
  lines.push(line('completeness', 'not-proven', 'tail-can-be-cut', 'An author could have left out their own newest entries, as long as nobody else had seen them.', reader?.heads().length ?? 0));
  return lines;
}

function timeLines({ reader }: Findings): readonly ReportLine[] {
  const quoted = reader?.counts().checkpoints ?? 0;
  const lines = [line('time', 'not-proven', 'clocks-are-claims', 'All times are what the clocks of the devices said. The order within each feed is proved.', reader?.counts().frames ?? 0)];
  return quoted === 0 ? lines : [...lines, line('time', 'not-proven', 'checkpoints-unchecked', `${number(quoted, 'frame')} ${plural(quoted, 'quotes', 'quote')} a witness that this build cannot check.`, quoted)];
}

function line(topic: VerdictTopic, verdict: Verdict, code: ReportCode, text: string, amount: number): ReportLine {
  return { topic, verdict, code, text, count: amount };
}

function count(problems: readonly ReportProblem[], kinds: readonly ReportProblem['kind'][]): number {
  return problems.filter((problem) => kinds.includes(problem.kind)).length;
}

function number(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function plural(amount: number, one: string, many: string): string {
  return amount === 1 ? one : many;
}
