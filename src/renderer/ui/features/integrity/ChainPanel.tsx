// The chain of one entry, from its leaf to the signature of its frame. Keys: type the number of the entry.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { Facts } from '../../inspector/Facts.tsx';
import { useChain } from '../../inspector/Seal.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useSession } from '../../session/store.ts';
import styles from './integrity.module.css';

export function ChainPanel({ log, entries }: { readonly log: LogId; readonly entries: number }): ReactNode {
  const t = useText();
  const word = useWord();
  const [typed, setTyped] = useState<string | null>(null);
  const picked = useSession((state) => state.selectionByScreen['journal'] ?? null);
  const pickedEntity = useQuery('entity', picked === null ? null : { log, entity: picked });
  const fromJournal = pickedEntity.state === 'ready' && pickedEntity.result !== null ? pickedEntity.result.entity.stamp.number : null;
  const text = typed ?? String(fromJournal ?? entries);
  const number = /^\d+$/.test(text.trim()) ? Number(text.trim()) : 0;
  const isThere = number >= 1 && number <= entries;
  const page = useQuery('journal', isThere ? { log, filter: {}, order: 'number', descending: false, offset: number - 1, limit: 1 } : null);
  const row = page.state === 'ready' && isThere ? page.result.rows.find((candidate) => candidate.stamp.number === number) : undefined;
  const chain = useChain(log, row?.stamp.entryId ?? null);
  return (
    <Panel title={t('integrity.chain')}>
      <div className={styles['chainRow']}>
        <div className={styles['number']}><TextField label={t('integrity.entryNumber')} value={text} onChange={setTyped} inputMode="numeric" isMono error={isThere ? null : t('integrity.noSuchEntry', { count: entries })} /></div>
        {row === undefined ? null : <p>{`${word('entryKind', row.stamp.kind)} · ${row.text}`}</p>}
      </div>
      {row === undefined ? null : chain.state === 'failed' ? <p role="alert">{t('inspector.sealUnknown')}</p> : chain.state === 'loading' ? <p className="muted">{t('inspector.sealChecking')}</p> : (
        <Facts
          facts={[
            { label: t('integrity.leafHolds'), value: <Badge tone={chain.chain.leafHolds ? 'ok' : 'danger'}>{t(chain.chain.leafHolds ? 'integrity.line.holds' : 'integrity.line.failed')}</Badge> },
            { label: t('integrity.signatureHolds'), value: <Badge tone={chain.chain.signatureHolds ? 'ok' : 'danger'}>{t(chain.chain.signatureHolds ? 'integrity.line.holds' : 'integrity.line.failed')}</Badge> },
            { label: t('integrity.position'), value: t('integrity.positionText', { seq: chain.chain.seq, index: chain.chain.index + 1, covered: chain.chain.seq + chain.chain.covered }) },
            { label: t('integrity.author'), value: row.stamp.author.name }, { label: t('integrity.signer'), value: chain.chain.signer, isMono: true }, { label: t('integrity.feed'), value: chain.chain.feed, isMono: true },
            { label: t('integrity.leaf'), value: chain.chain.leafSha256, isMono: true },
            chain.chain.path.length === 0 ? null : { label: t('integrity.neighbours'), value: <span className={styles['path']}>{chain.chain.path.map((hash) => <span key={hash}>{hash}</span>)}</span>, isMono: true },
            { label: t('integrity.root'), value: chain.chain.entriesRoot, isMono: true }, { label: t('integrity.header'), value: chain.chain.headerSha256, isMono: true },
            { label: t('integrity.previous'), value: chain.chain.previous, isMono: true }, { label: t('integrity.feedRoot'), value: chain.chain.feedRoot, isMono: true }, { label: t('integrity.signature'), value: chain.chain.signature, isMono: true },
          ]}
        />
      )}
    </Panel>
  );
}
