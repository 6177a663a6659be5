// Fills the disk: records notes until one is refused, prints each only after the engine has answered that it is sealed, then says how it ended.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { LogId } from '#base';
import { openVaultFolder } from '#disk';
import { must, note, runEngine } from '../support/engineHarness.ts';

const [, , vaultPath = '', hostStateDir = '', recoveryKey = '', log = '', ballast = '0'] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isThere = (): Promise<boolean> => stat(path.join(vaultPath, 'ballast')).then(() => true, () => false);

const vault = must(await openVaultFolder({ path: vaultPath, hostStateDir, ballastBytes: Number(ballast) }));
const running = runEngine({ folder: '', hostStateDir, store: new Map() }, vault);
const report = await running.engine.handlers['vault.unlock']({ recoveryKey });
if (!report.ok) throw new Error(`the vault does not open: ${report.error.kind}`);
if (Number(ballast) > 0) while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
let hadBallast = await isThere();
if (hadBallast) say('ballast');
const text = 'disk full '.repeat(3_000);
for (let number = 0; ; number += 1) {
  const recorded = await running.engine.handlers['entry.record']({ log: log as LogId, draft: note(`${number} ${text}`) });
  if (!recorded.ok) {
    say(`refused ${recorded.error.kind} ${recorded.error.message}`);
    break;
  }
  say(`sealed ${recorded.value.entryId}`);
  if (hadBallast && !(await isThere())) {
    hadBallast = false;
    say('released');
  }
}
say(`readonly ${running.pushes.filter((push) => push.name === 'vault.readOnly').map((push) => push.payload.reason).join()} ${vault.readOnly()}`);
// Small entries are refused as clearly as large ones, and reading goes on.
const again = await running.engine.handlers['entry.record']({ log: log as LogId, draft: note('x'.repeat(200_000)) });
say(`again ${again.ok ? 'sealed' : again.error.kind}`);
await running.end();
say('ended');
