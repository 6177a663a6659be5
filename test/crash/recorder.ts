// A writer that is killed: records notes as fast as it can and prints each number only after the engine has answered that it is sealed.
import { must, note, unlockInPlace } from '../support/engineHarness.ts';
import type { LogId } from '#base';

const [, , vaultPath = '', hostStateDir = '', log = '', from = '0'] = process.argv;
const running = await unlockInPlace({ folder: '', hostStateDir, store: new Map() }, vaultPath);
for (let number = Number(from); ; number += 1) {
  must(await running.engine.handlers['entry.record']({ log: log as LogId, draft: note(`n${number}`) }));
  process.stdout.write(`${number}\n`);
}
