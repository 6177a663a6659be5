import { renderSVG } from 'uqr';
import { fail, hexToBytes, ok, type Failure, type FeedId, type In, type Out, type Result, type Sha256Hex, type UnixMs } from '#base';
import { deviceFingerprint } from '#crypto';
import type { BodyOf } from '#domain';
import type { EngineContract, HeadSlip, RecordFailure, SlipStanding } from '#ipc';
import { parseSlipCode, parseSlipQr, parseSlipWords, slipCode, slipQrText, slipWords } from '#log';
import type { Core } from '../core/core.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { feedEntries } from './feedIndex.ts';

type SlipBody = Extract<BodyOf<'witness'>, { readonly witnessKind: 'head-slip' }>;
type TakeInput = In<EngineContract, 'slip.take'>;

/** Slips of all feeds of a log as they stand here, in the order of the feed ids. A feed with frames missing has no root and no slip. */
export function listHeadSlips(session: Session, open: OpenLog): readonly HeadSlip[] {
  const entries = feedEntries(open);
  return [...open.reader.heads()].sort((left, right) => (left.feed < right.feed ? -1 : 1)).flatMap((head): readonly HeadSlip[] => {
    const size = head.seq + 1;
    const [root] = open.reader.rootsAt(head.feed, size);
    if (root === undefined) return [];
    const statement = { log: open.log, feed: head.feed, size, root };
    const known = entries.get(head.feed);
    const qrText = slipQrText(statement);
    return [{
      feed: head.feed, author: known?.author?.name ?? session.author().name, fingerprint: deviceFingerprint(hexToBytes(head.author) ?? new Uint8Array(32)), logCode: slipCode(open.log), feedCode: slipCode(head.feed),
      size, root, words: slipWords(statement), qrText, qrSvg: renderSVG(qrText, { ecc: 'M', border: 4, pixelSize: 4 }), newestAt: known?.times.findLast((at) => at !== null) ?? (0 as UnixMs),
    }];
  });
}

/** Records a slip that somebody gave, after its parts were found well formed, and says how it stands to this copy. */
export async function takeSlip(core: Core, session: Session, input: TakeInput): Promise<Result<Out<EngineContract, 'slip.take'>, Failure<RecordFailure | 'bad-slip'>>> {
  const body = readSlip(input);
  if (!body.ok) return body;
  const recorded = await recordDrafts(core, session, input.log, () => ok([{ draft: { kind: 'witness', body: body.value, occurred: null } }]));
  if (!recorded.ok) return recorded;
  const [entry] = recorded.value.sealed;
  if (entry === undefined) throw new Error('a step without entries');
  return ok({ entry, standing: slipStanding(session, body.value) });
}

function readSlip(input: TakeInput): Result<SlipBody, Failure<'bad-slip'>> {
  const from = input.from.trim();
  if (from === '' || from.length > 500) return fail('bad-slip', 'who gave the slip is missing');
  if (input.qrText !== null) {
    const read = parseSlipQr(input.qrText);
    if (!read.ok) return read;
    const { log, feed, size, root } = read.value;
    return ok({ witnessKind: 'head-slip', logCode: slipCode(log), feedCode: slipCode(feed), size, words: slipWords(read.value), means: input.means, from, full: { log, feed, root } });
  }
  const [logCode, feedCode] = [parseSlipCode(input.logCode), parseSlipCode(input.feedCode)];
  if (logCode === null || feedCode === null) return fail('bad-slip', `the ${logCode === null ? 'journal' : 'feed'} code has eight digits or letters from A to F`);
  if (!Number.isSafeInteger(input.size) || input.size < 1) return fail('bad-slip', 'the number of frames is a whole number from 1 on');
  const words = parseSlipWords(input.words);
  return words.ok ? ok({ witnessKind: 'head-slip', logCode, feedCode, size: input.size, words: words.value, means: input.means, from }) : words;
}

/** How a slip stands to the journals of this vault: docs/spec/witness.md section 2. Codes are short, so several feeds may answer; the best answer counts. */
export function slipStanding(session: Session, slip: SlipBody): SlipStanding {
  const found = session.book.list().flatMap(({ open }) => matchingFeeds(open, slip).map((feed) => compareSlip(open, feed, slip)));
  return (['agrees', 'differs', 'short'] as const).find((standing) => found.includes(standing)) ?? 'unknown';
}

/** Feeds of a log that a slip may be about. */
export function matchingFeeds(open: OpenLog, slip: SlipBody): readonly FeedId[] {
  if (slip.full === undefined ? slipCode(open.log) !== slip.logCode : open.log !== slip.full.log) return [];
  return open.reader.heads().map((head) => head.feed).filter((feed) => (slip.full === undefined ? slipCode(feed) === slip.feedCode : feed === slip.full.feed));
}

/** How a slip stands to one feed of this copy. */
export function compareSlip(open: OpenLog, feed: FeedId, slip: SlipBody): 'agrees' | 'differs' | 'short' {
  const roots = open.reader.rootsAt(feed, slip.size);
  const agrees = (root: Sha256Hex) => slipWords({ log: open.log, feed, size: slip.size, root }) === slip.words && (slip.full === undefined || slip.full.root === root);
  return roots.length === 0 ? 'short' : roots.some(agrees) ? 'agrees' : 'differs';
}
