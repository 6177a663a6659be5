// Seals one file in a fresh vault and says how long each half took. Bundled by ../seal.bench.mjs, run in Node and in Electron's Node.
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { createEntryId, unwrap, type UnixMs } from '#base';
import { createVaultFolder } from '#disk';

const [source = '', folder = '', worker = '', recipient = '', identity = ''] = process.argv.slice(2);
const vault = unwrap(await createVaultFolder({ parent: folder, name: 'bench', hostStateDir: `${folder}/host`, ballastBytes: 0, sealWorker: pathToFileURL(worker) }));
const { grant } = unwrap(await vault.grants.addFile(source));
const item = createEntryId(Date.now() as UnixMs, (length) => new Uint8Array(randomBytes(length)));
const receipt = unwrap(await vault.handlers['evidence.seal']({ item, grant, recipient, identity, legacyHashes: [] }));
await vault.close();
process.stdout.write(`${JSON.stringify({ sealMs: receipt.endedAt - receipt.startedAt, readBackMs: receipt.readBackAt - receipt.endedAt, memoryMiB: process.resourceUsage().maxRSS / 1024 })}\n`);
