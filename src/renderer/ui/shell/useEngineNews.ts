import { useEffect } from 'react';
import { useText } from '../i18n/intl.tsx';
import { isMessageId } from '../i18n/messages.ts';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';

/** Says what the engine announces about the vault. The state of the disk is followed by the session itself. */
export function useEngineNews(): void {
  const t = useText();
  const engine = useEngine();
  useEffect(() => {
    return engine.on('vault.notice', ({ kind }) => {
      const id = `vault.notice.${kind}`;
      if (isMessageId(id)) showToast({ tone: 'warn', title: t(id) });
    });
  }, [engine, t]);
}
