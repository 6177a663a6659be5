import { join } from 'node:path';
import { fail, ok, type Handlers, type RandomBytes } from '#base';
import type { VaultContract } from '#ipc';
import { toReadFailure, toWriteFailure } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { listIfPresent, replaceFile } from '../durable/files.ts';
import { HEAD, parseSlotFile, SECOND_HEAD, slotFile, SLOTS } from '../layout.ts';
import { readHeads } from './heads.ts';

type HeadCalls = 'head.read' | 'head.write' | 'slots.list' | 'slots.write' | 'slots.remove';
interface Options {
  readonly vault: () => string;
  readonly files: FileLayer;
  readonly isReadOnly: () => boolean;
  readonly random: RandomBytes;
  readonly onHeadWritten: () => Promise<void>;
}

/** The calls for `vault.json` and the key slots. A vault always keeps one slot: without any nobody could open it again. */
export function createHeadHandlers(options: Options): Pick<Handlers<VaultContract>, HeadCalls> {
  const { files } = options;
  const refusal = (): ReturnType<typeof fail<'read-only'>> => fail('read-only', 'this vault cannot be written to');
  return {
    'head.read': async () => {
      try {
        return ok(await readHeads(files, options.vault()));
      } catch (error) {
        return toReadFailure(error);
      }
    },
    'head.write': async ({ bytes }) => {
      if (options.isReadOnly()) return refusal();
      try {
        for (const name of [HEAD, SECOND_HEAD]) await replaceFile(files, join(options.vault(), name), bytes, options.random);
        await options.onHeadWritten();
        return ok({});
      } catch (error) {
        return toWriteFailure(error);
      }
    },
    'slots.list': async () => {
      try {
        const names = await listSlots(files, options.vault());
        return ok({ slots: await Promise.all(names.map(async (name) => ({ name, bytes: await files.readFile(slotFile(options.vault(), name)) }))) });
      } catch (error) {
        return toReadFailure(error);
      }
    },
    'slots.write': async ({ name, bytes }) => {
      if (options.isReadOnly()) return refusal();
      try {
        await replaceFile(files, slotFile(options.vault(), name), bytes, options.random);
        return ok({});
      } catch (error) {
        return toWriteFailure(error);
      }
    },
    'slots.remove': async ({ name }) => {
      if (options.isReadOnly()) return refusal();
      try {
        const names = await listSlots(files, options.vault());
        if (!names.includes(name)) return fail('missing', 'there is no such slot');
        if (names.length === 1) return fail('last-slot', 'the last way into a vault cannot be removed');
        await files.unlink(slotFile(options.vault(), name));
        await files.syncFolder(join(options.vault(), SLOTS));
        return ok({});
      } catch (error) {
        return toWriteFailure(error);
      }
    },
  };
}

async function listSlots(files: FileLayer, vault: string): Promise<readonly string[]> {
  return (await listIfPresent(files, join(vault, SLOTS))).map(parseSlotFile).filter((name) => name !== null).toSorted();
}
