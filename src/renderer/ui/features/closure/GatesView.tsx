// The gates of the incident: each condition, met or not, and what stands in the way. Keys: Tab to a gate, Enter says that it is passed.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Condition, Gate } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Icon } from '../../kit/Icon.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './closure.module.css';

/** So many things in the way are named; the rest is counted. */
const NAMED = 8;

export function GatesView({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('closure', { log });
  const [passing, setPassing] = useState<Gate | null>(null);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton />;
  return (
    <div className={styles['page']}>
      <p className={styles['lead']}>{t('closure.lead')}</p>
      {query.result.gates.map((gate) => (
        <section key={gate.gate} className={styles['gate']} aria-label={t(`closure.gate.${gate.gate}`)}>
          <div className={styles['head']}>
            <h2 className={styles['name']}>{t(`closure.gate.${gate.gate}`)}</h2>
            <GateBadge gate={gate} />
            {gate.passedAt === null ? null : <Instant at={gate.passedAt} detail="minute" />}
            <span className={styles['space']} />
            {gate.passedAt === null ? <Button onPress={() => setPassing(gate)}>{t('closure.pass')}</Button> : null}
          </div>
          <ul className={styles['conditions']}>{gate.conditions.map((condition) => <ConditionLine key={condition.condition} condition={condition} />)}</ul>
        </section>
      ))}
      {passing === null ? null : (
        <ReasonDialog
          log={log} title={t('closure.passTitle', { gate: t(`closure.gate.${passing.gate}`) })} explanation={t(passing.met ? 'closure.passMet' : 'closure.passOpen')} label={t('inspector.field.basis')} submitLabel={t('closure.pass')} isReasonRequired isDangerous={!passing.met}
          toDraft={(basis) => ({ kind: 'milestone', body: { milestone: passing.gate, basis }, occurred: null })} onClose={() => setPassing(null)}
        />
      )}
    </div>
  );
}

function GateBadge({ gate }: { readonly gate: Gate }): ReactNode {
  const t = useText();
  if (gate.passedAt !== null) return <Badge tone={gate.met ? 'ok' : 'warn'}>{t(gate.met ? 'closure.passed' : 'closure.passedOpen')}</Badge>;
  return <Badge tone={gate.met ? 'accent' : 'neutral'}>{t(gate.met ? 'closure.ready' : 'closure.notReady')}</Badge>;
}

function ConditionLine({ condition }: { readonly condition: Condition }): ReactNode {
  const t = useText();
  const named = condition.open.slice(0, NAMED).join(', ');
  return (
    <li className={styles['condition']} data-met={condition.met ? '' : undefined}>
      <span className={styles['mark']} aria-hidden="true">{condition.met ? <Icon name="check" /> : '○'}</span>
      <span>{t(`closure.condition.${condition.condition}`)}<span className="visually-hidden">{` ${t(condition.met ? 'closure.met' : 'closure.unmet')}`}</span></span>
      {condition.open.length === 0 ? null : <span className={styles['open']}>{condition.open.length > NAMED ? t('closure.openMore', { named, more: condition.open.length - NAMED }) : named}</span>}
    </li>
  );
}
