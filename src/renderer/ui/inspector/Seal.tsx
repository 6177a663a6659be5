// What proves one entry: its place in the author's log, the signature, and how far the chain covers it.
import { useEffect, useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { Stamp } from '#domain';
import type { EntryChain } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { SectionHeading } from '../kit/Panel.tsx';
import { useEngine } from '../port/ports.tsx';
import styles from './inspector.module.css';

export function Seal({ log, stamp }: { readonly log: LogId; readonly stamp: Stamp }): ReactNode {
  const t = useText();
  const chain = useChain(log, stamp.entryId);
  const holds = chain.state === 'ready' && chain.chain.signatureHolds && chain.chain.leafHolds;
  return (
    <section>
      <SectionHeading>{t('inspector.seal')}</SectionHeading>
      <div className={styles['seal']} data-broken={chain.state === 'failed' || (chain.state === 'ready' && !holds) ? '' : undefined} data-waiting={chain.state === 'loading' ? '' : undefined}>
        <span className={styles['sealMark']} aria-hidden="true">{chain.state === 'loading' ? '…' : holds ? '✓' : '✕'}</span>
        <div className={styles['sealText']}>
          {chain.state === 'loading' ? t('inspector.sealChecking') : chain.state === 'failed' ? t('inspector.sealUnknown')
            : holds ? t('inspector.sealHolds', { entry: chain.chain.seq, author: stamp.author.name, covered: chain.chain.seq + chain.chain.covered }) : t('inspector.sealBroken', { entry: chain.chain.seq, author: stamp.author.name })}
          <div className={styles['hash']}>{t('inspector.leaf', { hash: shortHash(stamp.place.leafSha256) })}</div>
        </div>
      </div>
    </section>
  );
}

type ChainState = { readonly state: 'loading' } | { readonly state: 'failed' } | { readonly state: 'ready'; readonly chain: EntryChain };

/** Asks the engine to check the chain of one entry, anew for each entry. */
export function useChain(log: LogId, entryId: EntryId | null): ChainState {
  const engine = useEngine();
  const [found, setFound] = useState<{ readonly of: EntryId; readonly state: ChainState } | null>(null);
  useEffect(() => {
    if (entryId === null) return undefined;
    let isStale = false;
    void engine.call('integrity.chain', { log, entryId }).then((answer) => {
      if (!isStale) setFound({ of: entryId, state: answer.ok ? { state: 'ready', chain: answer.value } : { state: 'failed' } });
    });
    return () => {
      isStale = true;
    };
  }, [engine, log, entryId]);
  return found !== null && found.of === entryId ? found.state : { state: 'loading' };
}

/** `9f2c…b1e0`: enough to compare by eye beside the whole. */
export function shortHash(hex: string): string {
  return hex.length <= 12 ? hex : `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-8, -4)} ${hex.slice(-4)}`;
}
