import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#base';
import { scanFrames } from '#log';
import { createTestFolder } from '../testing/folders.ts';
import { createFrame } from '../testing/frames.ts';
import { scanFrameFile, type FileScan } from './scanFile.ts';

const runs = process.env['SLOW'] === '1' ? 2_000 : 60;

async function scanBytes(path: string, bytes: Uint8Array): Promise<FileScan> {
  await writeFile(path, bytes);
  const handle = await open(path, 'r');
  try {
    return await scanFrameFile(handle, bytes.length);
  } finally {
    await handle.close();
  }
}

test('finds every whole frame, ranges of damage between them, and where a torn tail begins', async () => {
  const path = join(await createTestFolder(), 'a.frames');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(3_000).map((size) => ({ frame: size + 1 })) }, { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((junk) => ({ junk })) }), { maxLength: 12 }),
      async (pieces) => {
        const blocks = pieces.map((piece) => ('frame' in piece ? { isFrame: true, bytes: createFrame(piece.frame) } : { isFrame: false, bytes: piece.junk }));
        const bytes = concatBytes(...blocks.map((block) => block.bytes));
        const scan = await scanBytes(path, bytes);
        let at = 0;
        let end = 0;
        const damaged: { from: number; to: number }[] = [];
        for (const block of blocks) {
          if (block.isFrame) {
            if (end < at) damaged.push({ from: end, to: at });
            end = at + block.bytes.length;
          }
          at += block.bytes.length;
        }
        const inMemory = scanFrames(bytes);
        expect(scan).toEqual({ frames: inMemory.frames.length, damaged: inMemory.damaged, end: inMemory.tail?.from ?? bytes.length });
        expect(scan).toEqual({ frames: blocks.filter((block) => block.isFrame).length, damaged, end });
      },
    ),
    { numRuns: runs },
  );
});

test('cuts at every length of a frame tell the frame before as the end', async () => {
  const path = join(await createTestFolder(), 'a.frames');
  const first = createFrame(10);
  const second = createFrame(300);
  for (let cut = 0; cut < second.length; cut += 7) {
    const scan = await scanBytes(path, concatBytes(first, second.subarray(0, cut)));
    expect(scan).toEqual({ frames: 1, damaged: [], end: first.length });
  }
});

test('a flipped byte in a middle frame is damage of exactly that frame', async () => {
  const path = join(await createTestFolder(), 'a.frames');
  const frames = [createFrame(50), createFrame(60), createFrame(70)];
  const [first, second] = frames.map((frame) => frame.length) as [number, number];
  const bytes = concatBytes(...frames);
  for (let at = first; at < first + second; at += 1) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    expect(await scanBytes(path, changed)).toEqual({ frames: 2, damaged: [{ from: first, to: first + second }], end: bytes.length });
  }
});

test('frames larger than the reading window and zeros after the last one', async () => {
  const path = join(await createTestFolder(), 'a.frames');
  const large = Array.from({ length: 6 }, () => createFrame(1_048_576));
  const bytes = concatBytes(...large, new Uint8Array(5_000));
  expect(await scanBytes(path, bytes)).toEqual({ frames: 6, damaged: [], end: bytes.length - 5_000 });
});

test('a file full of false beginnings ends the search and is told as damage, never cut', async () => {
  const path = join(await createTestFolder(), 'a.frames');
  const liar = concatBytes(Uint8Array.of(0x48, 0x46, 0x46, 0x31, 0, 0, 0, 100), Uint8Array.of(0, 15, 0, 0));
  const bytes = new Uint8Array(liar.length * 180_000);
  for (let at = 0; at < bytes.length; at += liar.length) bytes.set(liar, at);
  expect(await scanBytes(path, bytes)).toEqual({ frames: 0, damaged: [{ from: 0, to: bytes.length }], end: bytes.length });
});
