// A process of its own for the crash tests: does one thing with a vault and says on standard output what was acknowledged.
import { unwrap, type EntryId, type LogId } from '#base';
import { openVaultFolder } from '#disk';
import { createFrame } from '../../../src/disk/testing/frames.ts';

const [action = '', path = '', hostStateDir = '', ...rest] = process.argv.slice(2);
const gibibyte = 2 ** 30;
const worker = rest[4];
const opened = await openVaultFolder({
  path, hostStateDir, ballastBytes: 0, ...(worker === undefined ? {} : { sealWorker: new URL(worker) }),
  environment: { partBytes: 4 * 2 ** 20, space: () => Promise.resolve({ freeBytes: 100 * gibibyte, totalBytes: 200 * gibibyte }) },
});
if (!opened.ok) {
  process.stdout.write(`refused ${opened.error.kind}\n`);
  process.exit(3);
}
const vault = opened.value;
process.stdout.write('open\n');

if (action === 'append') {
  const log = (rest[0] ?? '') as LogId;
  let bytes = Number(rest[1] ?? '0');
  for (;;) {
    const frame = createFrame(1 + Math.floor(Math.random() * 20_000));
    bytes = unwrap(await vault.handlers['log.append']({ log, expectedBytes: bytes, frames: [frame] })).bytes;
    process.stdout.write(`sealed ${bytes}\n`);
  }
} else if (action === 'seal') {
  const [item = '', source = '', recipient = '', identity = ''] = rest;
  const grant = unwrap(await vault.grants.addFile(source));
  vault.onPush((push) => {
    if (push.name === 'evidence.progress') process.stdout.write(`${push.payload.phase} ${push.payload.done}\n`);
  });
  const receipt = unwrap(await vault.handlers['evidence.seal']({ item: item as EntryId, grant: grant.grant, recipient, identity, legacyHashes: [] }));
  process.stdout.write(`receipt ${receipt.parts.length}\n`);
} else if (action === 'hold') {
  setInterval(() => undefined, 1_000);
}
