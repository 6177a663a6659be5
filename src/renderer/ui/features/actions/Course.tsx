// The course of an action in one row: requested, approved, started, done, verified, rolled back. Keys: Tab to a step, Enter sets its time. Pattern: list of buttons.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { courseOf, isEntityOf, twoApprovalOf, type CourseStep, type Entity } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './actions.module.css';
import { StepTimeDialog } from './StepTimeDialog.tsx';
import { useAuthorityGround } from './useAuthorityGround.ts';

const noFilter = {};

export function Course({ log, action }: { readonly log: LogId; readonly action: Entity<'action'> }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const query = useQuery('entities', { log, kind: 'approval', filter: noFilter });
  const [open, setOpen] = useState<CourseStep | null>(null);
  const approvals = query.state === 'ready' ? query.result.filter((entity) => isEntityOf(entity, 'approval')) : [];
  const ground = useAuthorityGround(log);
  const two = ground === null ? null : twoApprovalOf(action, approvals, ground.base);
  const steps = courseOf(action, approvals, two);
  const early = steps.filter((step) => step.isBefore !== null);
  return (
    <section>
      <SectionHeading>{t('actions.course')}</SectionHeading>
      <div className={styles['course']}>
        {steps.map((step) => (
          <button
            key={step.step} type="button" className={styles['step']} data-reached={step.occurred === null ? undefined : ''} data-early={step.isBefore === null ? undefined : ''} onClick={() => setOpen(step)}
          >
            <span className={styles['stepName']}>{t(`actions.step.${step.step}`)}</span>
            <span className={styles['stepTime']}>{step.occurred === null ? t('actions.noTime') : time.occurred(step.occurred)}</span>
            <span className="visually-hidden">{t('actions.stepTime')}</span>
          </button>
        ))}
      </div>
      {early.map((step) => <p key={step.step} role="note" className={styles['fault']}>{t('actions.early', { step: t(`actions.step.${step.step}`), before: t(`actions.step.${step.isBefore ?? step.step}`) })}</p>)}
      {two === null ? null : (
        <p role="note" className={two.isApproved && !two.startedEarly ? styles['list'] : styles['fault']}>
          {t(`actions.two.${two.because}`, { reference: two.reference ?? '' })}{' '}{two.isApproved ? t('actions.two.approved', { names: two.given.map(({ by }) => by).join(', ') }) : t('actions.two.lacks', { count: two.given.length })}
          {two.startedEarly ? <>{' '}<strong>{t('actions.two.startedEarly')}</strong></> : null}
        </p>
      )}
      {open === null ? null : <StepTimeDialog log={log} action={action} step={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
