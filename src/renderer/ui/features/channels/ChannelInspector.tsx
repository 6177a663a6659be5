// One channel: how far it is trusted and why. Keys: D says how far it is trusted, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { channelStates, isEntityOf, type ChannelTrust } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { Select } from '../../kit/Select.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import styles from './channels.module.css';
import { TrustMark } from './TrustMark.tsx';
import { useChannels, useReasonText } from './useChannels.ts';

export function ChannelInspector({ log, entity }: InspectorProps): ReactNode {
  const { rows } = useChannels(log);
  const row = rows.find(({ channel }) => channel.id === entity);
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'channel') && row !== undefined ? <SayTrust log={log} row={row} /> : null)}>
      {() => (row === undefined ? null : <Why row={row} />)}
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
