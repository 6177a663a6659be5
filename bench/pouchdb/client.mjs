// One database of PouchDB in a folder: `node client.mjs fill FOLDER COUNT BYTES`, or `node client.mjs push|pull FOLDER URL BATCH` with 0 for the default batch.
// Prints one line of JSON: seconds, documents, peak memory.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import PouchDB from 'pouchdb';

const [, , task, folder, second, third] = process.argv;
mkdirSync(path.dirname(folder), { recursive: true });
const database = new PouchDB(folder);
const begun = performance.now();
const documents = task === 'fill' ? await fill(Number(second), Number(third)) : await replicate(task, second, Number(third));
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage();
process.stdout.write(`${JSON.stringify({ seconds, documents, cpuSeconds: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`);
await database.close();
process.exit(0);

async function fill(count, bytes) {
  for (let at = 0; at < count; at += 1000) {
    await database.bulkDocs(Array.from({ length: Math.min(1000, count - at) }, (_, index) => documentOf(at + index, bytes)));
  }
  return (await database.info()).doc_count;
}

// As JSON exactly so many bytes: an id as entries have them, and text that does not compress.
function documentOf(index, bytes) {
  const head = { _id: `01J${String(index).padStart(23, '0')}`, kind: 'note', at: 1_760_000_000_000 + index, text: '' };
  const room = bytes - JSON.stringify(head).length;
  return { ...head, text: randomBytes(room).toString('base64').slice(0, room) };
}

async function replicate(direction, url, batch) {
  const options = batch === 0 ? {} : { batch_size: batch, batches_limit: 10 };
  const result = direction === 'push' ? await database.replicate.to(url, options) : await database.replicate.from(url, options);
  if (!result.ok || result.errors.length > 0) throw new Error('the replication failed');
  return result.docs_written;
}
