// Everything about one step: what it asks for, what became of it, and the ways to do it. Keys: Escape closes.
import type { ReactNode } from 'react';
import { missingCaptures, type PlaybookOutcome, type PlaybookRunView, type RunStep } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { screenOfKind } from '../../inspector/screenOfKind.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { reveal } from '../../session/actions.ts';
import { CaptureWarning } from './CaptureWarning.tsx';
import styles from './playbooks.module.css';
import { titleByKind, usualWork, workKinds, type WorkKind } from './presets.ts';
import { usePlaybookWords } from './usePlaybookWords.ts';

export interface StepDialogProps {
  readonly view: PlaybookRunView;
  readonly step: RunStep;
  readonly onRecord: (kind: WorkKind) => void;
  readonly onSettle: (outcome: PlaybookOutcome) => void;
  readonly onTakeBack: () => void;
  readonly onClose: () => void;
}

export function StepDialog({ view, step, onRecord, onSettle, onTakeBack, onClose }: StepDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const words = usePlaybookWords();
  const usual = usualWork(step.step);
  return (
    <Dialog title={t('playbooks.stepNumber', { number: step.number })} isOpen size="wide" onClose={onClose}>
      <DialogBody>
        <p className={styles['text']}>{step.step.text}</p>
        <Facts facts={[
          { label: t('playbooks.phase'), value: words.phase(step) },
          { label: t('playbooks.kind'), value: words.kind(step) },
          { label: t('playbooks.marks'), value: words.marks(step) },
          { label: t('playbooks.state'), value: words.state(step) },
        ]} />
        {step.settlements.map(({ id, outcome, remark, stamp, by }) => (
          <div key={id}>
            <LinkButton onPress={() => { onClose(); reveal('journal', id); }}>{t('playbooks.settledBy', { outcome: word('playbookOutcome', outcome), name: stamp.author.name, number: stamp.number })}</LinkButton>
            {remark === null ? null : <p className={styles['text']}>{remark}</p>}
            {by.map((work) => <p key={work.id}><LinkButton onPress={() => { onClose(); reveal(screenOfKind(work.kind), work.id); }}>{work.ref === null ? work.title : `${work.ref} · ${work.title}`}</LinkButton></p>)}
          </div>
        ))}
        {step.outcome === null ? <CaptureWarning missing={missingCaptures(view.steps, step)} /> : null}
        <div className={styles['buttons']}>
          {workKinds.map((kind) => <Button key={kind} variant={kind === usual && step.outcome === null ? 'primary' : 'plain'} onPress={() => onRecord(kind)}>{t(titleByKind[kind])}</Button>)}
        </div>
      </DialogBody>
      <DialogFoot>
        {step.outcome === null ? null : <Button onPress={onTakeBack}>{t('playbooks.takeBack')}</Button>}
        <Button onPress={() => onSettle('not-applicable')}>{t('playbooks.notApplicable')}</Button>
        <Button onPress={() => onSettle('skipped')}>{t('playbooks.skip')}</Button>
        <Button onPress={() => onSettle('done')}>{t('playbooks.done')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
