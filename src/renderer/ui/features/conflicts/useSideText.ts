import { useCallback } from 'react';
import type { ConflictSide, MergeConflict } from '#domain';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useAmendedText } from '../../inspector/useAmendedText.ts';
import { occurredToText } from '../../kit/DateTime.tsx';

/** What a side of a conflict says, in one line. */
export function useSideText({ kind, subject, about }: MergeConflict): (side: ConflictSide) => string {
  const t = useText();
  const word = useWord();
  const { span } = useUnits();
  const amended = useAmendedText(subject.kind, about ?? '');
  return useCallback(({ value, stamp }) => {
    switch (kind) {
      case 'field': case 'contact': case 'indicator': return amended(value);
      case 'severity': return word('severity', value ?? '');
      case 'milestone': return about === 'occurred' ? amended(value) : `${occurredToText(stamp.occurred, 'UTC', t, span)}: ${value ?? ''}`;
      default: return value ?? '';
    }
  }, [kind, about, amended, word, t, span]);
}
