import { bytesToHex } from '#base';
import { decodeFrame, hashHeader, type AppendedFrame } from '#log';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { toHex, withBit, writeVectors } from './kit.ts';

type Reference = { readonly feed: string; readonly seq: number; readonly header: string };
type Gap = { readonly feed: string; readonly fromSeq: number; readonly toSeq: number };
interface Told {
  readonly expect: 'ok' | 'failed' | 'incomplete' | 'malformed'; readonly problems?: readonly string[]; readonly frames: number; readonly entries?: number; readonly gaps?: readonly Gap[]; readonly forks?: number;
  readonly duplicates?: number; readonly sealed?: number; readonly keyed?: boolean; readonly heads?: readonly Reference[];
}

/** chains.json: docs/spec/frames.md sections 3.1, 5 and 8 over whole logs. One entry in each journal frame. */
export function generateChains(): void {
  const alpha = createWriter({ seed: 301 });
  const beta = createWriter({ seed: 302, join: alpha, device: alpha.device });
  const other = createWriter({ seed: 303 });
  const stranger = createWriter({ seed: 304, join: alpha });
  const start = alpha.position();
  const a = [1, 2, 3, 4, 5, 6].map((n) => alpha.write([`alpha ${n}`]));
  const twin = createWriter({ seed: 305, twinOf: alpha });
  const t: AppendedFrame[] = [];
  for (let position = a[2]?.position ?? start; t.length < 2; position = t.at(-1)?.position ?? position) t.push(twin.write([`twin ${t.length}`], { position }));
  const b = [0, 1, 2].map((n) => beta.write([`beta ${n}`]));
  const s = stranger.write(['not mine']);
  const x = other.write(['another incident']);
  const frames: Record<string, Uint8Array> = { genesis: alpha.genesis.frame, stranger: s.bytes, 'other genesis': other.genesis.frame, 'other 1': x.bytes };
  a.forEach((frame, index) => (frames[`a${index + 1}`] = frame.bytes));
  b.forEach((frame, index) => (frames[`b${index}`] = frame.bytes));
  t.forEach((frame, index) => (frames[`a${index + 4}'`] = frame.bytes));
  const all = ['genesis', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
  const feed = a[0]?.feed ?? '';
  const gap = (fromSeq: number, toSeq: number, of = feed): Gap => ({ feed: of, fromSeq, toSeq });
  const headOf = (frame: AppendedFrame | undefined): Reference => ({ feed: frame?.feed ?? '', seq: frame?.seq ?? 0, header: frame?.headerSha256 ?? '' });
  const without = (...names: readonly string[]) => all.filter((name) => !names.includes(name));
  const hex = (bytes: Uint8Array) => `hex:${toHex(bytes)}`;
  const frameOf = (name: string): Uint8Array => frames[name] ?? new Uint8Array(0);
  const log = (name: string, files: readonly (readonly string[])[], told: Told) => ({
    name, files, keyed: told.keyed ?? true, heads: told.heads ?? [], expect: told.expect, problems: [...(told.problems ?? [])].toSorted(), frames: told.frames, entries: told.entries ?? Math.max(0, told.frames - 1), gaps: told.gaps ?? [], forks: told.forks ?? 0,
    duplicates: told.duplicates ?? 0, sealed: told.sealed ?? 0,
  });
  const genesis = decodeFrame(frameOf('genesis'));
  const genesisHead: Reference = { feed, seq: 0, header: genesis.ok ? bytesToHex(hashHeader(genesis.value.headerBytes)) : '' };

  writeVectors('chains.json', {
    about: 'docs/spec/frames.md sections 3.1, 5 and 8: whole logs with frames missing, moved, doubled, damaged or foreign. See README.md.',
    log: alpha.genesis.log, epochSecret: toHex(alpha.genesis.epoch.secret), frames: Object.fromEntries(Object.entries(frames).map(([name, frame]) => [name, toHex(frame)])),
    cases: [
      log('everything in order', [all], { expect: 'ok', frames: 7 }), log('two feeds', [[...all, 'b0', 'b1', 'b2']], { expect: 'ok', frames: 10 }), log('two files', [all.slice(0, 4), all.slice(4)], { expect: 'ok', frames: 7 }), log('without keys', [all], { expect: 'ok', frames: 7, entries: 0, sealed: 6, keyed: false }),
      log('in reverse', [all.toReversed()], { expect: 'ok', frames: 7 }), log('two frames changed places', [['genesis', 'a1', 'a3', 'a2', 'a4', 'a5', 'a6']], { expect: 'ok', frames: 7 }), log('every frame twice', [all, all], { expect: 'ok', frames: 7, duplicates: 7 }), log('one frame twice', [['genesis', 'a1', 'a1', 'a2']], { expect: 'ok', frames: 3, duplicates: 1 }),
      log('the genesis again in each file', [['genesis', 'a1'], ['genesis', 'a2'], ['genesis', 'a3']], { expect: 'ok', frames: 4, duplicates: 2 }), log('a feed by itself behind the genesis', [['genesis', 'b0', 'b1', 'b2']], { expect: 'ok', frames: 4 }), log('only the genesis', [['genesis']], { expect: 'ok', frames: 1 }),
      log('all expected heads are there', [all], { expect: 'ok', frames: 7, heads: [headOf(a[5]), headOf(a[2]), genesisHead] }), log('nothing at all', [[]], { expect: 'malformed', frames: 0 }), log('only text', [[hex(Uint8Array.from([72, 101, 108, 108, 111]))]], { expect: 'malformed', frames: 0, problems: ['damage'] }),
      log('no genesis', [all.slice(1)], { expect: 'malformed', frames: 0 }), log('another log only', [['other genesis', 'other 1']], { expect: 'malformed', frames: 0, problems: ['wrong-log'] }),
      ...[1, 2, 3, 4, 5].map((n) => log(`frame ${n} is missing`, [without(`a${n}`)], { expect: 'incomplete', frames: 6, gaps: [gap(n, n)] })),
      log('the last frame is cut away and nobody knows', [without('a6')], { expect: 'ok', frames: 6 }), log('the last frame is cut away and remembered', [without('a6')], { expect: 'incomplete', frames: 6, heads: [headOf(a[5])], problems: ['head-missing'] }),
      log('two frames are missing', [without('a2', 'a3')], { expect: 'incomplete', frames: 5, gaps: [gap(2, 3)] }), log('two gaps', [without('a2', 'a4')], { expect: 'incomplete', frames: 5, gaps: [gap(2, 2), gap(4, 4)] }), log('the beginning of the second feed is missing', [[...all, 'b2']], { expect: 'incomplete', frames: 8, gaps: [gap(0, 1, b[0]?.feed ?? '')] }),
      log('a gap behind a gap of two', [['genesis', 'a3', 'a5', 'a6']], { expect: 'incomplete', frames: 4, gaps: [gap(1, 2), gap(4, 4)] }), log('a feed is missing and remembered', [all], { expect: 'incomplete', frames: 7, heads: [headOf(b[2])], problems: ['head-missing'] }),
      log('the last frame is torn', [[...all.slice(0, 6), hex(frameOf('a6').subarray(0, 700))]], { expect: 'incomplete', frames: 6, problems: ['damage'] }), log('the last frame is torn in its magic', [[...all.slice(0, 6), hex(frameOf('a6').subarray(0, 2))]], { expect: 'incomplete', frames: 6, problems: ['damage'] }),
      log('the last frame has a changed bit', [[...all.slice(0, 6), hex(withBit(frameOf('a6'), 900))]], { expect: 'failed', frames: 6, problems: ['damage'] }), log('zeros at the end', [[...all, hex(new Uint8Array(100))]], { expect: 'failed', frames: 7, problems: ['damage'] }),
      log('a frame in the middle has a changed bit', [['genesis', 'a1', 'a2', hex(withBit(frameOf('a3'), 900)), 'a4', 'a5', 'a6']], { expect: 'failed', frames: 6, problems: ['damage'], gaps: [gap(3, 3)] }), log('a damaged frame and an intact copy in another file', [['genesis', hex(withBit(frameOf('a1'), 900)), 'a2'], ['a1']], { expect: 'failed', frames: 3, problems: ['damage'] }),
      log('a fork', [['genesis', 'a1', 'a2', 'a3', 'a4', "a4'"]], { expect: 'failed', frames: 6, problems: ['fork'], forks: 1 }), log('a fork, both branches go on', [[...all, "a4'", "a5'"]], { expect: 'failed', frames: 9, problems: ['fork'], forks: 1 }), log('a fork without keys', [['genesis', 'a1', 'a2', 'a3', 'a4', "a4'"]], { expect: 'failed', frames: 6, entries: 0, sealed: 5, keyed: false, problems: ['fork'], forks: 1 }),
      log('only the other branch is here, another was remembered', [['genesis', 'a1', 'a2', 'a3', "a4'", "a5'"]], { expect: 'failed', frames: 6, heads: [headOf(a[3])], problems: ['head-differs'] }), log('the other branch alone', [['genesis', 'a1', 'a2', 'a3', "a4'", "a5'"]], { expect: 'ok', frames: 6 }),
      log('a frame of another log between', [['genesis', 'a1', 'other 1', 'a2']], { expect: 'failed', frames: 3, problems: ['wrong-log'] }), log('the genesis of another log behind', [['genesis', 'a1', 'other genesis']], { expect: 'failed', frames: 2, problems: ['wrong-log'] }), log('a stranger between', [['genesis', 'a1', 'stranger', 'a2']], { expect: 'failed', frames: 3, problems: ['not-a-member'] }),
      log('a stranger, a gap and a torn end', [['genesis', 'a1', 'stranger', 'a3', hex(frameOf('a4').subarray(0, 40))]], { expect: 'failed', frames: 3, problems: ['damage', 'not-a-member'], gaps: [gap(2, 2)] }),
      log('a fork, the second branch backwards', [[...all, "a5'", "a4'"]], { expect: 'failed', frames: 9, problems: ['fork'], forks: 1 }), log('a fork, all of it backwards', [[...all, "a4'", "a5'"].toReversed()], { expect: 'failed', frames: 9, problems: ['fork'], forks: 1 }),
      log('a frame of another branch whose beginning never comes', [[...all, "a5'"]], { expect: 'failed', frames: 7, problems: ['broken-chain'] }), log('a frame of another branch whose beginning never comes, before the others and behind them', [["a5'", ...all, "a5'"]], { expect: 'failed', frames: 7, problems: ['broken-chain'], duplicates: 1 }),
      log('a fork, and the head of the second branch was remembered', [[...all, "a4'", "a5'"]], { expect: 'failed', frames: 9, problems: ['fork'], forks: 1, heads: [headOf(t[1])] }),
    ],
  });
}
