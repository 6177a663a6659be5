// What unlocking found that is not as usual, said once before the vault is shown. Keys: Enter goes on. Pattern: list and button.
import type { UnlockReport } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useUnits } from '../../i18n/format.ts';
import { Button } from '../../kit/Button.tsx';
import { Icon } from '../../kit/Icon.tsx';
import styles from './Vault.module.css';

/** True when the report holds something a person has to know before going on. A copy that was merely missing is said in passing. */
export function isUnusual(report: UnlockReport): boolean {
  return report.notices.length > 0 || report.unfinished.length > 0 || (report.workingCopy.startsWith('rebuilt') && report.workingCopy !== 'rebuilt-missing');
}

export function UnlockNotices({ report, onContinue }: { readonly report: UnlockReport; readonly onContinue: () => void }) {
  const t = useText();
  const { bytes } = useUnits();
  return (
    <section className={styles['form']} aria-label={t('vault.notices')}>
      <p className={styles['hint']}>{t('vault.notices.lead', { vault: report.vaultName, entries: report.entries })}</p>
      <ul className={styles['notices']}>
        {report.workingCopy.startsWith('rebuilt') ? <Notice title={t(`vault.workingCopy.${report.workingCopy as 'rebuilt-missing'}`)} text={t('vault.workingCopy.text')} /> : null}
        {report.notices.filter((notice) => notice.kind !== 'unfinished-seal').map((notice, index) => <Notice key={index} title={t(`vault.notice.${notice.kind}`)} text={notice.detail} />)}
        {report.unfinished.map((run) => (
          <Notice key={run.item} title={t('vault.notice.unfinished-seal')} text={t('vault.unfinished.text', { parts: run.partsDone, size: bytes(run.bytesDone) })} />
        ))}
      </ul>
      <Button variant="primary" size="large" isWide autoFocus onPress={onContinue}>{t('vault.notices.continue')}</Button>
    </section>
  );
}

function Notice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <li className={styles['notice']}>
      <span className={styles['noticeIcon']}><Icon name="warning" /></span>
      <span>
        <b className={styles['noticeTitle']}>{title}</b>
        <span className={styles['noticeText']}>{text}</span>
      </span>
    </li>
  );
}
