// Why nothing goes out on this channel, and the decision that lets it go all the same. What was typed in the form stays. Keys: those of text fields.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { ChannelTrust } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/TextField.tsx';
import styles from './channels.module.css';
import { useReasonText } from './useChannels.ts';

export interface HeldBackProps { readonly log: LogId; readonly channel: ChannelTrust | null; readonly name: string; readonly onDecided: (decision: EntryId) => void }

export function HeldBack({ log, channel, name, onDecided }: HeldBackProps): ReactNode {
  const t = useText();
  const word = useWord();
  const reasonText = useReasonText();
  const recorder = useRecord(log);
  const [decidedBy, setDecidedBy] = useState('');
  const [reason, setReason] = useState('');
  const shown = channel === null ? name : channel.channel.body.label;
  const trust = word('channelState', channel?.trust ?? 'distrusted');
  const decide = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'decision', occurred: null,
      body: { ref: '', question: t('channels.override.question', { channel: shown, trust }), options: [], choice: t('channels.override.choice'), reason: reason.trim(), decidedBy: decidedBy.trim(), consulted: [], state: 'decided' },
      ...(channel === null ? {} : { links: [{ relation: 'mentions', to: channel.channel.id }] }),
    });
    if (sealed !== null) onDecided(sealed.entryId);
  };
  return (
    <div className={styles['held']}>
      <p role="alert"><strong>{t('channels.held', { channel: shown, trust })}</strong>{' '}{channel === null ? t('communications.distrusted') : channel.reasons.map(reasonText).join(' ')}</p>
      <p>{t('channels.heldText')}</p>
      <div className={styles['pair']}>
        <TextField label={t('channels.override.by')} value={decidedBy} onChange={setDecidedBy} maxLength={500} />
        <TextField label={t('channels.override.reason')} value={reason} onChange={setReason} maxLength={2000} />
        <Button isDisabled={decidedBy.trim() === '' || reason.trim() === '' || recorder.isBusy} onPress={() => void decide()}>{t('channels.override.record')}</Button>
      </div>
      {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
    </div>
  );
}
