import { expect, test } from 'vitest';
import { ok } from '#base';
import { readyCrypto } from '#crypto';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { createNewcomer, type ReceiveContext } from '../../../src/engine/logs/receiveFrames.ts';

test('a log that is new here keeps frames that came before those they follow', async () => {
  await readyCrypto();
  const writer = createWriter({ seed: 3 });
  const [first, second, third] = [writer.genesis.frame, writer.write(['one']).bytes, writer.write(['two']).bytes];
  const entered: Uint8Array[] = [];
  // Nothing of the context but the device is looked at before the log is entered.
  const newcomer = createNewcomer({ device: writer.device } as ReceiveContext, writer.genesis.log, {
    enter: async (frames) => {
      entered.push(...frames);
      return ok(undefined);
    },
    receive: async () => ok({ added: 0, refused: 0, waiting: 0 }),
  });
  const taken = await newcomer.take([third, second, first]);
  expect(taken.ok).toBe(true);
  expect(new Set(entered)).toEqual(new Set([first, second, third]));
});
