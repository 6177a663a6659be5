// One version of the plan to read, and what it changes in the version before. Not interactive.
import type { ReactNode } from 'react';
import { comparePlans, planLines, type Entity, type PlanField } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Panel } from '../../kit/Panel.tsx';
import styles from '../roles/command.module.css';

const shown: readonly PlanField[] = ['situation', 'objectives', 'strategy', 'workstreams', 'constraints', 'triggers', 'resources', 'communicationsPlan', 'recoveryCriteria'];

export function PlanView({ plan, before }: { readonly plan: Entity<'plan'>; readonly before: Entity<'plan'> | null }): ReactNode {
  const t = useText();
  const word = useWord();
  const changes = before === null ? [] : comparePlans(before.body, plan.body);
  const say = (field: PlanField, line: string): string => (field === 'strategy' ? word('planStrategy', line) : line);
  return (
    <div className={styles['scroll']}>
      {before === null ? null : (
        <Panel title={t('plan.changed', { version: before.body.version })}>
          {changes.length === 0 ? <p className={styles['quiet']}>{t('plan.unchanged')}</p> : (
            <ul className={styles['list']}>
              {changes.flatMap(({ field, added, removed }) => [
                ...added.map((line) => <li key={`+ ${field} ${line}`}><span className={styles['quiet']}>{t(`plan.field.${field}`)}</span> <ins>{say(field, line)}</ins></li>),
                ...removed.map((line) => <li key={`- ${field} ${line}`}><span className={styles['quiet']}>{t(`plan.field.${field}`)}</span> <del className={styles['removed']}>{say(field, line)}</del></li>),
              ])}
            </ul>
          )}
        </Panel>
      )}
      {shown.map((field) => {
        const lines = planLines(plan.body, field);
        if (lines.length === 0) return null;
        return (
          <Panel key={field} title={t(`plan.field.${field}`)}>
            {lines.length === 1 ? <p className={styles['text']}>{say(field, lines[0] ?? '')}</p> : <ul className={styles['list']}>{lines.map((line) => <li key={line}>{line}</li>)}</ul>}
          </Panel>
        );
      })}
    </div>
  );
}
