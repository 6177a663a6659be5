// What may be done by what the form says: allowed and by which approval, to be asked for and why, or refused. Not interactive. Pattern: status, alert when it is refused.
import type { ReactNode } from 'react';
import type { AuthorityVerdict } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import styles from './actions.module.css';
import type { FormFault } from './authorityForm.ts';
import { useReasonText } from './useReasonText.ts';

export interface AuthorityNoticeProps { readonly verdict: AuthorityVerdict; readonly fault?: FormFault | null; readonly isOverride?: boolean }

export function AuthorityNotice({ verdict, fault = null, isOverride = false }: AuthorityNoticeProps): ReactNode {
  const t = useText();
  const time = useTimeText();
  const reasonText = useReasonText();
  const isRefused = verdict.verdict === 'never' || isOverride;
  const head = isOverride ? t('actions.check.override') : verdict.verdict === 'act' ? t('actions.check.act', { reference: verdict.reference, until: time.occurred(verdict.until) }) : t(verdict.verdict === 'never' ? 'actions.check.never' : verdict.people === 2 ? 'actions.check.askTwo' : 'actions.check.ask');
  return (
    <div role={isRefused ? 'alert' : 'status'} className={styles['notice']} data-verdict={isRefused ? 'never' : verdict.verdict}>
      <strong>{head}</strong>
      {verdict.verdict === 'act' ? null : <ul>{verdict.reasons.map((reason) => <li key={JSON.stringify(reason)}>{reasonText(reason)}</li>)}</ul>}
      {fault === null ? null : <p className={styles['fault']}>{t(`actions.fault.${fault}`)}</p>}
    </div>
  );
}
