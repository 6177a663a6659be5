import { useCallback } from 'react';
import type { AuthorityReason } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';

/** Puts a reason for asking into one sentence. */
export function useReasonText(): (reason: AuthorityReason) => string {
  const t = useText();
  const time = useTimeText();
  return useCallback((reason) => {
    switch (reason.type) {
      case 'excluded': case 'not-covered': case 'unlisted': return t(`actions.reason.${reason.type}`, { target: reason.target, reference: reason.reference });
      case 'expired': case 'not-yet': return t(`actions.reason.${reason.type}`, { reference: reason.reference, at: time.occurred(reason.at) });
      case 'two-asked': return t(reason.target === '' ? 'actions.reason.twoAskedAny' : 'actions.reason.two-asked', { target: reason.target, reference: reason.reference });
      case 'outside': return t('actions.reason.outside', { reference: reason.reference, windows: reason.windows.join('; ') });
      case 'ask-first': case 'never': return t(reason.target === '' ? 'actions.reason.neverAny' : `actions.reason.${reason.type}`, { target: reason.target, reference: reason.reference });
      case 'two-people': case 'no-target': case 'nothing-prepared': return t(`actions.reason.${reason.type}`);
      default: return '';
    }
  }, [t, time]);
}
