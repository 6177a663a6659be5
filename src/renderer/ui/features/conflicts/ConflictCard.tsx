// One conflict: what contradicts, side by side with author, device and time, and what settles or settled it. Keys: Tab to its buttons.
import type { ReactNode } from 'react';
import type { ConflictSide, MergeConflict } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { screenOfKind } from '../../inspector/screenOfKind.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { DateTime, Instant } from '../../kit/DateTime.tsx';
import { reveal } from '../../session/actions.ts';
import { isAttested, isDecided } from './settling.ts';
import { useConflictTitle } from './useConflictTitle.ts';
import { useSideText } from './useSideText.ts';
import styles from './conflicts.module.css';

const tones = { conflict: 'warn', notice: 'neutral', finding: 'danger' } as const;

export interface ConflictCardProps {
  readonly conflict: MergeConflict;
  readonly isPresent: boolean;
  /** Null for what is settled. */
  readonly onAsk: ((by: 'decision' | 'attest') => void) | null;
}

export function ConflictCard({ conflict, isPresent, onAsk }: ConflictCardProps): ReactNode {
  const t = useText();
  const title = useConflictTitle(conflict);
  const { kind, level, subject, sides, more, urgent, settled, waitingFor } = conflict;
  return (
    <article className={styles['card']} aria-label={title} data-tone={settled !== null ? 'ok' : urgent || level === 'finding' ? 'danger' : level === 'conflict' ? 'warn' : 'plain'} data-present={isPresent ? '' : undefined}>
      <header className={styles['head']}>
        <Badge tone={settled === null ? (urgent ? 'danger' : tones[level]) : 'ok'}>{settled === null ? t(urgent ? 'conflicts.urgent' : `conflicts.level.${level}`) : t('conflicts.isSettled')}</Badge>
        <h3 className={styles['title']}>{title}</h3>
        <span className={styles['subject']}><LinkButton onPress={() => reveal(screenOfKind(subject.kind), subject.id)}>{[subject.ref, subject.title].filter(Boolean).join(' ')}</LinkButton></span>
      </header>
      {settled === null ? <p className={styles['rule']}>{t(`conflicts.shown.${kind}`)}</p> : null}
      <Sides conflict={conflict} sides={sides} />
      {more === 0 ? null : <p className={styles['rule']}>{t('conflicts.more', { count: more })}</p>}
      {waitingFor.length === 0 ? null : <p className={styles['rule']}>{t('conflicts.waitingFor', { people: waitingFor.join(', ') })}</p>}
      {settled === null ? null : <Settled settled={settled} />}
      {onAsk === null ? null : (
        <div className={styles['buttons']}>
          {isAttested(conflict) ? <Button variant={kind === 'received-twice' ? 'primary' : 'quiet'} {...(isPresent ? { keys: 'a' } : {})} onPress={() => onAsk('attest')}>{t('conflicts.attest')}</Button> : null}
          {isDecided(conflict) ? <Button variant={level === 'conflict' ? 'primary' : 'quiet'} {...(isPresent ? { keys: 'd' } : {})} onPress={() => onAsk('decision')}>{t('conflicts.settle')}</Button> : null}
        </div>
      )}
    </article>
  );
}

function Sides({ conflict, sides }: { readonly conflict: MergeConflict; readonly sides: readonly ConflictSide[] }): ReactNode {
  const t = useText();
  const word = useWord();
  const textOf = useSideText(conflict);
  return (
    <ul className={styles['sides']}>
      {sides.map((side) => (
        <li key={side.stamp.entryId} className={styles['side']} data-counts={side.counts && conflict.settled === null ? '' : undefined}>
          <div className={styles['value']} data-selectable="">{textOf(side)}</div>
          {side.reason === null ? null : <div className={styles['small']} data-selectable="">{t('inspector.because', { reason: side.reason })}</div>}
          <div className={styles['small']}>{side.stamp.author.name}{' · '}<span className="mono">{t('conflicts.device', { prefix: side.stamp.author.prefix })}</span></div>
          <div className={styles['small']}>{t('conflicts.occurred')}{' '}<DateTime occurred={side.stamp.occurred} />{' · '}{t('conflicts.recorded')}{' '}<Instant at={side.stamp.recorded.at} /></div>
          <div className={styles['foot']}>
            <LinkButton onPress={() => reveal('journal', side.entity)}>{t('conflicts.entry', { number: side.stamp.number, kind: word('entryKind', side.stamp.kind) })}</LinkButton>
            {side.counts && conflict.settled === null ? <Badge tone="accent">{t('inspector.conflict.counts')}</Badge> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Settled({ settled: { by, decision } }: { readonly settled: NonNullable<MergeConflict['settled']> }): ReactNode {
  const t = useText();
  if (decision === null) return <p className={styles['rule']}>{t('conflicts.settledBy', { who: by.author.name, number: by.number })}{' '}<Instant at={by.recorded.at} /></p>;
  const { id, ref, number, choice, reason, decidedBy } = decision;
  return (
    <p className={styles['rule']}>
      <LinkButton onPress={() => reveal('decisions', id)}>{t('conflicts.decision', { ref: ref ?? '', number })}</LinkButton>{' '}
      {t('conflicts.decidedBy', { who: decidedBy, choice })}{reason === null || reason === '' ? '' : ` ${t('inspector.because', { reason })}`}
    </p>
  );
}
