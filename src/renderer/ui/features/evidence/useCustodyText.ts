import { useCallback } from 'react';
import type { CustodyView } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import type { BadgeTone } from '../../kit/Badge.tsx';

/** Where an item is, in words: `in custody`, `in transit to Police district`. */
export function useCustodyText(): (custody: CustodyView) => string {
  const t = useText();
  const word = useWord();
  return useCallback((custody) => (custody.state === 'in-transit' && custody.pendingRelease !== null ? t('evidence.inTransitTo', { to: custody.pendingRelease.to }) : word('custodyState', custody.state)), [t, word]);
}

/** The tone beside the words. */
export function toneOfCustody(custody: CustodyView): BadgeTone {
  if (custody.state === 'held') return custody.gaps.length === 0 ? 'ok' : 'warn';
  if (custody.state === 'in-transit') return 'warn';
  return custody.state === 'disposed' ? 'neutral' : 'danger';
}
