import { useMemo } from 'react';
import type { Occurred } from '#domain';
import { formatInstant, useUnits } from '../i18n/format.ts';
import { useText } from '../i18n/intl.tsx';
import { occurredToText } from '../kit/DateTime.tsx';
import { useSession } from '../session/store.ts';

/** Times as plain text, in the reading the operator chose: for cells that are copied, printed and matched. */
export interface TimeText {
  readonly occurred: (occurred: Occurred) => string;
  readonly instant: (at: number) => string;
  /** The zone the chosen reading is in. */
  readonly shownZone: string;
}

export function useTimeText(): TimeText {
  const t = useText();
  const { span } = useUnits();
  const { zone, timeDisplay } = useSession((state) => state.preferences);
  const shownZone = timeDisplay === 'zone' ? zone : 'UTC';
  return useMemo(() => ({
    occurred: (occurred) => (timeDisplay === 'written' && occurred.written !== '' ? occurred.written : occurredToText(occurred, shownZone, t, span)),
    instant: (at) => formatInstant(at, shownZone),
    shownZone,
  }), [t, span, timeDisplay, shownZone]);
}
