// What is not in order: one sentence each, and what to do about it.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { WitnessView } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { useEngine } from '../../port/ports.tsx';
import type { Finding } from './findings.ts';
import { useOutlets } from './useOutlets.ts';
import styles from './integrity.module.css';

interface FindingsProps { readonly log: LogId; readonly findings: readonly Finding[]; readonly entryFindings: number; readonly view: WitnessView; readonly onRepair: () => void }

export function FindingsPanel({ log, findings, entryFindings, view, onRepair }: FindingsProps): ReactNode {
  const t = useText();
  return (
    <Panel title={t('integrity.order')} aside={<Button variant="quiet" onPress={onRepair}>{t('integrity.repair')}</Button>}>
      <ul className={styles['findings']} aria-label={t('integrity.order')}>
        {findings.length === 0 ? <Row tone="ok" text={t('integrity.orderAll')} /> : findings.map((finding, index) => <FindingRow key={`${finding.kind} ${String(index)}`} log={log} finding={finding} view={view} onRepair={onRepair} />)}
        <Row tone={entryFindings === 0 ? 'ok' : 'warn'} text={t('integrity.findings', { count: entryFindings })} />
      </ul>
    </Panel>
  );
}

function FindingRow({ log, finding, view, onRepair }: { readonly log: LogId; readonly finding: Finding; readonly view: WitnessView; readonly onRepair: () => void }): ReactNode {
  const t = useText();
  const { span, bytes } = useUnits();
  const saveProof = useSaveForkProof(log);
  const nameOf = (feed: string): string => view.feeds.find((candidate) => candidate.feed === feed)?.author ?? feed.slice(0, 12);
  switch (finding.kind) {
    case 'fork':
      return <Row tone="danger" text={t('integrity.fork', { name: finding.fork.author, seq: finding.fork.seq })} what={t('integrity.fork.what')} action={<Button onPress={() => void saveProof(finding.fork.feed, finding.fork.seq)}>{t('integrity.fork.save')}</Button>} />;
    case 'cosignature':
      return <Row tone={finding.standing === 'short' ? 'warn' : 'danger'} text={t(`integrity.cosignature.${finding.standing}`, { name: finding.by })} what={t(`integrity.cosignature.${finding.standing}.what`)} at={finding.at} />;
    case 'gap':
      return <Row tone="danger" text={t('integrity.gap', { count: finding.toSeq - finding.fromSeq + 1, name: nameOf(finding.feed), from: finding.fromSeq, to: finding.toSeq })} what={t('integrity.gap.what')} action={<Button onPress={onRepair}>{t('integrity.repair')}</Button>} />;
    case 'damage':
      return finding.isMended
        ? <Row tone="ok" text={t('integrity.damageMended', { size: bytes(finding.bytes) })} />
        : <Row tone="danger" text={t('integrity.damage', { count: finding.ranges, size: bytes(finding.bytes) })} what={t('integrity.damage.what')} action={<Button onPress={onRepair}>{t('integrity.repair')}</Button>} />;
    case 'torn-tail':
      return <Row tone="warn" text={t('integrity.tornTail', { detail: finding.detail })} what={t('integrity.tornTail.what')} at={finding.at} />;
    case 'new-feed':
      return <Row tone="warn" text={t('integrity.newFeed')} what={t('integrity.newFeed.what')} at={finding.at} />;
    case 'clock':
      return (
        <Row
          tone="warn" text={t(`integrity.clock.${finding.flag}`, { count: finding.count, span: span(finding.worstMs ?? 0) })}
          what={`${t('integrity.clock.entries', { count: finding.count, entries: finding.entries.join(', ') })} ${t('integrity.clock.what')}`}
        />
      );
  }
}

const markByTone = { ok: '✓', warn: '!', danger: '✕' } as const;

function Row({ tone, text, what, action, at }: { readonly tone: 'ok' | 'warn' | 'danger'; readonly text: string; readonly what?: string; readonly action?: ReactNode; readonly at?: number }): ReactNode {
  return (
    <li className={styles['finding']}>
      <span className={styles['mark']} data-tone={tone} aria-hidden="true">{markByTone[tone]}</span>
      <span>
        <span>{text}{at === undefined ? null : <>{' '}<Instant at={at} /></>}</span>
        {what === undefined ? null : <span className={styles['small']}>{what}</span>}
      </span>
      {action === undefined ? null : <span className={styles['action']}>{action}</span>}
    </li>
  );
}

function useSaveForkProof(log: LogId): (feed: string, seq: number) => Promise<void> {
  const engine = useEngine();
  const outlets = useOutlets();
  return async (feed, seq) => {
    const proof = await engine.call('fork.proof', { log, feed, seq });
    if (proof.ok) await outlets.save(proof.value);
    else outlets.say(proof.error.kind);
  };
}
