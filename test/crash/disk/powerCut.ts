// What a power cut may leave: everything that was synced, and of the rest any part, in any order.
import { applyEvent, cloneImage, type DiskEvent, type Image } from './image.ts';

/** Which of the changes that nobody synced come to the disk. */
export const cutModes = ['nothing', 'everything', 'prefix', 'subset', 'names', 'data', 'torn'] as const;
export type CutMode = (typeof cutModes)[number];
/** A number from 0 up to 1. */
export type Chance = () => number;

const SECTOR = 512;

/**
 * The image after the power went while `events` had happened. Writes are safe after a sync of their file, names after a sync
 * of their folder; a failed sync forgets what it should have kept, also for later ones. Renames come whole or not at all.
 */
export function cutPower(base: Image, events: readonly DiskEvent[], mode: CutMode, chance: Chance): Image {
  const image = cloneImage(base);
  const safe = findSafe(events);
  const prefix = Math.floor(chance() * (events.length + 1));
  events.forEach((event, index) => {
    if (safe[index] === true) return applyEvent(image, event);
    const isName = event.kind === 'enter' || event.kind === 'leave' || event.kind === 'move';
    switch (mode) {
      case 'nothing': return;
      case 'everything': return applyEvent(image, event);
      case 'prefix': return index < prefix ? applyEvent(image, event) : undefined;
      case 'subset': return chance() < 0.5 ? applyEvent(image, event) : undefined;
      case 'names': return isName ? applyEvent(image, event) : undefined;
      case 'data': return isName ? undefined : applyEvent(image, event);
      case 'torn': return event.kind === 'write' ? tear(image, event, chance) : chance() < 0.5 ? applyEvent(image, event) : undefined;
    }
  });
  return image;
}

/** How many changes are not safe at the end of the events. */
export function countUnsafe(events: readonly DiskEvent[]): number {
  const safe = findSafe(events);
  return events.filter((event, index) => event.kind !== 'sync' && event.kind !== 'mark' && safe[index] !== true).length;
}

function findSafe(events: readonly DiskEvent[]): readonly boolean[] {
  const synced = new Set<number>();
  const safe: boolean[] = [];
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index] as DiskEvent;
    switch (event.kind) {
      case 'sync':
        if (event.failed) synced.delete(event.node);
        else synced.add(event.node);
        safe[index] = true;
        break;
      case 'mark': safe[index] = true; break;
      case 'write': case 'truncate': safe[index] = synced.has(event.node); break;
      case 'enter': case 'leave': safe[index] = synced.has(event.folder); break;
      case 'move': safe[index] = synced.has(event.to); break;
    }
  }
  return safe;
}

/** Each sector of the write is there, is zeros, or is not there at all. */
function tear(image: Image, event: Extract<DiskEvent, { kind: 'write' }>, chance: Chance): void {
  for (let from = 0; from < event.bytes.length; ) {
    const to = Math.min(event.bytes.length, from + SECTOR - ((event.position + from) % SECTOR));
    const luck = chance();
    const bytes = event.bytes.subarray(from, to);
    if (luck < 0.5) applyEvent(image, { ...event, position: event.position + from, bytes });
    else if (luck < 0.75) applyEvent(image, { ...event, position: event.position + from, bytes: new Uint8Array(bytes.length) });
    from = to;
  }
}
