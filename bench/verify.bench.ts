// Checking a journal of 50,000 one-entry frames from its bytes on disk (`holdfast verify`, "check everything now"), and unlocking it after
// a kill: the working copy stands where it stood after 45,000 frames, the rest is read and verified again. In processor time, so that other
// programs do not decide.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { unwrap, type LogId } from '#base';
import { openVaultFolder } from '#disk';
import { createLogVerifier, precheckPiece } from '#log';
import { createBenchPlace, createBenchVault, deviceOf, growLog, PASSPHRASE, startEngine } from './support/vault.ts';
import { median, printFigure } from './support/figure.ts';

const FRAMES = Number(process.env['HOLDFAST_BENCH_ENTRIES'] ?? 50_000);
const LATE = Math.round(FRAMES / 10);
const RECORDED = 60;
const place = await createBenchPlace();
try {
  const created = await createBenchVault(place);
  const vaultPath = created.vault.path();
  await created.engine.end();
  await created.vault.close();
  await growLog(place, vaultPath, created.log, FRAMES - LATE);
  const fresh = await open(vaultPath);
  await fresh.end();
  const afterSnapshot = new Map([...place.store].map(([name, rows]) => [name, new Map(rows)]));
  await growLog(place, vaultPath, created.log, LATE);

  const { seconds, longer, frames } = await verify(vaultPath, created.log);
  printFigure({ name: 'frames checked per second of processor time', value: frames / seconds, unit: 'frames/s', baseline: 'budget of 10 s for 50,000 frames', ratio: (seconds * (50_000 / frames)) / 10 });
  printFigure({ name: 'check of 50,000 frames on two threads: processor time of the longer one', value: longer * (50_000 / frames), unit: 's', baseline: 'budget of 10 s', ratio: (longer * (50_000 / frames)) / 10 });

  for (const [name, rows] of afterSnapshot) place.store.set(name, rows);
  const killed = await open(vaultPath);
  if (killed.workingCopy !== 'caught-up') throw new Error(`expected a working copy to be caught up, found ${killed.workingCopy}`);
  printFigure({ name: `unlock ${FRAMES} entries after a kill, ${LATE} of them not in the working copy`, value: killed.unlockMs, unit: 'ms', baseline: 'budget of 10 s', ratio: killed.unlockMs / 10_000 });
  const recorded = median(await killed.record(created.log));
  printFigure({ name: `entry sealed into a journal of ${FRAMES}, with its screens open, p50`, value: recorded, unit: 'ms', baseline: 'budget of 2 ms', ratio: recorded / 2 });
  await killed.end();
} finally {
  await place.remove();
}

async function verify(vaultPath: string, log: LogId): Promise<{ readonly seconds: number; readonly longer: number; readonly frames: number }> {
  const device = await deviceOf(vaultPath);
  const folder = path.join(vaultPath, 'log', log);
  const verifier = createLogVerifier({ log, keys: { device } });
  const seconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  // What the helper's thread does of a piece, and what the reader does of it.
  let [proving, reading] = [0, 0];
  for (const name of (await readdir(folder)).toSorted()) {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path.join(folder, name))) chunks.push(chunk as Buffer);
    const bytes = new Uint8Array(Buffer.concat(chunks));
    const begun = seconds();
    const facts = precheckPiece(bytes);
    const proved = seconds();
    verifier.add(bytes, name, facts);
    proving += proved - begun;
    reading += seconds() - proved;
  }
  const report = verifier.finish();
  if (report.verdict === 'failed' || report.frames <= FRAMES) throw new Error(`the journal did not hold: ${report.verdict}, ${report.frames} frames`);
  return { seconds: proving + reading, longer: Math.max(proving, reading), frames: report.frames };
}

async function open(vaultPath: string) {
  const vault = unwrap(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const engine = startEngine(place, vault);
  const report = unwrap(await engine.handlers['vault.unlock']({ passphrase: PASSPHRASE }));
  const record = async (log: LogId): Promise<readonly number[]> => {
    unwrap(await engine.handlers['query.open']({ id: 1, name: 'incident', params: { log } }));
    unwrap(await engine.handlers['query.open']({ id: 2, name: 'capture', params: { log } }));
    unwrap(await engine.handlers['query.open']({ id: 3, name: 'journal', params: { log, filter: {}, order: 'number', descending: true, offset: 0, limit: 200 } }));
    const times: number[] = [];
    for (let index = 0; index < RECORDED; index += 1) {
      const started = performance.now();
      unwrap(await engine.handlers['entry.record']({ log, draft: { kind: 'note', body: { text: `Note ${index} of the night` }, occurred: null } }));
      times.push(performance.now() - started);
      // People write, screens are answered, snapshots wait for quiet.
      await new Promise((resolve) => { setTimeout(resolve, 60); });
    }
    return times;
  };
  return { ...report, record, end: async () => { await engine.end(); await vault.close(); } };
}
