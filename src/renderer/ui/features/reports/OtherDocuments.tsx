// The other documents of an incident: forensic timeline and evidence register as pages. Keys: Tab to the buttons.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { reveal, showScreen } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { useDocuments } from './useDocuments.ts';
import styles from './reports.module.css';

const types = ['forensic-timeline', 'evidence-register'] as const;

export function OtherDocuments({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const documents = useDocuments(log);
  const item = useSession((state) => state.selectionByScreen['evidence'] ?? null);
  const [busy, setBusy] = useState<string | null>(null);
  const work = async (id: string, run: () => Promise<unknown>): Promise<void> => {
    setBusy(id);
    try {
      await run();
    } finally {
      setBusy(null);
    }
  };
  return (
    <ul className={styles['list']}>
      {types.map((type) => (
        <li key={type} className={styles['issue']}>
          <span />
          <span>{t(`reports.${type}`)}<br /><span className="muted">{t(`reports.${type}.text`)}</span></span>
          <span className={styles['buttons']}>
            <Button isBusy={busy === type} onPress={() => void work(type, () => documents.savePdf(type, t(`reports.${type}`)))}>{t('reports.pdf')}</Button>
            <Button onPress={() => void work(`print ${type}`, () => documents.print(type))}>{t('reports.print')}</Button>
            <Button onPress={() => void work(`html ${type}`, () => documents.saveHtml(type, t(`reports.${type}`)))}>{t('reports.html')}</Button>
          </span>
        </li>
      ))}
      <li className={styles['issue']}>
        <span />
        <span>{t('reports.itemDocuments')}<br /><span className="muted">{t('reports.itemDocuments.text')}</span></span>
        <span className={styles['buttons']}><Button onPress={() => (item === null ? showScreen('evidence') : reveal('evidence', item))}>{t('reports.openEvidence')}</Button></span>
      </li>
    </ul>
  );
}
