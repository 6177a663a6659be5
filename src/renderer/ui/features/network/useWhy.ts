import { useCallback } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { isMessageId } from '../../i18n/messages.ts';

/** `why('wrong-pin')`: the reason why there is no sync, in one sentence. */
export function useWhy(): (kind: string) => string {
  const t = useText();
  return useCallback((kind) => {
    const id = `network.why.${kind}`;
    return isMessageId(id) ? t(id) : t('network.why.other');
  }, [t]);
}
