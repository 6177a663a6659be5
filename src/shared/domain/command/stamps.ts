import type { UnixMs } from '#base';
import type { Stamp } from '../view.ts';

/** When something is said to have happened, or else when it was written down. */
export function instantOfStamp(stamp: Pick<Stamp, 'occurred' | 'recorded'>): UnixMs {
  return stamp.occurred.at ?? stamp.recorded.at;
}

