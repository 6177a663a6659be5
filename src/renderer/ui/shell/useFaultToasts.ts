import { useEffect } from 'react';
import { useText } from '../i18n/intl.tsx';
import { showToast } from '../kit/toasts.ts';
import { onFault } from './fault.ts';

/** Says when something broke that nobody handled, by its class and never its text. */
export function useFaultToasts(): void {
  const t = useText();
  useEffect(() => onFault((fault) => {
    showToast({ tone: 'danger', title: t('app.fault.toast'), text: t('app.fault.where', { name: fault.name, at: fault.at }) });
  }), [t]);
}
