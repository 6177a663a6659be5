// The pages as they stand now, in a frame that can run nothing and reach nothing. Keys: Tab into the frame, arrows scroll.
import { useEffect, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { DocumentProfile, DocumentType } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useDocuments } from './useDocuments.ts';
import styles from './reports.module.css';

export function ReportPreview({ log, type, profile }: { readonly log: LogId; readonly type: DocumentType; readonly profile: DocumentProfile }): ReactNode {
  const t = useText();
  const documents = useDocuments(log, profile);
  const [html, setHtml] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isStale = false;
    void documents.build(type).then((built) => {
      if (!isStale && built !== null) setHtml(withNonce(built.html));
    });
    return () => {
      isStale = true;
    };
    // Built once per round: the pages stand still while they are read.
  }, [documents, type, round]);
  if (html === null) return <Skeleton lines={10} />;
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <span className={styles['heading']}>{t('reports.previewTitle')}</span>
        <Button onPress={() => setRound(round + 1)}>{t('reports.rebuild')}</Button>
      </div>
      <iframe className={styles['frame']} title={t('reports.previewTitle')} sandbox="" srcDoc={html} />
    </div>
  );
}

/** The frame inherits the policy of the window: its one style element needs the nonce of this load to be read. */
function withNonce(html: string): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  return /^[A-Za-z0-9+/=]+$/.test(nonce) ? html.replace('<style>', `<style nonce="${nonce}">`) : html;
}
