// A calendar of one's own: local holidays. A further version is a further entry. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { knownZone } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { ZoneField } from '../../kit/ZoneField.tsx';
import { useSession } from '../../session/store.ts';
import styles from './regulation.module.css';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function CalendarDialog({ log, from, onClose }: { readonly log: LogId; readonly from: Entity<'calendar'> | null; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const ownZone = useSession((state) => state.preferences.zone);
  const [id, setId] = useState(from?.body.calendar ?? 'local');
  const [title, setTitle] = useState(from?.body.title ?? '');
  const [zone, setZone] = useState(from?.body.zone ?? ownZone);
  const [weekend, setWeekend] = useState<readonly number[]>(from?.body.weekend ?? [6, 7]);
  const [holidays, setHolidays] = useState((from?.body.holidays ?? []).join('\n'));
  const [validThrough, setValidThrough] = useState(from?.body.validThrough ?? '');
  const days = holidays.split(/[\s,;]+/).filter((day) => day !== '');
  const wrong = days.filter((day) => !isDay(day));
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({ kind: 'calendar', occurred: null, body: { calendar: id.trim(), title: title.trim(), zone, weekend: weekdays.filter((day) => weekend.includes(day)), holidays: days.toSorted(), validThrough } });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('regulation.calendarAdd')} isOpen size="wide" onClose={onClose} submitLabel={t('regulation.calendarSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={id.trim() !== '' && title.trim() !== '' && knownZone(zone) === zone && wrong.length === 0 && isDay(validThrough)}
    >
      <p className={styles['quiet']}>{t('regulation.calendar.text')}</p>
      <div className={styles['pair']}>
        <TextField label={t('regulation.calendar.title')} value={title} onChange={setTitle} isRequired autoFocus maxLength={500} />
        <TextField label={t('regulation.calendar.id')} help={t('regulation.calendar.idHelp')} value={id} onChange={setId} isMono isRequired maxLength={100} />
      </div>
      <div className={styles['pair']}>
        <ZoneField label={t('inspector.field.zone')} value={zone} onChange={setZone} isRequired />
        <TextField label={t('regulation.calendar.validThrough')} placeholder="2027-12-31" value={validThrough} onChange={setValidThrough} isMono isRequired maxLength={10} error={validThrough === '' || isDay(validThrough) ? null : t('regulation.calendar.badDay', { day: validThrough })} />
      </div>
      <div className={styles['buttons']} role="group" aria-label={t('regulation.calendar.weekend')}>
        <span className={styles['quiet']}>{t('regulation.calendar.weekend')}</span>
        {weekdays.map((day) => <Checkbox key={day} isSelected={weekend.includes(day)} onChange={(isOff) => setWeekend((present) => (isOff ? [...present, day] : present.filter((other) => other !== day)))}>{word('weekday', String(day))}</Checkbox>)}
      </div>
      <TextArea label={t('regulation.calendar.holidays')} help={t('regulation.calendar.holidaysHelp')} value={holidays} onChange={setHolidays} isMono rows={4} error={wrong.length === 0 ? null : t('regulation.calendar.badDay', { day: wrong[0] ?? '' })} />
    </FormDialog>
  );
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
