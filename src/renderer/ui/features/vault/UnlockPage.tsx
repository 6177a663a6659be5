// The first page: choose a vault and open it, or make a new one. Keys: arrows choose a vault, Enter in the field unlocks. Nothing here needs a network.
import { useState } from 'react';
import type { KnownVault, UnlockReport } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { showToast } from '../../kit/toasts.ts';
import { Mark } from '../../shell/Mark.tsx';
import { useAppInfo, useVaultSession } from '../../session/VaultSessionContext.tsx';
import { CreateVault } from './CreateVault.tsx';
import { DemoStart } from './DemoStart.tsx';
import { HubLine } from './HubLine.tsx';
import { SelfTestLine } from './SelfTestLine.tsx';
import { isUnusual, UnlockNotices } from './UnlockNotices.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import styles from './Vault.module.css';

type Page =
  | { readonly name: 'unlock' }
  | { readonly name: 'create' }
  | { readonly name: 'demo' }
  | { readonly name: 'notices'; readonly vault: KnownVault; readonly report: UnlockReport };

export function UnlockPage() {
  const t = useText();
  const session = useVaultSession();
  const { demo } = useAppInfo();
  const [page, setPage] = useState<Page>(demo ? { name: 'demo' } : { name: 'unlock' });
  const opened = (vault: KnownVault, report: UnlockReport): void => {
    if (isUnusual(report)) {
      setPage({ name: 'notices', vault, report });
      return;
    }
    session.enter(vault, report);
    if (report.workingCopy === 'rebuilt-missing') showToast({ tone: 'plain', title: t('vault.workingCopy.rebuilt-missing'), text: t('vault.workingCopy.text') });
  };
  return (
    <div className={styles['page']}>
      <main className={styles['box']}>
        <h1 className={styles['name']}><Mark size="large" />{t('vault.product')}</h1>
        {page.name === 'demo' ? <DemoStart onFailed={() => setPage({ name: 'unlock' })} /> : null}
        {page.name === 'unlock' ? <UnlockForm onOpened={opened} onCreate={() => setPage({ name: 'create' })} /> : null}
        {page.name === 'create' ? <CreateVault onDone={session.enter} onCancel={() => setPage({ name: 'unlock' })} /> : null}
        {page.name === 'notices' ? <UnlockNotices report={page.report} onContinue={() => session.enter(page.vault, page.report)} /> : null}
      </main>
      <HubLine />
      <SelfTestLine />
    </div>
  );
}
