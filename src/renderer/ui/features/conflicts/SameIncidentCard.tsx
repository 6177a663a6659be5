// Two logs that may hold one incident, side by side, with why it looks so and what was decided. Keys: Tab to its buttons.
import type { ReactNode } from 'react';
import type { MarkedIncident } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { openIncident } from '../../session/actions.ts';
import { isUnanswered, type PairSeen } from './useSameIncidents.ts';
import { useSignText } from './useSignText.ts';
import styles from './conflicts.module.css';

export function SameIncidentCard({ seen, isFirst = false, onAnswer }: { readonly seen: PairSeen; readonly isFirst?: boolean; readonly onAnswer: (() => void) | null }): ReactNode {
  const t = useText();
  const signs = useSignText();
  const { pair, own, other } = seen;
  const isOpen = isUnanswered(pair);
  const title = t('conflicts.same.title', { ref: other.ref, title: other.title });
  return (
    <article className={styles['card']} aria-label={title} data-tone={isOpen ? 'plain' : 'ok'}>
      <header className={styles['head']}>
        <Badge tone={isOpen ? 'neutral' : 'ok'}>{t(isOpen ? 'conflicts.level.notice' : 'conflicts.isSettled')}</Badge>
        <h3 className={styles['title']}>{isOpen ? title : t(`conflicts.same.is.${pair.standing === 'same' ? 'same' : 'different'}`, { ref: other.ref, title: other.title })}</h3>
      </header>
      <p className={styles['rule']}>{signs(pair)}{isOpen ? ` ${t(pair.standing === 'contradicted' ? 'conflicts.same.contradicted' : 'conflicts.same.shown')}` : ''}</p>
      <ul className={styles['sides']}>{pair.sides.map((side) => <Side key={side.log} side={side} isOwn={side.log === own.log} />)}</ul>
      {pair.answers.map((answer) => (
        <p key={answer.log + answer.id + String(answer.isSame)} className={styles['rule']}>
          {t('conflicts.same.decision', { log: answer.log === own.log ? own.ref : other.ref, ref: answer.ref ?? '', number: answer.number })}{' '}
          {t('conflicts.decidedBy', { who: answer.decidedBy, choice: answer.choice })}{answer.reason === null || answer.reason === '' ? '' : ` ${t('inspector.because', { reason: answer.reason })}`}
        </p>
      ))}
      {onAnswer === null ? null : <div className={styles['buttons']}><Button {...(isFirst ? { keys: 'm' } : {})} onPress={onAnswer}>{t('conflicts.same.answer')}</Button></div>}
    </article>
  );
}

function Side({ side, isOwn }: { readonly side: MarkedIncident; readonly isOwn: boolean }): ReactNode {
  const t = useText();
  const word = useWord();
  const name = `${side.ref} ${side.title}`;
  return (
    <li className={styles['side']}>
      <div className={styles['value']} data-selectable="">{isOwn ? name : <LinkButton onPress={() => openIncident(side.log)}>{name}</LinkButton>}</div>
      <div className={styles['small']}>{word('incidentState', side.state)}{isOwn ? ` · ${t('conflicts.same.thisOne')}` : ''}</div>
      <div className={styles['small']}>{side.marks.author.name}{' · '}<span className="mono">{t('conflicts.device', { prefix: side.marks.author.prefix })}</span></div>
      <div className={styles['small']}>{t('conflicts.recorded')}{' '}<Instant at={side.createdAt} />{' · '}<span className="mono">{t('conflicts.same.log', { log: side.log.slice(0, 8) })}</span></div>
    </li>
  );
}
