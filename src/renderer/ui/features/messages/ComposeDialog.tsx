// Writes a message: a template says which blocks it must hold, and the journal fills what it can. What is typed survives a crash. Keys: those of a form dialog.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { blockChanges, blocksOf, isBlocked, messageTemplates, placeOfDraft, type MessageTemplate } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import { useChannels } from '../channels/useChannels.ts';
import { blocksInUse, emptyDraft, emptyIn, mergePrefill, readDraft, toMessage, type MessageDraft } from './compose.ts';
import styles from './messages.module.css';
import { useMessages } from './useMessages.ts';

export interface ComposeDialogProps { readonly log: LogId; readonly start?: MessageDraft; readonly onClose: () => void }

export function ComposeDialog({ log, start = emptyDraft, onClose }: ComposeDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const { rows } = useChannels(log);
  const key = `compose ${start.corrects ?? start.subscription ?? 'new'} ${log}`;
  const [beginning] = useState(start);
  const draft = useDraft<MessageDraft>(key, log, beginning, readDraft);
  const value = draft.value;
  const fill = usePrefill(log, draft.isReady && !draft.isRestored && value.corrects === null, value, draft.set);
  const empty = emptyIn(value);
  const place = usePlace(log, value);
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record(toMessage(value), key);
    if (sealed === null) return;
    draft.discard();
    select(sealed.entryId);
    onClose();
  };
  const choose = (template: MessageTemplate): void => {
    draft.set({ ...value, template });
    void fill({ ...value, template });
  };
  return (
    <FormDialog
      isOpen size="wide" title={t(value.corrects === null ? 'messages.composeTitle' : 'messages.correctTitle')} onClose={onClose} submitLabel={t('messages.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={draft.isReady && value.subject.trim() !== '' && (value.corrects === null || value.changes.trim() !== '')}
      aside={draft.isRestored ? <>{t('inspector.restored')}{' '}<Button variant="link" onPress={draft.discard}>{t('inspector.discard')}</Button></> : empty.length > 0 ? t('messages.stillEmpty', { blocks: empty.map((block) => t(`messages.block.${block}`)).join(', ') }) : undefined}
    >
      {draft.isReady ? (
        <div className={styles['compose']}>
          <div className={styles['pair']}>
            <Select label={t('messages.template')} value={value.template} onChange={choose} isDisabled={value.corrects !== null} autoFocus choices={messageTemplates.map((template) => ({ value: template, label: word('messageTemplate', template) }))} />
            <Select
              label={t('messages.channel')} value={value.channel ?? ''} onChange={(channel) => draft.set({ ...value, channel: channel === '' ? null : channel })}
              choices={[{ value: '', label: t('inspector.noChoice') }, ...rows.map((row) => ({ value: row.channel.id as string, label: row.channel.body.label, ...(isBlocked(row) ? { note: word('channelState', row.trust) } : {}) }))]}
            />
          </div>
          <TextField label={t('messages.subject')} value={value.subject} onChange={(subject) => draft.set({ ...value, subject })} isRequired maxLength={500} />
          <TextField label={t('messages.audience')} help={t('messages.audienceHelp')} value={value.audience} onChange={(audience) => draft.set({ ...value, audience })} maxLength={500} />
          <TextArea label={t('messages.recipients')} help={t('messages.recipientsHelp')} value={value.recipients} onChange={(recipients) => draft.set({ ...value, recipients })} rows={2} maxLength={8000} />
          {place === null ? null : <p role="note">{place}</p>}
          {value.corrects === null ? null : <TextArea label={t('messages.changes')} value={value.changes} onChange={(changes) => draft.set({ ...value, changes })} isRequired rows={2} maxLength={16_000} />}
          {blocksOf(value.template).map(({ block, mandatory }) => (
            <TextArea key={block} label={t(`messages.block.${block}`)} value={value.blocks[block] ?? ''} onChange={(text) => draft.set({ ...value, blocks: { ...value.blocks, [block]: text } })} isRequired={mandatory} rows={3} maxLength={64_000} />
          ))}
        </div>
      ) : <Skeleton lines={6} />}
    </FormDialog>
  );
}

/** Which update of its series the message is going to be, and what it says otherwise than the one before; null for one without an audience. */
function usePlace(log: LogId, value: MessageDraft): string | null {
  const t = useText();
  const standings = useMessages(log);
  const updates = useQuery('updates', { log });
  if (standings === null || updates.state !== 'ready') return null;
  const draft = { template: value.template, audience: value.audience, ...(value.subscription === null ? {} : { subscription: value.subscription }) };
  const place = placeOfDraft(draft, standings, updates.result.map(({ subscription }) => subscription));
  if (place === null) return null;
  if (place.previous === null) return t('messages.updateFirst');
  const changed = blockChanges(place.previous.body, blocksInUse(value)).map(({ block, change }) => t(`messages.change.${change}`, { block: t(`messages.block.${block}`) }));
  return t(changed.length === 0 ? 'messages.updateSame' : 'messages.updateNext', { number: place.number, before: place.number - 1, changes: changed.join('; ') });
}

/** Fills empty blocks from the journal: once when the form opens, and for each template that is chosen. Gives the way to ask again. */
function usePrefill(log: LogId, isWanted: boolean, value: MessageDraft, put: (value: MessageDraft) => void): (of: MessageDraft) => Promise<void> {
  const engine = useEngine();
  const latest = useRef({ value, put });
  const asked = useRef(false);
  const subject = useRef('');
  useEffect(() => {
    latest.current = { value, put };
  });
  const fill = async (of: MessageDraft): Promise<void> => {
    const answer = await engine.call('message.prefill', { log, template: of.template, ...(of.subscription === null ? {} : { subscription: of.subscription }) });
    // What was typed while the answer was on its way stays.
    if (!answer.ok || latest.current.value.template !== of.template) return;
    latest.current.put(mergePrefill(latest.current.value, answer.value, subject.current));
    subject.current = answer.value.subject;
  };
  useEffect(() => {
    if (!isWanted || asked.current) return;
    asked.current = true;
    void fill(latest.current.value);
  });
  return fill;
}
