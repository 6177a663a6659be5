import { bytesToHex } from '#base';
import { isZero } from '../frame/header.ts';
import type { FrameHeader } from '../frame/types.ts';

/** What the order of frames depends on: the header hash of a frame, and its header. */
export interface OrderedFrame { readonly headerSha256: string; readonly header: Pick<FrameHeader, 'type' | 'seq' | 'previous' | 'membershipHead'> }

/**
 * Numbers of the frames in an order in which each can be placed when it comes (docs/spec/bundle.md section 2): a frame stands behind the one it names as previous and behind its membership
 * head, where those are among them. The membership comes first with what it needs, then the rest in the order given.
 */
export function orderFrames(frames: readonly OrderedFrame[]): readonly number[] {
  const byHash = new Map(frames.map(({ headerSha256 }, index) => [headerSha256, index]));
  const order: number[] = [];
  const placed = new Set<number>();
  const needs = ({ header }: OrderedFrame): readonly number[] => [...(isZero(header.membershipHead) ? [] : [header.membershipHead]), ...(header.seq === 0 ? [] : [header.previous])]
    .flatMap((hash) => byHash.get(bytesToHex(hash)) ?? []);
  // A stack instead of recursion: a feed may have many thousands of frames. Header hashes cannot form a circle.
  const place = (first: number): void => {
    const stack = [first];
    for (let index = stack.at(-1); index !== undefined; index = stack.at(-1)) {
      const frame = frames[index];
      const missing = frame === undefined || placed.has(index) ? [] : needs(frame).filter((needed) => !placed.has(needed));
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      stack.pop();
      if (placed.has(index)) continue;
      placed.add(index);
      order.push(index);
    }
  };
  for (const [index, { header }] of frames.entries()) if (header.type === 'membership') place(index);
  for (const index of frames.keys()) place(index);
  return order;
}
