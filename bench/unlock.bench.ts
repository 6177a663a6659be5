// Unlocking a vault of 50,000 entries after the key derivation, from a current working copy, against reading and verifying the whole journal.
import { unwrap } from '#base';
import { openVaultFolder } from '#disk';
import { createBenchPlace, createBenchVault, growLog, PASSPHRASE, startEngine } from './support/vault.ts';
import { median, printFigure } from './support/figure.ts';

const ENTRIES = 50_000;
const RUNS = 3;

const place = await createBenchPlace();
try {
  const created = await createBenchVault(place);
  const vaultPath = created.vault.path();
  await created.engine.end();
  await created.vault.close();
  await growLog(place, vaultPath, created.log, ENTRIES);

  const unlock = async () => {
    const vault = unwrap(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 }));
    const engine = startEngine(place, vault);
    const report = unwrap(await engine.handlers['vault.unlock']({ passphrase: PASSPHRASE }));
    // The page counts when its rows are announced, not when the question was taken.
    const shown = new Promise<void>((resolve) => { engine.onPush((push) => { if (push.name === 'query.result') resolve(); }); });
    const started = performance.now();
    unwrap(await engine.handlers['query.open']({ id: 1, name: 'journal', params: { log: created.log, filter: {}, order: 'number', descending: true, offset: 0, limit: 100 } }));
    await shown;
    const firstPage = performance.now() - started;
    await engine.end();
    await vault.close();
    return { ...report, firstPage };
  };
  place.store.clear();
  const rebuilt = await unlock();
  if (rebuilt.workingCopy !== 'rebuilt-missing') throw new Error(`expected a rebuild, found ${rebuilt.workingCopy}`);
  const runs: { readonly unlockMs: number; readonly firstPage: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const current = await unlock();
    if (current.workingCopy !== 'current') throw new Error(`expected a current working copy, found ${current.workingCopy}`);
    runs.push(current);
  }
  const value = median(runs.map((run) => run.unlockMs));
  printFigure({ name: 'unlock 50,000 entries after the KDF', value, unit: 'ms', baseline: 'budget of 1,000 ms', ratio: value / 1000 });
  printFigure({ name: 'unlock 50,000 entries, working copy missing: everything verified again', value: rebuilt.unlockMs, unit: 'ms', baseline: 'unlock from a current working copy', ratio: rebuilt.unlockMs / value });
  const page = median(runs.map((run) => run.firstPage));
  printFigure({ name: 'first journal page of 50,000 entries', value: page, unit: 'ms', baseline: 'budget of 100 ms', ratio: page / 100 });
} finally {
  await place.remove();
}
