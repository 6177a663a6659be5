// One channel: how far it is trusted and why, and what is going to vanish there. Keys: D says how far it is trusted, E seals a transcript, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { channelStates, isEntityOf, type ChannelTrust } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { Select } from '../../kit/Select.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import { useClocks, useClockWords } from '../clocks/useClocks.ts';
import { AddEvidenceDialog } from '../evidence/AddEvidenceDialog.tsx';
import { useAddEvidence } from '../evidence/useAddEvidence.ts';
import styles from './channels.module.css';
import { TrustMark } from './TrustMark.tsx';
import { useChannels, useReasonText } from './useChannels.ts';

export function ChannelInspector({ log, entity }: InspectorProps): ReactNode {
  const { rows } = useChannels(log);
  const row = rows.find(({ channel }) => channel.id === entity);
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'channel') && row !== undefined ? <><SayTrust log={log} row={row} /><SealTranscript log={log} row={row} /></> : null)}>
      {() => (row === undefined ? null : <><Why row={row} /><Vanishing log={log} row={row} /></>)}
    </EntityInspector>
  );
}

function Why({ row }: { readonly row: ChannelTrust }): ReactNode {
  const t = useText();
  const reasonText = useReasonText();
  return (
    <section>
      <SectionHeading>{t('channels.trust')}</SectionHeading>
      <div className={styles['reasons']}>
        <span><TrustMark trust={row.trust} />{row.outOfBand ? ` ${t('channels.reason.outOfBand')}` : ''}</span>
        {row.reasons.map((reason) => <span key={`${reason.kind} ${reason.number} ${'name' in reason ? reason.name : 'dependency' in reason ? reason.dependency : ''}`}>{reasonText(reason)}</span>)}
        {row.reasons.length === 0 ? <span className={styles['muted']}>{t('channels.reason.none')}</span> : null}
      </div>
    </section>
  );
}

/** When the oldest of what was said there and is not sealed yet is gone. */
function Vanishing({ log, row }: { readonly log: LogId; readonly row: ChannelTrust }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const words = useClockWords();
  const { clocks, now } = useClocks(log);
  if (row.channel.body.retentionHours === undefined) return null;
  const clock = clocks?.find(({ id, subject, state }) => id === 'O.CHAN.RETENTION' && subject?.id === row.channel.id && (state === 'running' || state === 'overdue'));
  return (
    <section>
      <SectionHeading>{t('channels.vanishing')}</SectionHeading>
      {clock === undefined || clock.due === null ? <p className={styles['muted']}>{t('channels.nothingVanishes')}</p> : <p role="note">{t(clock.state === 'overdue' ? 'channels.vanished' : 'channels.vanishes', { at: time.instant(clock.due), left: words.left(clock, now) })}</p>}
    </section>
  );
}

/** A file or a picture of what was said there, sealed as evidence and linked with the channel: it keeps what the channel forgets. */
function SealTranscript({ log, row }: { readonly log: LogId; readonly row: ChannelTrust }): ReactNode {
  const t = useText();
  const add = useAddEvidence();
  useScreenCommands([{ id: 'channels.transcript', label: 'channels.sealTranscript', group: 'record', keys: ['e'], undo: 'none', run: add.choose }]);
  return (
    <>
      <Button keys="e" onPress={() => void add.choose()}>{t('channels.sealTranscript')}</Button>
      {add.pending === null ? null : <AddEvidenceDialog log={log} source={add.pending.source} resume={null} kind="chat-transcript" links={[{ relation: 'derived-from', to: row.channel.id }]} onClose={add.close} />}
    </>
  );
}

function SayTrust({ log, row }: { readonly log: LogId; readonly row: ChannelTrust }): ReactNode {
  const t = useText();
  const word = useWord();
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState<string>('trusted');
  useScreenCommands([{ id: 'channels.trust', label: 'channels.sayTrust', group: 'record', keys: ['d'], undo: 'entry', run: () => setOpen(true) }]);
  return (
    <>
      <Button keys="d" onPress={() => setOpen(true)}>{t('channels.sayTrust')}</Button>
      {isOpen ? (
        <ReasonDialog
          log={log} title={t('channels.trustTitle', { channel: row.channel.body.label })} explanation={t('channels.trustText')} label={t('channels.trustReason')} submitLabel={t('inspector.record')} isReasonRequired onClose={() => setOpen(false)}
          toDraft={(reason) => ({ kind: 'transition', occurred: null, body: { target: row.channel.id, state, reason } })}
        >
          <Select label={t('channels.trust')} value={state} onChange={setState} autoFocus choices={channelStates.filter((value) => value !== 'unstated').map((value) => ({ value, label: word('channelState', value) }))} />
        </ReasonDialog>
      ) : null}
    </>
  );
}
