// A new incident: what it is, how bad, who may read it. Keys: Enter creates, Escape closes and keeps the draft. Pattern: modal form.
import { useCallback, useState } from 'react';
import { incidentTypes, severities, tlpLabels, type BodyOf, type Occurred } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TagList } from '../../kit/TagList.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useNow } from '../../kit/useNow.ts';
import { ZoneField } from '../../kit/ZoneField.tsx';
import { knownZone } from '../../i18n/format.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useQuery } from '../../port/useQuery.ts';
import { openIncident, showOverlay } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import { sessionStore } from '../../session/store.ts';
import { useBringIn } from '../readiness/useBringIn.ts';
import { CommitmentChoice } from './CommitmentChoice.tsx';
import { emptyIncident, nextIncidentRef, parseIncidentDraft, type IncidentDraft } from './incidentDraft.ts';
import styles from './Incidents.module.css';

export function NewIncidentDialog() {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const [initial] = useState(() => emptyIncident(sessionStore.getState().preferences.zone));
  const draft = useDraft<IncidentDraft>('incident.new', null, initial, parseIncidentDraft);
  const { value, set } = draft;
  const [typeText, setTypeText] = useState('');
  const [detected, setDetected] = useState<Occurred | null>(null);
  const { run, busy, error } = useCall((input: { readonly body: BodyOf<'incident'>; readonly occurred: Occurred | null }) => engine.call('incident.create', input));
  const [isPrepared, setPrepared] = useState(true);
  const bringIn = useBringIn();
  const incidents = useQuery('incidents', {});
  const now = useNow(60_000);
  const freeRef = nextIncidentRef(incidents.state === 'ready' ? incidents.result.map((card) => card.ref) : [], now);
  const close = useCallback(() => showOverlay(null), []);
  const part = (change: Partial<IncidentDraft>): void => set({ ...value, ...change });
  const submit = async (): Promise<void> => {
    const answer = await run({ occurred: detected, body: bodyOf(value, freeRef) });
    if (answer?.ok !== true) return;
    draft.discard();
    for (const pack of value.packs) {
      const taken = await engine.call('pack.take', { log: answer.value.log, source: { from: 'console', pack }, reason: t('incidents.new.packReason') });
      if (!taken.ok || taken.value.outcome !== 'taken') showToast({ tone: 'warn', title: t('incidents.new.packFailed'), text: t('incidents.new.packFailedText') });
    }
    if (isPrepared) await bringIn(answer.value.log, true);
    openIncident(answer.value.log);
  };
  const canSubmit = value.title.trim() !== '' && knownZone(value.zone) === value.zone && (value.detected.trim() === '' || detected !== null);
  return (
    <FormDialog
      title={t('incidents.new.title')} isOpen onClose={close} size="wide" submitLabel={t('incidents.new.submit')} onSubmit={() => void submit()} isBusy={busy} canSubmit={canSubmit}
      error={error === null ? null : failure(error.kind)} aside={draft.isRestored ? t('incidents.new.restored') : undefined}
    >
      <div className={styles['titleRow']}>
        <TextField label={t('incidents.field.title')} placeholder={t('incidents.field.title.placeholder')} value={value.title} onChange={(title) => part({ title })} isRequired autoFocus maxLength={500} />
        <TextField label={t('incidents.field.ref')} placeholder={freeRef} value={value.ref} onChange={(ref) => part({ ref })} isMono maxLength={40} />
      </div>
      <div className={styles['pair']}>
        <Select label={t('incidents.field.severity')} value={value.severity} onChange={(severity) => part({ severity })} isRequired choices={severities.map((severity) => ({ value: severity, label: word('severity', severity) }))} />
        <Select label={t('incidents.field.tlp')} value={value.tlp} onChange={(tlp) => part({ tlp })} isRequired choices={tlpLabels.map((tlp) => ({ value: tlp, label: word('tlp', tlp) }))} />
      </div>
      <div className={styles['types']}>
        <ComboBox
          label={t('incidents.field.types')} placeholder={t('incidents.field.types.placeholder')} text={typeText} onTextChange={setTypeText} isStrict
          choices={incidentTypes.filter((type) => !value.types.includes(type)).map((type) => ({ value: type, label: word('incidentType', type) }))}
          onChoose={(type) => {
            const chosen = incidentTypes.find((candidate) => candidate === type);
            if (chosen === undefined) return;
            part({ types: [...value.types, chosen] });
            window.setTimeout(() => setTypeText(''), 0);
          }}
        />
        <TagList label={t('incidents.field.types')} tags={value.types} onRemove={(type) => part({ types: value.types.filter((candidate) => candidate !== type) })} labelOf={(type) => word('incidentType', type)} />
      </div>
      <div className={styles['pair']}>
        <TimeField label={t('incidents.field.detected')} help={t('incidents.field.detected.help')} written={value.detected} zone={value.zone} onChange={(text, occurred) => { if (text !== value.detected) part({ detected: text }); setDetected(occurred); }} />
        <ZoneField label={t('incidents.field.zone')} value={value.zone} onChange={(zone) => part({ zone })} isRequired />
      </div>
      <CommitmentChoice value={value} onChange={part} />
      <TextArea label={t('incidents.field.summary')} value={value.summary} onChange={(summary) => part({ summary })} rows={3} />
      <Checkbox isSelected={value.exercise} onChange={(exercise) => part({ exercise })} help={t('incidents.field.exercise.help')}>{t('incidents.field.exercise')}</Checkbox>
      <Checkbox isSelected={isPrepared} onChange={setPrepared} help={t('readiness.bringInHelp')}>{t('readiness.bringInAtStart')}</Checkbox>
    </FormDialog>
  );
}

function bodyOf(draft: IncidentDraft, freeRef: string): BodyOf<'incident'> {
  return {
    ref: draft.ref.trim() === '' ? freeRef : draft.ref.trim(), title: draft.title.trim(), severity: draft.severity, types: [...draft.types], verdict: 'suspected', major: false, tlp: draft.tlp, exercise: draft.exercise, zone: draft.zone,
    ...(draft.profiles.length === 0 ? {} : { clockProfiles: draft.profiles }),
    ...(draft.summary.trim() === '' ? {} : { summary: draft.summary.trim() }),
  };
}
