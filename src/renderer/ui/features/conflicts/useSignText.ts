import { useCallback } from 'react';
import type { SameIncident } from '#domain';
import { useText } from '../../i18n/intl.tsx';

/** Why two logs may hold one incident, in one sentence. */
export function useSignText(): (pair: Pick<SameIncident, 'signs' | 'numbers'>) => string {
  const t = useText();
  return useCallback(({ signs, numbers }) => t('conflicts.same.why', { signs: signs.map((sign) => t(`conflicts.same.sign.${sign}`, { numbers: numbers.join(', ') })).join(t('conflicts.same.and')) }), [t]);
}
