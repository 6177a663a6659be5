// Records that a message went out: on which channel, how, to whom, and what shows it. A channel that is not trusted holds it back until that is decided. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { callOutcomes, isBlocked, proofKinds, transports, type MessageStanding } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { noCheck, toCheck } from '../channels/check.ts';
import { CheckFields } from '../channels/CheckFields.tsx';
import { HeldBack } from '../channels/HeldBack.tsx';
import { isHeld, useChannels, useCodeSheets, type Override } from '../channels/useChannels.ts';
import styles from './messages.module.css';
import { canSend, sendingStart, toSending, type Sending } from './sending.ts';

export function SendDialog({ log, standing, onClose }: { readonly log: LogId; readonly standing: MessageStanding; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const { rows } = useChannels(log);
  const sheets = useCodeSheets(log);
  const context = useQuery('capture', { log });
  const [value, setValue] = useState<Sending>(() => sendingStart(standing));
  const [check, setCheck] = useState(noCheck);
  const [override, setOverride] = useState<Override | null>(null);
  const [proofText, setProofText] = useState('');
  const put = (part: Partial<Sending>): void => setValue({ ...value, ...part });
  const channel = rows.find((row) => row.channel.id === value.channel) ?? null;
  const held = isHeld(channel, false, override);
  const isSpoken = value.transport === 'spoken';
  const items = context.state === 'ready' ? context.result.refs.filter(({ ref }) => ref.startsWith('EV-')).map(({ id, ref, title }) => ({ value: id as string, label: `${ref} · ${title}` })) : [];
  const said = isSpoken ? toCheck({ ...check, result: value.outcome === 'reached' ? 'passed' : 'failed' }, sheets) : null;
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record(toSending(standing, value, { channel, override: override !== null && channel !== null && isBlocked(channel) ? override.decision : null, check: value.outcome === 'reached' || value.outcome === 'reached-not-authenticated' ? said : null }));
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog isOpen size="wide" title={t('messages.sendTitle', { ref: standing.message.ref ?? '' })} onClose={onClose} submitLabel={t('messages.recordSending')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={!held && canSend(value, said)}>
      {standing.approval === null && standing.message.body.template !== 'escalation' ? <p role="alert">{t('messages.notApproved')}</p> : null}
      {held ? <HeldBack key={value.channel} log={log} channel={channel} name="" onDecided={(decision) => setOverride({ channel: channel?.channel.id ?? null, decision })} /> : null}
      <div className={styles['pair']}>
        <Select
          label={t('messages.channel')} value={value.channel ?? ''} onChange={(chosen) => put({ channel: chosen === '' ? null : (chosen as EntityId) })} autoFocus
          choices={[{ value: '', label: t('messages.noChannel') }, ...rows.map((row) => ({ value: row.channel.id as string, label: row.channel.body.label, note: word('channelState', row.trust) }))]}
        />
        <Select label={t('messages.transport')} value={value.transport} onChange={(transport) => put({ transport, outcome: transport === 'spoken' ? 'reached' : null })} choices={transports.map((transport) => ({ value: transport, label: word('transport', transport) }))} />
        <TextField label={t('inspector.field.counterpart')} value={value.counterpart} onChange={(counterpart) => put({ counterpart })} isRequired maxLength={500} />
        <TimeField label={t('messages.sentAt')} written={value.written} onChange={(written, occurred) => put({ written, occurred })} help={t('inspector.hint.now')} />
      </div>
      {isSpoken ? (
        <>
          <Select label={t('inspector.field.outcome')} value={value.outcome ?? 'reached'} onChange={(outcome) => put({ outcome })} choices={callOutcomes.map((outcome) => ({ value: outcome, label: word('callOutcome', outcome) }))} />
          <CheckFields log={log} value={check} onChange={setCheck} withResult={false} />
        </>
      ) : null}
      <div className={styles['pair']}>
        <Select label={t('messages.proofKind')} value={value.proofKind ?? ''} onChange={(kind) => put({ proofKind: proofKinds.find((each) => each === kind) ?? null })} choices={[{ value: '', label: t('inspector.noChoice') }, ...proofKinds.map((kind) => ({ value: kind as string, label: word('proofKind', kind) }))]} />
        <TextField label={t('messages.proof')} value={value.proof} onChange={(proof) => put({ proof })} maxLength={500} />
        <ComboBox
          label={t('messages.proofItem')} choices={items} text={proofText} onTextChange={setProofText} isStrict
          onChoose={(item) => {
            put({ item: item as EntityId | null });
            setProofText(items.find((choice) => choice.value === item)?.label ?? '');
          }}
        />
      </div>
    </FormDialog>
  );
}
