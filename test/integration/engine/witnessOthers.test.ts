import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEntryId, unwrap, type LogId, type UnixMs } from '#base';
import type { Entry } from '#domain';
import { appendFrame, encodeEntry, type FeedPosition } from '#log';
import { createOpenLog, takeFrame, type OpenLog } from '../../../src/engine/logs/openLog.ts';
import type { Session } from '../../../src/engine/session/openSession.ts';
import { createHybridClock } from '../../../src/engine/time/hybridClock.ts';
import { feedWitnesses } from '../../../src/engine/witness/witnessView.ts';
import { listHeadSlips } from '../../../src/engine/witness/headSlips.ts';
import { createStampLedger } from '../../../src/engine/witness/stampLedger.ts';
import { readyCrypto } from '#crypto';
import { createLogReader } from '#log';
import { createMeta, createNote, createWriter, EPOCH_MS, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => {
  await readyCrypto();
  place = await createPlace();
});
afterEach(() => place.remove());

test('a tail of more than 50 entries, or of four hours, is worth a reminder', async () => {
  let now = Date.UTC(2026, 10, 22, 5);
  const running = await createInPlace(place, { now: () => now as UnixMs });
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const tail = async () => (await ask(running, 'witness', { log })).feeds[0]?.tail;
  expect(await tail()).toMatchObject({ entries: 2, remind: false });
  now += 4 * 3_600_000;
  expect((await tail())?.remind).toBe(false);
  now += 1;
  expect((await tail())?.remind).toBe(true);
  now -= 3 * 3_600_000;
  for (let count = 2; count < 50; count += 1) must(await running.engine.handlers['entry.record']({ log, draft: note(`${count}`) }));
  expect(await tail()).toMatchObject({ entries: 50, remind: false });
  must(await running.engine.handlers['entry.record']({ log, draft: note('one too many') }));
  expect(await tail()).toMatchObject({ entries: 51, remind: true });
  await running.end();
});

describe('who counts as somebody else', () => {
  interface Written { readonly open: OpenLog; readonly session: Session; readonly write: (writer: TestWriter, entry: (now: Entry) => Entry) => void }

  /** A log with two feeds of one device, and as much of a session as the views ask for. */
  function twoFeeds(): { readonly written: Written; readonly founder: TestWriter; readonly second: TestWriter } {
    const founder = createWriter({ seed: 81 });
    const second = createWriter({ seed: 82, join: founder });
    const open = createOpenLog(founder.genesis.log, createLogReader({ log: founder.genesis.log, keys: { device: founder.device } }));
    const clock = createHybridClock();
    const take = (frame: Uint8Array) => takeFrame(open, frame, open.bytes, clock, EPOCH_MS, null);
    take(founder.genesis.frame);
    const positions = new Map<TestWriter, FeedPosition>([[founder, founder.position()], [second, second.position()]]);
    const write = (writer: TestWriter, make: (now: Entry) => Entry) => {
      const entry = make(createNote(createEntryId(EPOCH_MS, writer.random), 'seen'));
      const frame = unwrap(appendFrame({
        log: founder.genesis.log, scope: 'incident', device: founder.device, instance: writer.instance, position: positions.get(writer) ?? founder.position(), membershipHead: founder.genesis.membershipHead, epoch: founder.genesis.epoch,
        entries: [unwrap(encodeEntry(entry))], meta: { ...createMeta(0), hlc: clock.next(EPOCH_MS, 1) },
      }, writer.random));
      positions.set(writer, frame.position);
      expect(take(frame.bytes)?.status).toBe('opened');
    };
    const session = { book: { list: () => [{ open }], get: (log: LogId) => (log === open.log ? { open } : null) }, stamps: createStampLedger(() => {}), now: () => EPOCH_MS, author: () => ({ name: 'Ada Lind', prefix: 'K7' }), keyring: { device: founder.device } } as unknown as Session;
    return { written: { open, session, write }, founder, second };
  }

  test('an own slip from oneself does not count, from another person it does; the same device under two instances stays one device', () => {
    const { written: { open, session, write }, founder, second } = twoFeeds();
    write(founder, (entry) => entry);
    const [slip] = listHeadSlips(session, open);
    if (slip === undefined) throw new Error('no slip');
    const given = (from: string) => (entry: Entry): Entry => ({ ...entry, kind: 'witness', body: { witnessKind: 'head-slip', logCode: slip.logCode, feedCode: slip.feedCode, size: slip.size, words: slip.words, means: 'voice', from } });
    const witnessed = () => feedWitnesses(session, open).find((feed) => feed.feed === slip.feed)?.witnessed ?? null;
    write(second, given('ada  lind'));
    expect(witnessed()).toBeNull();
    write(second, given('Bo Ek'));
    expect(witnessed()).toMatchObject({ by: 'Bo Ek', frames: slip.size, entries: 1 });
  });
});
