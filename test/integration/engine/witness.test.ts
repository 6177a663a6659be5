import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogId } from '#base';
import { decodeFrame, scanFrames, checkpointHash, slipWords } from '#log';
import { createAuthority, type LocalAuthority } from '../../../src/shared/timestamp/testing/authority.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
let running: Running & { readonly path: string };
let log: LogId;
let authority: LocalAuthority;

beforeAll(async () => {
  place = await createPlace();
  running = await createInPlace(place);
  log = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
  authority = createAuthority({ key: 'p256' });
});
afterAll(async () => {
  await running.end();
  authority.remove();
  await place.remove();
});

const view = (of: Pick<Running, 'engine'> = running) => ask(of, 'witness', { log });
const record = async (text: string) => must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
const heads = async () => must(await running.engine.handlers['slip.heads']({ log })).slips;
const takeVoice = (slip: { readonly logCode: string; readonly feedCode: string; readonly size: number; readonly words: string }, from = 'Ada Lind') =>
  running.engine.handlers['slip.take']({ log, from, means: 'voice', qrText: null, logCode: slip.logCode, feedCode: slip.feedCode, size: slip.size, words: slip.words });
const storedFrames = async () => {
  const { bytes } = must(await running.vault.handlers['log.read']({ log, from: 0, maxBytes: 4 * 2 ** 20 }));
  return scanFrames(bytes).frames.map(({ from, to }) => must(decodeFrame(bytes.subarray(from, to))));
};

describe('head slips', () => {
  test('a slip names the feed as it stands, and grows with it', async () => {
    const [before] = await heads();
    await record('one more');
    const [slip] = await heads();
    expect(slip).toMatchObject({ size: (before?.size ?? 0) + 1, logCode: log.slice(0, 8), author: 'Kari Moen' });
    expect(slip?.words.split(' ').length).toBe(8);
    expect(slip?.qrSvg).toContain('<svg');
    expect(slip?.qrText).toBe(`HFS1:${log.toUpperCase()}:${slip?.feed.toUpperCase()}:${slip?.size}:${slip?.root.toUpperCase()}`);
    const frames = await storedFrames();
    expect(frames.length).toBe(slip?.size);
  });

  test('nothing is witnessed until somebody else gives a slip that agrees', async () => {
    const [slip] = await heads();
    if (slip === undefined) throw new Error('no slip');
    expect((await view()).feeds[0]).toMatchObject({ own: true, witnessed: null, tail: { frames: slip.size } });
    // Read back by the author to themselves it proves nothing.
    expect(must(await takeVoice(slip, ' kari  MOEN ')).standing).toBe('agrees');
    expect((await view()).feeds[0]?.witnessed).toBeNull();
    const typed = slip.words.split(' ').map((word, index) => (index % 2 === 0 ? ` ${word.slice(0, 4).toUpperCase()} ` : word)).join('\n');
    const taken = must(await takeVoice({ ...slip, words: typed, logCode: ` ${slip.logCode.slice(0, 4).toUpperCase()}-${slip.logCode.slice(4)}` }));
    expect(taken.standing).toBe('agrees');
    const now = await view();
    expect(now.slips.at(-1)).toMatchObject({ from: 'Ada Lind', means: 'voice', words: slip.words, standing: 'agrees', size: slip.size });
    const [feed] = now.feeds;
    expect(feed?.witnessed).toMatchObject({ by: 'Ada Lind', how: 'slip', frames: slip.size });
    expect(feed?.tail).toMatchObject({ entries: 2, frames: 2, remind: false });
    expect((await ask(running, 'incident', { log }))?.unwitnessed).toBe(2);
    expect(feed?.newestEntry).toBe(feed?.entries);
  });

  test('other words differ, a larger size is short, another feed is unknown', async () => {
    const [slip] = await heads();
    if (slip === undefined) throw new Error('no slip');
    const words = slip.words.split(' ').toReversed().join(' ');
    expect(must(await takeVoice({ ...slip, words })).standing).toBe('differs');
    expect(must(await takeVoice({ ...slip, size: slip.size + 100 })).standing).toBe('short');
    expect(must(await takeVoice({ ...slip, feedCode: '00000000' })).standing).toBe('unknown');
    expect(must(await takeVoice({ ...slip, logCode: 'ffffffff' })).standing).toBe('unknown');
    expect((await view()).feeds[0]?.witnessed?.frames).toBeLessThan(slip.size);
  });

  test('a QR text carries everything, also for a size in the past', async () => {
    const [slip] = await heads();
    if (slip === undefined) throw new Error('no slip');
    await record('after the slip');
    const take = (qrText: string) => running.engine.handlers['slip.take']({ log, from: 'Bo Ek', means: 'qr', qrText, logCode: '', feedCode: '', size: 0, words: '' });
    expect(must(await take(slip.qrText)).standing).toBe('agrees');
    expect(must(await take(slip.qrText.slice(0, -1) + (slip.qrText.endsWith('0') ? '1' : '0'))).standing).toBe('differs');
    expect(await take('HFS1:12:34')).toMatchObject({ ok: false, error: { kind: 'bad-slip' } });
    expect((await view()).slips.at(-2)?.words).toBe(slip.words);
  });

  test('what is not well formed is refused by its part, and nothing of it is recorded', async () => {
    const [slip] = await heads();
    if (slip === undefined) throw new Error('no slip');
    const before = (await view()).slips.length;
    const says = async (changes: object, from?: string) => {
      const answer = await takeVoice({ ...slip, ...changes }, from);
      return answer.ok ? 'recorded' : answer.error.kind === 'bad-slip' ? answer.error.message : answer.error.kind;
    };
    expect(await says({ words: slip.words.replace(/ \w+ (\w+)$/, ' zzzzq $1') })).toBe('word 7 is not in the list');
    expect(await says({ words: 'abandon' })).toBe('a slip has 8 words; these are 1');
    expect(await says({ logCode: '123' })).toContain('journal code');
    expect(await says({ feedCode: 'ghijklmn' })).toContain('feed code');
    expect(await says({ size: 0 })).toContain('whole number');
    expect(await says({}, ' ')).toContain('who gave the slip');
    expect((await view()).slips.length).toBe(before);
  });
});

describe('time stamps by courier', () => {
  test('a request, a reply of the chosen authority, and the frames after it quote the statement', async () => {
    expect(await running.engine.handlers['authority.add']({ log, name: 'County stamp', bytes: new Uint8Array(5) })).toMatchObject({ ok: false, error: { kind: 'bad-certificate' } });
    must(await running.engine.handlers['authority.add']({ log, name: 'County stamp', bytes: authority.rootPem }));
    const [chosen] = (await view()).authorities;
    if (chosen === undefined) throw new Error('no authority');
    expect(chosen).toMatchObject({ name: 'County stamp', subject: 'Root, Holdfast test' });
    const asked = must(await running.engine.handlers['stamp.request']({ log }));
    expect((await view()).requests).toMatchObject([{ answered: false }]);
    const reply = authority.reply(asked.request.bytes);
    expect(authority.verifies(reply, asked.request.bytes)).toBe(true);
    const size = (await storedFrames()).length;

    // Another authority, garbage, and a reply to something else are refused with their class; nothing is recorded.
    const other = createAuthority({ key: 'p256' });
    must(await running.engine.handlers['authority.add']({ log, name: 'Other', bytes: other.root }));
    other.remove();
    const stranger = (await view()).authorities.find((one) => one.name === 'Other');
    const take = (bytes: Uint8Array, id = chosen.id) => running.engine.handlers['stamp.take']({ log, bytes, authority: id });
    expect(await take(reply, stranger?.id)).toMatchObject({ ok: false, error: { kind: 'untrusted-authority' } });
    expect(await take(reply.subarray(10))).toMatchObject({ ok: false, error: { kind: 'malformed-token' } });
    expect((await view()).stamps).toEqual([]);

    const taken = must(await take(reply));
    expect(taken.generatedAt).toBeGreaterThan(Date.now() - 60_000);
    const now = await view();
    expect(now.stamps).toMatchObject([{ authority: 'County stamp', holds: true, failure: null, accuracyMs: 1501, generatedAt: taken.generatedAt }]);
    expect(now.stamps[0]?.coveredEntries).toBe((now.feeds[0]?.entries ?? 0) - (now.feeds[0]?.tail.entries ?? 0));
    expect(now.requests).toMatchObject([{ answered: true }]);
    expect(now.feeds[0]?.witnessed).toMatchObject({ by: 'County stamp', how: 'stamp', at: taken.generatedAt });
    await record('behind the stamp');
    const frames = await storedFrames();
    expect(frames.at(-1)?.header.checkpoint).toEqual(checkpointHash(asked.statement.bytes));
    expect(frames.slice(0, size).every((frame) => frame.header.checkpoint === null)).toBe(true);
  });

  test('after unlocking again the token is looked at once more and quoted on', async () => {
    await running.end();
    const again = await unlockInPlace(place, running.path);
    const first = await view(again);
    expect(first.stamps.length).toBe(1);
    must(await again.engine.handlers['entry.record']({ log, draft: note('next day') }));
    running = { ...again, path: running.path };
    expect((await storedFrames()).at(-1)?.header.checkpoint).not.toBeNull();
    expect((await view()).stamps).toMatchObject([{ holds: true }]);
  });

  test('documents say who witnessed what; the sheet of slips carries words, code and lines for ink', async () => {
    const build = async (type: 'post-incident' | 'head-slips') => must(await running.engine.handlers['document.build']({ log, type, items: [], filter: {} }));
    const [feed] = (await view()).feeds;
    expect((await build('post-incident')).html).toContain(`frames 1 to ${feed?.witnessed?.frames} by County stamp, time stamp, `);
    const [slip] = await heads();
    const sheet = await build('head-slips');
    for (const [index, word] of (slip?.words.split(' ') ?? []).entries()) expect(sheet.html).toContain(`${index + 1} ${word}`);
    for (const text of [String(slip?.size), `${log.slice(0, 4)}-${log.slice(4, 8)}`, `${feed?.newestEntry}, recorded `, 'Read to', '<svg']) expect(sheet.html).toContain(text);
    expect(sheet.job).toMatchObject({ pageSize: 'A4', landscape: false });
    expect(sheet.missing).toEqual([]);
    expect(must(await running.engine.handlers['document.build']({ log, type: 'head-slips', items: [], filter: {} })).contentSha256).toBe(sheet.contentSha256);
  });

  test('trust that is withdrawn takes the witness with it', async () => {
    const chosen = (await view()).authorities.find((one) => one.name === 'County stamp');
    if (chosen === undefined) throw new Error('no authority');
    must(await running.engine.handlers['entry.record']({ log, draft: { kind: 'retract', body: { target: chosen.id, reason: 'not ours' }, occurred: null } }));
    await record('a frame without a quotation');
    expect((await view()).stamps).toMatchObject([{ holds: false, failure: 'untrusted-authority' }]);
    expect((await view()).feeds[0]?.witnessed?.how).toBe('slip');
    expect((await storedFrames()).at(-1)?.header.checkpoint).toBeNull();
  });

  test('an amended certificate is refused: a fixed field', async () => {
    const other = (await view()).authorities.find((one) => one.name === 'Other');
    if (other === undefined) throw new Error('no authority');
    const amended = await running.engine.handlers['entry.record']({ log, draft: { kind: 'amend', body: { target: other.id, field: 'certificate', value: '"AAAA"', reason: 'x' }, occurred: null } });
    expect(amended).toMatchObject({ ok: false });
  });
});

test('words change with every part of what they state', () => {
  const hex = (letter: string, digits: number) => letter.repeat(digits);
  const base = { log: hex('1', 32), feed: hex('2', 64), size: 7, root: hex('3', 64) } as Parameters<typeof slipWords>[0];
  const all = [base, { ...base, log: hex('4', 32) }, { ...base, feed: hex('4', 64) }, { ...base, size: 8 }, { ...base, root: hex('4', 64) }] as readonly (typeof base)[];
  expect(new Set(all.map(slipWords)).size).toBe(5);
});
