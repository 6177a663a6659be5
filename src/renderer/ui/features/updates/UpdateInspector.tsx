// One subscription: where its clock stands, what was sent, and the next update. Keys: C composes the update, H makes updates twice as frequent at the severity in force, D decides about the clock, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId, UnixMs } from '#base';
import { isEntityOf, severities, twiceAsOften, type Entity, type UpdateRow } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { reveal } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { DecideDialog } from '../clocks/DecideDialog.tsx';
import { useClockWords } from '../clocks/useClocks.ts';
import { updateFor } from '../messages/compose.ts';
import { ComposeDialog } from '../messages/ComposeDialog.tsx';
import { useUpdates } from './useUpdates.ts';

export function UpdateInspector({ log, entity }: InspectorProps): ReactNode {
  const { rows, now } = useUpdates(log);
  const row = rows?.get(entity);
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'subscription') && found.retracted === null ? <Actions log={log} subscription={found} row={row} /> : null)}>
      {() => (row === undefined ? null : <Standing row={row} now={now} />)}
    </EntityInspector>
  );
}

function Actions({ log, subscription, row }: { readonly log: LogId; readonly subscription: Entity<'subscription'>; readonly row: UpdateRow | undefined }): ReactNode {
  const t = useText();
  const [open, setOpen] = useState<'compose' | 'decide' | null>(null);
  const clock = row?.clock ?? null;
  const recorder = useRecord(log);
  const incident = useQuery('incident', { log });
  const severity = incident.state === 'ready' ? severities.find((each) => each === incident.result?.severity) : undefined;
  const shorter = severity === undefined ? null : twiceAsOften(subscription, severity);
  const tighten = async (): Promise<void> => {
    if (shorter !== null && !recorder.isBusy) await recorder.record({ kind: 'amend', occurred: null, body: { target: subscription.id, ...shorter, reason: t('updates.tightenReason') } });
  };
  useScreenCommands([
    { id: 'updates.compose', label: 'updates.composeCommand', group: 'record', keys: ['c'], undo: 'entry', run: () => setOpen('compose') },
    { id: 'updates.tighten', label: 'updates.tightenCommand', group: 'record', keys: ['h'], undo: 'entry', when: () => shorter !== null, run: tighten },
    { id: 'updates.decide', label: 'clocks.decideCommand', group: 'record', keys: ['d'], undo: 'entry', when: () => clock !== null, run: () => setOpen('decide') },
  ]);
  return (
    <>
      <Button variant="primary" keys="c" onPress={() => setOpen('compose')}>{t('updates.compose')}</Button>
      <Button keys="h" isDisabled={shorter === null || recorder.isBusy} onPress={() => void tighten()}>{t('updates.tighten')}</Button>
      {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
      <Button keys="d" isDisabled={clock === null} onPress={() => setOpen('decide')}>{t('clocks.decide')}</Button>
      {open === 'compose' ? <ComposeDialog log={log} start={updateFor(subscription)} onClose={() => setOpen(null)} /> : null}
      {open === 'decide' && clock !== null ? <DecideDialog log={log} clock={clock} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Standing({ row: { clock, capped, sent, late, last }, now }: { readonly row: UpdateRow; readonly now: UnixMs }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const words = useClockWords();
  const isRunning = clock?.state === 'running' || clock?.state === 'overdue';
  return (
    <section>
      <SectionHeading>{t('updates.clock')}</SectionHeading>
      <Facts facts={[
        clock === null ? null : { label: t('clocks.state'), value: word('clockState', clock.state) },
        clock === null || !isRunning ? null : { label: t('clocks.left'), value: words.left(clock, now), isMono: true },
        clock === null || clock.due === null ? null : { label: t('clocks.due', { zone: time.shownZone }), value: time.instant(clock.due), isMono: true },
        { label: t('updates.number'), value: [t('updates.sent', { count: sent }), ...(late === 0 ? [] : [t('updates.late', { count: late })])].join(', ') },
        last === null ? null : { label: t('updates.last', { zone: time.shownZone }), value: <><LinkButton onPress={() => reveal('messages', last.message)}>{last.ref}</LinkButton>{` ${time.instant(last.at)}`}</> },
      ]} />
      {capped ? <p role="note">{t('updates.capped')}</p> : null}
    </section>
  );
}
