// Joins alerts to the detection of the incident: says which time is zero and asks why they are one thing. Nothing is joined without it. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, MAX_JOINED, planJoin, titleOf, type Entity } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './alerts.module.css';

const noFilter = {};
const MOST_SHOWN = 12;

export function JoinDialog({ log, alerts, onClose }: { readonly log: LogId; readonly alerts: readonly Entity<'alert'>[]; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const recorder = useRecordAll(log);
  const milestones = useQuery('entities', { log, kind: 'milestone', filter: noFilter });
  const [written, setWritten] = useState<string | null>(null);
  if (milestones.state !== 'ready') return null;
  const proposed = t('alerts.basis', { count: Math.min(alerts.length, MAX_JOINED), title: alerts[0] === undefined ? '' : titleOf(alerts[0]) });
  const basis = written ?? proposed;
  const plan = planJoin({ alerts, milestones: milestones.result.filter((entity) => isEntityOf(entity, 'milestone')), basis: basis.trim() });
  if (plan === null) {
    return (
      <Dialog title={t('alerts.joinTitle')} isOpen onClose={onClose}>
        <DialogBody><p>{t('alerts.nothingToJoin')}</p></DialogBody>
        <DialogFoot><Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button></DialogFoot>
      </Dialog>
    );
  }
  const when = time.occurred(plan.earliest.stamp.occurred);
  const submit = async (): Promise<void> => {
    if (await recorder.record(plan.drafts) !== null) onClose();
  };
  return (
    <FormDialog
      isOpen title={t('alerts.joinTitle')} onClose={onClose} submitLabel={t(plan.detection === null ? 'alerts.joinNew' : 'alerts.joinStanding')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={basis.trim() !== ''}
    >
      <p>{plan.detection === null ? t('alerts.zeroNew', { when, ref: plan.earliest.body.ref }) : t('alerts.zeroStanding', { when: time.occurred(plan.detection.stamp.occurred), number: plan.detection.stamp.number })}</p>
      <ul className={styles['lines']}>
        {alerts.slice(0, MOST_SHOWN).map((alert) => <li key={alert.id}><span className="mono">{alert.body.ref}</span> {[time.occurred(alert.stamp.occurred), titleOf(alert)].join(' · ')}</li>)}
        {alerts.length > MOST_SHOWN ? <li>{t('overview.more', { count: alerts.length - MOST_SHOWN })}</li> : null}
      </ul>
      {plan.detection === null ? <TextArea label={t('inspector.field.basis')} value={basis} onChange={setWritten} isRequired autoFocus rows={3} /> : null}
    </FormDialog>
  );
}
