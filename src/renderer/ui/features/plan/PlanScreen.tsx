// The situational response plan: versions, what changed, approval. Keys: N composes the next version, A approves, Ctrl P prints.
import { useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { isEntityOf, planVersions, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from '../roles/command.module.css';
import { ApproveDialog } from './ApproveDialog.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import { PlanView } from './PlanView.tsx';

const noFilter = {};

export function PlanScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('entities', { log, kind: 'plan', filter: noFilter });
  const documents = useDocuments(log);
  const [wanted, setWanted] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'compose' | 'approve' | null>(null);
  const versions = planVersions((query.state === 'ready' ? query.result : []).filter((entity) => isEntityOf(entity, 'plan')));
  const plan = versions.find(({ id }) => id === wanted) ?? versions[0];
  const before = plan === undefined ? undefined : versions[versions.indexOf(plan) + 1];
  const print = (): void => { if (plan !== undefined) void documents.print('plan', [plan.id]); };
  const isProposed = (): boolean => plan !== undefined && plan.body.approved === undefined;
  useScreenCommands([
    { id: 'plan.compose', label: 'plan.compose', group: 'record', keys: ['n'], undo: 'entry', run: () => setDialog('compose') },
    { id: 'plan.approve', label: 'plan.approve', group: 'record', keys: ['a'], undo: 'entry', when: isProposed, run: () => setDialog('approve') },
    { id: 'plan.print', label: 'plan.print', group: 'screen', keys: ['$mod+p'], undo: 'none', when: () => plan !== undefined, run: print },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton lines={8} />;
  const compose = <Button variant="primary" keys="n" onPress={() => setDialog('compose')}>{t('plan.compose')}</Button>;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        {plan === undefined ? null : <Select label={t('plan.version')} isLabelHidden value={plan.id as string} onChange={setWanted} choices={versions.map(({ id, body }) => ({ value: id as string, label: t(body.approved === undefined ? 'plan.proposedVersion' : 'plan.approvedVersion', { version: body.version }) }))} />}
        {plan === undefined ? null : <Approval log={log} plan={plan} />}
        <span className={styles['space']} />
        {plan === undefined ? null : <Button keys="$mod+p" onPress={print}>{t('plan.print')}</Button>}
        {isProposed() ? <Button keys="a" onPress={() => setDialog('approve')}>{t('plan.approve')}</Button> : null}
        {compose}
      </div>
      {plan === undefined ? <EmptyState title={t('plan.emptyTitle')} text={t('plan.emptyText')}>{compose}</EmptyState> : <PlanView plan={plan} before={before ?? null} />}
      {dialog === 'compose' ? <PlanDialog log={log} newest={versions[0] ?? null} onClose={() => setDialog(null)} onSealed={(id: EntityId) => { setWanted(id); setDialog(null); }} /> : null}
      {dialog === 'approve' && plan !== undefined ? <ApproveDialog log={log} plan={plan} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

// The first approval is measured against its limit: 4 hours from the declaration, 30 to 60 minutes as a rule.
function Approval({ log, plan }: ScreenProps & { readonly plan: Entity<'plan'> }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const { span } = useUnits();
  const query = useQuery('incident', { log });
  const { approved } = plan.body;
  if (approved === undefined) return <Badge tone="warn">{t('plan.notApproved')}</Badge>;
  const declared = (query.state === 'ready' && query.result !== null ? query.result.milestones : []).flatMap(({ body, stamp }) => (body.milestone === 'declared' && stamp.occurred.at !== null ? [stamp.occurred.at] : []));
  const took = declared.length === 0 || approved.at.at === null ? null : approved.at.at - Math.min(...declared);
  return (
    <>
      <Badge tone="ok">{t('plan.approvedBy', { by: approved.by, time: time.occurred(approved.at) })}</Badge>
      {took === null || took < 0 ? null : <span className={styles['quiet']}>{t('plan.took', { span: span(took) })}</span>}
    </>
  );
}
