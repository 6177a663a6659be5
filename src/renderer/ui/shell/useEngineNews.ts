import { useEffect } from 'react';
import { useText } from '../i18n/intl.tsx';
import { isMessageId } from '../i18n/messages.ts';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';
import { sessionStore } from '../session/store.ts';

/** Follows what the engine announces about the disk and the vault. */
export function useEngineNews(): void {
  const t = useText();
  const engine = useEngine();
  useEffect(() => {
    const stops = [
      engine.on('vault.readOnly', ({ reason }) => sessionStore.setState({ readOnly: reason })),
      engine.on('disk.low', ({ level, freeBytes }) => sessionStore.setState({ diskLow: level === 'enough' ? null : { level, freeBytes } })),
      engine.on('vault.notice', ({ kind }) => {
        const id = `vault.notice.${kind}`;
        if (isMessageId(id)) showToast({ tone: 'warn', title: t(id) });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [engine, t]);
}
