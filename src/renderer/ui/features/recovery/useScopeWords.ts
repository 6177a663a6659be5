import { useCallback } from 'react';
import type { Caution, GateNeed } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';

export interface ScopeWords { readonly need: (need: GateNeed) => string; readonly caution: (caution: Caution) => string }

/** Words for what a gate needs and for what speaks against a step. */
export function useScopeWords(): ScopeWords {
  const t = useText();
  const word = useWord();
  const need = useCallback((item: GateNeed): string => (item.need === 'persistence' ? t('scope.need.persistence', { open: item.open.map((check) => word('persistenceCheck', check)).join(', ') }) : t(`scope.need.${item.need}`)), [t, word]);
  const caution = useCallback((item: Caution): string => (item.caution === 'persistence-open' ? t('scope.caution.persistence-open', { open: item.open.map((check) => word('persistenceCheck', check)).join(', ') }) : t(`scope.caution.${item.caution}`)), [t, word]);
  return { need, caution };
}
