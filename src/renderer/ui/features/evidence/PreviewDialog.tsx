// Shows a sealed picture or text inside the console. Pictures only when their first bytes say so, through a blob address;
// everything else that is text stands in a <pre>; nothing is ever shown as a page. Keys: Escape closes.
import { useEffect, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { ScrollRegion } from '../../grid/ScrollRegion.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Dialog, DialogBody } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useEngine } from '../../port/ports.tsx';
import { sniff, type Sniffed } from './sniff.ts';
import styles from './evidence.module.css';

type Seen = { readonly state: 'loading' } | { readonly state: 'failed'; readonly kind: string } | { readonly state: 'ready'; readonly sniffed: Sniffed; readonly url: string | null };

export function PreviewDialog({ log, item, onClose }: { readonly log: LogId; readonly item: Entity<'evidence'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const seen = usePeek(log, item);
  return (
    <Dialog title={t('evidence.previewTitle', { ref: item.ref ?? '', name: item.body.name })} isOpen onClose={onClose} size="wide">
      <DialogBody><Content seen={seen} name={item.body.name} /></DialogBody>
    </Dialog>
  );
}

function Content({ seen, name }: { readonly seen: Seen; readonly name: string }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  if (seen.state === 'loading') return <Skeleton />;
  if (seen.state === 'failed') return <ErrorState title={t('evidence.previewFailed')} text={failure(seen.kind)} />;
  const { sniffed, url } = seen;
  if (sniffed.show === 'image' && url !== null) return <div className={styles['preview']}><img className={styles['image']} src={url} alt={t('evidence.pictureOf', { name })} /></div>;
  if (sniffed.show === 'text') {
    return (
      <>
        {sniffed.cut ? <p className="muted">{t('evidence.previewCut')}</p> : null}
        <ScrollRegion className={styles['preview']} label={t('evidence.textOf', { name })}><pre className={styles['text']}>{sniffed.text === '' ? t('evidence.emptyFile') : sniffed.text}</pre></ScrollRegion>
      </>
    );
  }
  return <EmptyState title={t('evidence.noPreview')} text={t('evidence.noPreviewText')} />;
}

function usePeek(log: LogId, item: Entity<'evidence'>): Seen {
  const engine = useEngine();
  const [seen, setSeen] = useState<Seen>({ state: 'loading' });
  useEffect(() => {
    let url: string | null = null;
    let isStale = false;
    void engine.call('evidence.peek', { log, item: item.id }).then((answer) => {
      if (isStale) return;
      if (!answer.ok) {
        setSeen({ state: 'failed', kind: answer.error.kind });
        return;
      }
      const sniffed = sniff(answer.value.bytes);
      if (sniffed.show === 'image') url = URL.createObjectURL(new Blob([new Uint8Array(answer.value.bytes)], { type: sniffed.mediaType }));
      setSeen({ state: 'ready', sniffed, url });
    });
    return () => {
      isStale = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [engine, log, item.id]);
  return seen;
}
