// Parsers of what is handed to others: disclosure packages and their records, zip containers, statements for time stamps, head slips.
import { beforeAll, test } from 'vitest';
import { bytesToHex, equalBytes, type FeedId, type LogId, type Sha256Hex } from '#base';
import { readyCrypto } from '#crypto';
import { checkDisclosure, decodeDisclosureHead, decodeStatement, decodeZip, encodeStatement, encodeZip, parseSlipCode, parseSlipQr, parseSlipWords, slipQrText, slipWords } from '#log';
import { decodeRecord, walkRecords } from '../../src/shared/log/disclosure/record.ts';
import { answerOf } from '../support/disclosure/answer.ts';
import { damages } from '../support/disclosure/damage.ts';
import { makeDisclosure, pack } from '../support/disclosure/make.ts';
import { corpus } from './corpus.ts';
import { fuzzBytes, fuzzText } from './drive.ts';

beforeAll(readyCrypto);
const declared = (kind: string, kinds: readonly string[]) => {
  if (!kinds.includes(kind)) throw new Error(`an undeclared failure: ${kind}`);
};
const hash = (digit: number) => bytesToHex(new Uint8Array(32).fill(digit)) as Sha256Hex;
const statement = { log: hash(1).slice(0, 32) as LogId, heads: [{ feed: hash(2) as string as FeedId, size: 7, root: hash(3), header: hash(4) }] };

test('disclosure package and records', async () => {
  const made = Array.from({ length: 12 }, (_, seed) => makeDisclosure(seed + 1));
  const whole = made.flatMap((one) => [pack(one, one.disclosure, true), pack(one, one.disclosure, false)]);
  // What a change may leave: the same answer for the same proof, or none that holds.
  const holding = new Set(whole.map((bytes) => JSON.stringify(answerOf(checkDisclosure(bytes)))));
  const damaged = made.slice(0, 2).flatMap((one) => Object.values(damages).map((change) => change(one)));
  const seeds = [...whole, ...damaged].filter((bytes) => bytes.length < 60_000);
  await fuzzBytes({
    name: 'disclosure', corpus: seeds, short: 700, long: 200_000,
    run: (bytes) => {
      const head = decodeDisclosureHead(bytes);
      if (!head.ok) declared(head.error.kind, ['malformed-package', 'unknown-version']);
      const report = checkDisclosure(bytes);
      declared(report.verdict, ['ok', 'failed', 'incomplete', 'malformed']);
      const known = seeds.some((seed) => equalBytes(seed, bytes));
      if (report.verdict === 'ok' && !known && !holding.has(JSON.stringify(answerOf(report)))) throw new Error('a disclosure that nobody signed');
      for (const { from, to } of (head.ok ? walkRecords(bytes.subarray(head.value.recordsAt)) : null) ?? []) {
        const record = decodeRecord(bytes.subarray(from, to));
        if (!record.ok) declared(record.error.kind, ['malformed-record']);
      }
    },
  });
});

test('zip', async () => {
  const members = [{ name: 'disclosure.hfd', bytes: corpus.packages[0] ?? new Uint8Array(0) }, { name: 'evidence/00001.age', bytes: new Uint8Array(40) }];
  const whole = encodeZip(members);
  await fuzzBytes({
    name: 'zip', corpus: whole.ok ? [whole.value] : [], short: 3_000, long: 1_000_000,
    run: (bytes) => {
      const decoded = decodeZip(bytes);
      if (!decoded.ok) return declared(decoded.error.kind, ['malformed-package']);
      for (const { name } of decoded.value) if (name.startsWith('/') || name.split('/').includes('..')) throw new Error('a name that leads out of the folder');
      const again = encodeZip(decoded.value);
      if (!again.ok || !equalBytes(again.value, bytes)) throw new Error('a container that was read is written in another way');
    },
  });
});

test('statement and head slip', async () => {
  await fuzzBytes({
    name: 'statement', corpus: [encodeStatement(statement), encodeStatement({ ...statement, heads: [] })], short: 4_000, long: 1_000_000,
    run: (bytes) => {
      const decoded = decodeStatement(bytes);
      if (!decoded.ok) declared(decoded.error.kind, ['malformed-statement']);
      else if (!equalBytes(encodeStatement(decoded.value), bytes)) throw new Error('a statement encoded in another way');
    },
  });
  const slip = { log: statement.log, feed: statement.heads[0]?.feed ?? (hash(2) as string as FeedId), size: 7, root: hash(3) };
  await fuzzText({
    name: 'head slip', corpus: [slipQrText(slip), slipWords(slip), 'ABCD-2345'], short: 3_000, long: 1_000_000,
    run: (typed) => {
      parseSlipCode(typed);
      const words = parseSlipWords(typed);
      if (!words.ok) declared(words.error.kind, ['bad-slip']);
      const qr = parseSlipQr(typed);
      if (!qr.ok) declared(qr.error.kind, ['bad-slip']);
      else if (slipQrText(qr.value).length === 0) throw new Error('a slip that cannot be written');
    },
  });
});
