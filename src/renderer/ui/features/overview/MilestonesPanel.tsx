// Milestones in the order of time, with the time from each to the next.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Button } from '../../kit/Button.tsx';
import { DateTime } from '../../kit/DateTime.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import styles from './overview.module.css';

export function MilestonesPanel({ log, milestones }: { readonly log: LogId; readonly milestones: readonly Entity<'milestone'>[] }): ReactNode {
  const t = useText();
  const word = useWord();
  const { span } = useUnits();
  const [isCreating, setCreating] = useState(false);
  const standing = milestones.filter((milestone) => milestone.retracted === null).toSorted((left, right) => (left.stamp.occurred.at ?? 0) - (right.stamp.occurred.at ?? 0));
  const elapsed = (index: number): string | null => {
    const at = standing[index]?.stamp.occurred.at ?? null;
    const before = standing[index - 1]?.stamp.occurred.at ?? null;
    return at === null || before === null ? null : `+${span(at - before)}`;
  };
  return (
    <Panel title={t('overview.milestones')} aside={<Button variant="link" onPress={() => setCreating(true)}>{t('milestones.create')}</Button>}>
      {standing.length === 0 ? <p className={styles['quiet']}>{t('overview.noMilestones')}</p> : (
        <ol className={styles['rows']}>
          {standing.map((milestone, index) => (
            <li key={milestone.id} className={`${styles['row'] ?? ''} ${styles['milestone'] ?? ''}`}>
              <span>
                <LinkButton onPress={() => reveal('milestones', milestone.id)}>{word('milestone', milestone.body.milestone)}</LinkButton>
                <br />
                <span className={`mono ${styles['note'] ?? ''}`}><DateTime occurred={milestone.stamp.occurred} /></span>
              </span>
              <span className={styles['elapsed']}>{elapsed(index) ?? ''}</span>
            </li>
          ))}
        </ol>
      )}
      {isCreating ? <EntityDialog log={log} kind="milestone" title="milestones.createTitle" isTimeRequired onClose={() => setCreating(false)} /> : null}
    </Panel>
  );
}
