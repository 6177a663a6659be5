// One playbook: what it is for, its steps, its earlier versions; from here a run is started or the playbook saved. Keys: Escape closes, Enter starts.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { replacedTechniques, type PlaybookChoice } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import styles from './playbooks.module.css';
import { usePlaybookExport } from './usePlaybookExport.ts';

export interface PlaybookDialogProps { readonly log: LogId; readonly choice: PlaybookChoice; readonly onStarted: (run: string) => void; readonly onClose: () => void }

export function PlaybookDialog({ log, choice, onStarted, onClose }: PlaybookDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const save = usePlaybookExport(log);
  const [isSaving, setSaving] = useState(false);
  const { playbook, versions } = choice;
  const start = async (): Promise<void> => {
    const sealed = await recorder.record({ kind: 'playbook-run', occurred: null, body: playbook });
    if (sealed !== null) onStarted(sealed.entryId);
  };
  const saveFile = async (): Promise<void> => {
    setSaving(true);
    await save(playbook.playbook);
    setSaving(false);
  };
  const technique = (id: string): string => (replacedTechniques[id] === undefined ? id : t('playbooks.replaced', { id, next: replacedTechniques[id] }));
  return (
    <Dialog title={playbook.title} isOpen size="wide" onClose={onClose} isBusy={recorder.isBusy}>
      <DialogBody>
        <Facts facts={[
          { label: t('playbooks.useWhen'), value: playbook.useWhen ?? null },
          { label: t('playbooks.version'), value: playbook.version, isMono: true },
          { label: t('playbooks.types'), value: playbook.types.map((type) => word('incidentType', type)).join(', ') },
          { label: t('playbooks.minimumSeverity'), value: playbook.minimumSeverity === undefined ? null : word('severity', playbook.minimumSeverity) },
          { label: t('playbooks.attack', { version: playbook.attack?.version ?? '' }), value: playbook.attack?.ids.map(technique).join(' ') ?? null, isMono: true },
          { label: t('playbooks.d3fend', { version: playbook.d3fend?.version ?? '' }), value: playbook.d3fend?.ids.join(' ') ?? null, isMono: true },
          { label: t('playbooks.versions'), value: versions.map(({ version, reason, fromLesson }) => `${version}: ${reason}${fromLesson === null ? '' : ` (${fromLesson.incident} ${fromLesson.lesson})`}`).join(' · ') },
        ]} />
        <ol className={styles['steps']}>
          {playbook.steps.map((step) => <li key={step.id}><span className={styles['quiet']}>{[word('playbookPhase', step.phase), word('playbookStepKind', step.kind)].join(' · ')}</span><br />{step.text}</li>)}
        </ol>
        {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
      </DialogBody>
      <DialogFoot>
        <Button isBusy={isSaving} onPress={() => void saveFile()}>{t('playbooks.export')}</Button>
        <Button variant="primary" autoFocus isBusy={recorder.isBusy} onPress={() => void start()}>{t('playbooks.start')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
