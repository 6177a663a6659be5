import { useCallback } from 'react';
import type { UnixMs } from '#base';
import { isReleaseOverdue, type CustodyView } from '#domain';
import { useNow } from '../../grid/useNow.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import type { BadgeTone } from '../../kit/Badge.tsx';

/** Where an item is, in words: `in custody`, `in transit to Police district`, and that nobody has received it for too long. */
export function useCustodyText(): (custody: CustodyView) => string {
  const t = useText();
  const word = useWord();
  const now = useNow();
  return useCallback((custody) => {
    if (custody.state !== 'in-transit' || custody.pendingRelease === null) return word('custodyState', custody.state);
    return t(isReleaseOverdue(custody, now as UnixMs) ? 'evidence.overdueTo' : 'evidence.inTransitTo', { to: custody.pendingRelease.to });
  }, [t, word, now]);
}

/** The tone beside the words. */
export function toneOfCustody(custody: CustodyView): BadgeTone {
  if (custody.state === 'held') return custody.gaps.length === 0 ? 'ok' : 'warn';
  if (custody.state === 'in-transit') return isReleaseOverdue(custody, Date.now() as UnixMs) ? 'danger' : 'warn';
  return custody.state === 'disposed' ? 'neutral' : 'danger';
}
