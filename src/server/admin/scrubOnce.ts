import { ok, type Failure, type LogId, type Result } from '#base';
import { readyCrypto } from '#crypto';
import { createEnvironment } from '#disk';
import { checkBlob } from '../scrub/checks.ts';
import { createPace } from '../scrub/pace.ts';
import { createBlobFiles } from '../store/blobs/blobFiles.ts';
import type { BlobStore } from '../store/types.ts';

export interface ScrubOnce {
  readonly data: string;
  readonly bytesPerSecond: number;
  /** Another store of blobs than the files of the folder; it is closed at the end. */
  readonly blobs?: BlobStore;
  readonly onBad: (log: LogId, blob: string) => void;
}

/** Reads every whole blob of a server once and compares its hash, and changes nothing. `unread`: could not be read. `onBad` is told the log and the name of one that is not what it was. */
export async function scrubBlobs({ data, bytesPerSecond, onBad, ...given }: ScrubOnce): Promise<Result<{ readonly blobs: number; readonly bytes: number; readonly bad: number; readonly unread: number }, Failure>> {
  await readyCrypto();
  const blobs = given.blobs ?? createBlobFiles(data, createEnvironment());
  const pace = createPace(bytesPerSecond);
  const found = { blobs: 0, bytes: 0, bad: 0, unread: 0 };
  try {
    const logs = await blobs.logs();
    if (!logs.ok) return logs;
    for (const log of logs.value) {
      for (let page = await blobs.list(log, ''); ; ) {
        if (!page.ok) return page;
        for (const blob of page.value) {
          const checked = await checkBlob(blobs, log, blob, pace, (bytes) => {
            found.bytes += bytes;
          });
          found.blobs += 1;
          if (checked === 'unread') found.unread += 1;
          if (checked !== 'damaged') continue;
          found.bad += 1;
          onBad(log, blob);
        }
        const last = page.value.at(-1);
        if (last === undefined) break;
        page = await blobs.list(log, last);
      }
    }
    return ok(found);
  } finally {
    await blobs.close();
  }
}
