import { useCallback, useMemo } from 'react';
import type { ApprovalOrigin } from '#domain';
import { useText } from '../../i18n/intl.tsx';

/** Where an answer was written, in words and in a few of them; and which approvals came from the same console. */
export function useOriginText(): { readonly origin: (origin: ApprovalOrigin) => string; readonly short: (origin: ApprovalOrigin) => string; readonly sameConsole: (origin: ApprovalOrigin) => string | null } {
  const t = useText();
  const origin = useCallback(({ from, by, device, consoleOf }: ApprovalOrigin) => {
    if (from === 'own') return t('approvals.from.own', { device });
    return consoleOf.length === 0 ? t('approvals.from.behalf', { by, device }) : t('approvals.from.otherConsole', { by, device, owner: consoleOf.join(', ') });
  }, [t]);
  const short = useCallback(({ from, by, consoleOf }: ApprovalOrigin) => (from === 'own' ? t('approvals.short.own') : t('approvals.short.behalf', { by: consoleOf.length === 0 ? by : consoleOf.join(', ') })), [t]);
  const sameConsole = useCallback((one: ApprovalOrigin) => (one.sameConsole.length === 0 ? null : t('approvals.sameConsole', { refs: one.sameConsole.map(({ ref, approver }) => `${ref ?? ''} (${approver})`.trim()).join(', ') })), [t]);
  return useMemo(() => ({ origin, short, sameConsole }), [origin, short, sameConsole]);
}
