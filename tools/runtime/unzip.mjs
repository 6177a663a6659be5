// Unpacks a zip archive into a folder, keeping file modes and refusing names that leave the folder.
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

/**
 * @param {string} archive path of the zip file
 * @param {string} folder existing target folder
 * @param {(name: string) => string | null} place maps an entry name to a path inside the folder; null leaves the entry out
 */
export async function unzip(archive, folder, place) {
  // Imported here because this module is loaded before the dependencies are installed.
  const { default: yauzl } = await import('yauzl');
  const zip = await promisify(yauzl.open)(archive, { lazyEntries: true, autoClose: true });
  const openStream = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry) => extract(entry).then(() => zip.readEntry(), reject));
    zip.readEntry();
  });

  async function extract(entry) {
    const relative = entry.fileName.endsWith('/') ? null : place(entry.fileName);
    if (relative === null) return;
    const target = path.resolve(folder, relative);
    if (!target.startsWith(path.resolve(folder) + path.sep)) throw new Error('archive entry leaves its folder');
    mkdirSync(path.dirname(target), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await openStream(entry), createWriteStream(target, { mode }));
  }
}
