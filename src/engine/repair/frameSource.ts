import type { Answer, Client, LogId } from '#base';
import type { VaultContract } from '#ipc';

/** Hands over all frames of a log, piece by piece; false when they could not be read to the end. May be run more than once. */
export type FrameSource = (take: (bytes: Uint8Array) => void | Promise<void>) => Promise<boolean>;

const READ_BYTES = 2 ** 20;

/** The frames of a log of this vault. A log that is not there has none. */
export function ownFrames(vault: Client<VaultContract>, log: LogId, onBytes: (bytes: number) => void = () => undefined): FrameSource {
  return (take) => readAll((from) => vault.call('log.read', { log, from, maxBytes: READ_BYTES }), 'missing', take, onBytes);
}

/** The frames of a log in a copy that was opened by its grant. */
export function copiedFrames(vault: Client<VaultContract>, grant: string, log: LogId | null, onBytes: (bytes: number) => void = () => undefined): FrameSource {
  return (take) => readAll((from) => vault.call('copy.read', { grant, log, from, maxBytes: READ_BYTES }), null, take, onBytes);
}

async function readAll(read: (from: number) => Promise<Answer<VaultContract, 'log.read' | 'copy.read'>>, empty: 'missing' | null, take: (bytes: Uint8Array) => void | Promise<void>, onBytes: (bytes: number) => void): Promise<boolean> {
  let position: number | null = 0;
  while (position !== null) {
    const answer: Answer<VaultContract, 'log.read' | 'copy.read'> = await read(position);
    if (!answer.ok) return position === 0 && answer.error.kind === empty;
    await take(answer.value.bytes);
    onBytes(answer.value.bytes.length);
    position = answer.value.next;
    // Recording and live queries get a turn between two pieces.
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
  }
  return true;
}
