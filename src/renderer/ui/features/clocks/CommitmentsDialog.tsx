// Which commitments apply to the incident. Recorded as an amendment of the incident. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { clockProfiles, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import styles from './clocks.module.css';

export function CommitmentsDialog({ log, incident, onClose }: { readonly log: LogId; readonly incident: Entity<'incident'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const before = incident.body.clockProfiles ?? [];
  const [chosen, setChosen] = useState<readonly string[]>(before);
  const [reason, setReason] = useState('');
  const value = clockProfiles.filter((profile) => chosen.includes(profile));
  const hasChanged = value.length !== before.length || value.some((profile) => !before.includes(profile));
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'amend', occurred: null,
      body: { target: incident.id, field: 'clockProfiles', ...(incident.body.clockProfiles === undefined ? {} : { from: JSON.stringify(before) }), value: JSON.stringify(value), reason: reason.trim() },
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('clocks.chooseTitle')} isOpen onClose={onClose} submitLabel={t('clocks.chooseSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={hasChanged && reason.trim() !== ''}
    >
      <p>{t('clocks.chooseText')}</p>
      <div className={styles['profiles']}>
        {clockProfiles.map((profile) => (
          <Checkbox key={profile} isSelected={chosen.includes(profile)} help={t(`clocks.profile.${profile}.help`)} onChange={(isChosen) => setChosen((present) => (isChosen ? [...present, profile] : present.filter((other) => other !== profile)))}>
            {t(`clocks.profile.${profile}`)}
          </Checkbox>
        ))}
      </div>
      <TextField label={t('clocks.chooseReason')} value={reason} onChange={setReason} isRequired maxLength={500} />
    </FormDialog>
  );
}
