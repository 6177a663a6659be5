// The dialogs over a run: a step, settling it, recording what does it, taking a settlement back, ending the run. Keys: those of each dialog.
import type { ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { PlaybookOutcome, PlaybookRunView, RunStep } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { showToast } from '../../kit/toasts.ts';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { presetOf, titleByKind, type WorkKind } from './presets.ts';
import { toSettlement } from './settle.ts';
import { SettleDialog } from './SettleDialog.tsx';
import { StepDialog } from './StepDialog.tsx';

export type RunDialog =
  | { readonly type: 'step' | 'take-back'; readonly step: string }
  | { readonly type: 'settle'; readonly step: string; readonly outcome: PlaybookOutcome }
  | { readonly type: 'record'; readonly step: string; readonly kind: WorkKind }
  | { readonly type: 'end' };

export interface RunDialogsProps { readonly log: LogId; readonly view: PlaybookRunView; readonly open: RunDialog; readonly onOpen: (dialog: RunDialog | null) => void }

export function RunDialogs({ log, view, open, onOpen }: RunDialogsProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const onClose = (): void => onOpen(null);
  if (open.type === 'end') {
    return (
      <ReasonDialog
        log={log} title={t('playbooks.end')} explanation={t('playbooks.endText')} label={t('playbooks.reason')} submitLabel={t('playbooks.end')} isReasonRequired isDangerous onClose={onClose}
        toDraft={(reason) => ({ kind: 'retract', occurred: null, body: { target: view.run.id, reason } })}
      />
    );
  }
  const step: RunStep | undefined = view.steps.find((candidate) => candidate.step.id === open.step);
  if (step === undefined) return null;
  const id = step.step.id;
  switch (open.type) {
    case 'step':
      return <StepDialog view={view} step={step} onRecord={(kind) => onOpen({ type: 'record', step: id, kind })} onSettle={(outcome) => onOpen({ type: 'settle', step: id, outcome })} onTakeBack={() => onOpen({ type: 'take-back', step: id })} onClose={onClose} />;
    case 'settle': return <SettleDialog log={log} view={view} step={step} outcome={open.outcome} onClose={onClose} />;
    case 'record': {
      // The dialog is gone by then: what fails is said in passing, and the step stays open.
      const settle = async (work: EntryId): Promise<void> => {
        if ((await recorder.record(toSettlement(view, step, { outcome: 'done', remark: '', work }))) === null) showToast({ tone: 'danger', title: t('playbooks.notSettled', { number: step.number }) });
      };
      if (open.kind === 'action') return <ActionDialog log={log} title={titleByKind.action} preset={presetOf(open.kind, step.step)} onClose={onClose} onSealed={(work) => void settle(work)} />;
      return <EntityDialog log={log} kind={open.kind} title={titleByKind[open.kind]} preset={presetOf(open.kind, step.step)} onClose={onClose} onSealed={(work) => void settle(work)} />;
    }
    case 'take-back': {
      const [first] = step.settlements;
      return first === undefined ? null : (
        <ReasonDialog
          log={log} title={t('playbooks.takeBack')} explanation={t('playbooks.takeBackText', { number: step.number })} label={t('playbooks.reason')} submitLabel={t('playbooks.takeBack')} isReasonRequired onClose={onClose}
          toDraft={(reason) => ({ kind: 'retract', occurred: null, body: { target: first.id, reason } })}
        />
      );
    }
  }
}
