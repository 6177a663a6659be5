// What `--self-test` runs in the place of the screens: the whole way of an entry and of an evidence item through the real
// window, engine and vault folder, with a lock in between. Two loads of the page: the second one finds the vault of the first.
import { unwrap, type Failure, type LogId, type Result } from '#base';
import type { KnownVault } from '#ipc';
import type { Desktop } from './port/desktop.ts';
import { awaitVaultPort, startEngine, type Engine, type EngineProcess } from './port/engine.ts';

/** Opens nothing outside of the temporary vault, which is deleted at the end of the run. */
const PASSPHRASE = 'harbour lantern quartz mitten oblique verdict';
const NAME = 'Self-test';

/** Runs the part that this load of the page is for, and reports to main. Never rejects: a failure is a report too. */
export async function runSelfTest(desktop: Desktop, build: string): Promise<void> {
  const progress = { step: 'starting' };
  const engine = startEngine(build);
  try {
    const [vault] = unwrap(await desktop.call('vaults.list', {})).vaults;
    if (vault === undefined) await sealAndLock(desktop, engine, progress);
    else await reopenAndVerify(desktop, engine, vault, progress);
  } catch (error) {
    await desktop.call('selfTest.report', { passed: false, detail: `${progress.step}: ${error instanceof Error ? error.message.slice(0, 200) : 'failed'}` });
  }
}

interface Progress { step: string }

async function sealAndLock(desktop: Desktop, engine: EngineProcess, progress: Progress): Promise<void> {
  progress.step = 'algorithms against known answers';
  if (!unwrap(await engine.client.call('engine.selfTest', {})).passed) throw new Error('wrong answers');
  progress.step = 'creating a vault';
  await attach(engine, () => desktop.call('vault.create', { name: NAME, parent: null }));
  unwrap(await engine.client.call('vault.create', { name: NAME, passphrase: PASSPHRASE, operator: { name: 'Self Test', initials: 'ST' }, escrowRecipient: null }));
  progress.step = 'sealing entries';
  const { log } = unwrap(await engine.client.call('incident.create', {
    body: { ref: 'SELF-TEST', title: NAME, severity: 'low', types: ['test:test'], verdict: 'confirmed', major: false, tlp: 'CLEAR', exercise: true, zone: 'UTC' },
    occurred: null,
  }));
  for (let number = 1; number <= 10; number += 1) {
    unwrap(await engine.client.call('entry.record', { log, draft: { kind: 'note', body: { text: `note ${number}` }, occurred: null } }));
  }
  progress.step = 'sealing evidence';
  await sealBytes(desktop, engine.client, log);
  progress.step = 'locking';
  engine.end();
  await desktop.call('session.end', { cause: 'command' });
}

async function reopenAndVerify(desktop: Desktop, engine: EngineProcess, vault: KnownVault, progress: Progress): Promise<void> {
  progress.step = 'opening the vault again';
  await attach(engine, () => desktop.call('vault.open', { vault: vault.vault }));
  progress.step = 'refusing a wrong passphrase';
  const wrong = await engine.client.call('vault.unlock', { passphrase: `${PASSPHRASE}.` });
  if (wrong.ok || wrong.error.kind !== 'wrong-key') throw new Error('a wrong passphrase was not refused');
  progress.step = 'unlocking';
  const report = unwrap(await engine.client.call('vault.unlock', { passphrase: PASSPHRASE }));
  progress.step = 'verifying';
  const found = unwrap(await engine.client.call('integrity.check', { log: null, evidence: true }));
  if (found.verdict !== 'ok') throw new Error(`the verdict is ${found.verdict}`);
  if (found.evidenceItems < 1 || found.entries < 12) throw new Error('entries or evidence are missing');
  await desktop.call('selfTest.report', { passed: true, detail: `${found.entries} entries, ${found.evidenceItems} evidence item sealed, locked, reopened and verified; unlocked in ${Math.round(report.unlockMs)} ms` });
}

async function sealBytes(desktop: Desktop, engine: Engine, log: LogId): Promise<void> {
  const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
  const source = unwrap(await desktop.call('sources.fromBytes', { name: 'self-test.bin', bytes }));
  unwrap(await engine.call('evidence.seal', {
    log, grant: source.grant, resume: null, legacyHashes: [], occurred: null, tags: [], links: [],
    body: { name: 'Self-test bytes', evidenceKind: 'other', origin: 'file', collectedBy: 'Self Test', custodian: 'Self Test' },
  }));
}

async function attach<K extends string>(engine: EngineProcess, ask: () => Promise<Result<unknown, Failure<K>>>): Promise<void> {
  const arrival = awaitVaultPort();
  unwrap(await ask());
  engine.attachVault(await arrival.port, 'UTC');
}
