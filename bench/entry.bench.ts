// One entry from the call to the answer after fsync, against an insert into SQLite with synchronous=FULL on the same disk, in turns.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { unwrap } from '#base';
import { createBenchPlace, createBenchVault } from './support/vault.ts';
import { median, printFigure } from './support/figure.ts';

const ENTRIES = 200;
const ROUNDS = 3;
const TEXT = 'The switch log of the night was read again line by line and shows nothing new for this address.';

// Python carries SQLite in its standard library; each insert is one committed transaction, timed on its own.
const INSERTS = `
import json, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('pragma journal_mode=wal'); db.execute('pragma synchronous=full')
db.execute('create table if not exists entry(id text primary key, at integer, body text)')
times = []
for index in range(int(sys.argv[2])):
    begin = time.perf_counter()
    db.execute('insert into entry values (?, ?, ?)', (str(time.perf_counter_ns()), index, sys.argv[3]))
    times.append((time.perf_counter() - begin) * 1000)
print(json.dumps(times))
`;

function timeInserts(file: string): readonly number[] {
  const ran = spawnSync('python3', ['-c', INSERTS, file, String(ENTRIES), TEXT], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error('python3 with sqlite3 is needed for the baseline');
  return JSON.parse(ran.stdout) as readonly number[];
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

const place = await createBenchPlace();
try {
  const { engine, vault, log } = await createBenchVault(place);
  const ours: number[] = [];
  const theirs: number[] = [];
  const record = async (count: number, into: number[]) => {
    for (let index = 0; index < count; index += 1) {
      const started = performance.now();
      unwrap(await engine.handlers['entry.record']({ log, draft: { kind: 'note', body: { text: TEXT }, occurred: null } }));
      into.push(performance.now() - started);
    }
  };
  await record(30, []);
  for (let round = 0; round < ROUNDS; round += 1) {
    await record(ENTRIES, ours);
    theirs.push(...timeInserts(path.join(place.folder, 'baseline.db')));
  }
  await engine.end();
  await vault.close();
  printFigure({ name: 'entry sealed and fsynced, p50', value: median(ours), unit: 'ms', baseline: `SQLite synchronous=FULL insert, ${median(theirs).toFixed(2)} ms`, ratio: median(ours) / median(theirs) });
  printFigure({ name: 'entry sealed and fsynced, p95', value: percentile(ours, 0.95), unit: 'ms', baseline: `SQLite synchronous=FULL insert, ${percentile(theirs, 0.95).toFixed(2)} ms`, ratio: percentile(ours, 0.95) / percentile(theirs, 0.95) });
} finally {
  await place.remove();
}
