// A disclosure package of 50,000 entries: how large it is for each entry, the processor time to make and to check it, and the memory that this takes.
import { createEntryId, unwrap, type UnixMs } from '#base';
import { createLogReader, createDisclosureBuilder, checkDisclosure, cutEntry, packDisclosure, sealDisclosure, type DecideEntry } from '#log';
import { readyCrypto } from '#crypto';
import { createNote, createWriter, EPOCH_MS } from '../src/shared/log/testing/writer.ts';
import { printFigure } from './support/figure.ts';

const ENTRIES = Number(process.env['HOLDFAST_BENCH_ENTRIES'] ?? 50_000);
const TEXT = 'The switch log of the night was read again line by line and shows nothing new for this address.';

function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

await readyCrypto();
const writer = createWriter({ seed: 1 });
const frames = [writer.genesis.frame];
for (let index = 0; index < ENTRIES; index += 1) {
  const at = (EPOCH_MS + index * 1000) as UnixMs;
  frames.push(writer.write([], { raw: unwrap(cutEntry(createNote(createEntryId(at, writer.random), `${TEXT} ${index}`, at), 0)) }).bytes);
}
const stored = frames.reduce((total, frame) => total + frame.length, 0);
const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
for (const frame of frames) unwrap(reader.ingest(frame));

// The highest that the process has had, in MiB.
const peak = () => process.resourceUsage().maxRSS / 2 ** 10;
const before = peak();
const choices: readonly (readonly [name: string, decide: DecideEntry])[] = [['everything shown', () => []], ['names withheld', () => ['author.name']], ['one in a hundred shown', ({ seq }) => (seq % 100 === 0 ? [] : null)]];
for (const [name, decide] of choices) {
  let file = new Uint8Array(0);
  const build = seconds(() => {
    const builder = createDisclosureBuilder({ reader, decide });
    for (const frame of frames) builder.add(frame);
    const proof = unwrap(sealDisclosure(builder.finish(), { device: writer.device, app: { version: '0.1.0', build: 'bench' }, statement: '', files: [] }));
    file = new Uint8Array(unwrap(packDisclosure(proof, [])));
  });
  const check = seconds(() => {
    if (checkDisclosure(file).verdict !== 'ok') throw new Error('the package does not hold');
  });
  const baseline = `the same ${ENTRIES} entries as stored, ${Math.round(stored / ENTRIES)} bytes each`;
  printFigure({ name: `package size per entry, ${name}`, value: file.length / ENTRIES, unit: 'bytes', baseline, ratio: file.length / stored });
  printFigure({ name: `package made, ${name}`, value: build, unit: 's of processor time', baseline: 'its check', ratio: build / check });
  printFigure({ name: `package checked, ${name}`, value: check, unit: 's of processor time', baseline: `${Math.round(ENTRIES / check)} frames a second`, ratio: 1 });
}
printFigure({ name: 'peak memory while the packages are made and checked', value: peak(), unit: 'MiB', baseline: `the journal of ${Math.round(stored / 2 ** 20)} MiB written and read, ${Math.round(before)} MiB`, ratio: peak() / before });
