// One regime: the question and its answer, each clock with its end in three zones, what was sent, and the worksheets. Keys: Tab, Enter; Escape closes.
import type { ReactNode } from 'react';
import type { EntryId } from '#base';
import type { RegimeRow } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Button } from '../../kit/Button.tsx';
import { DateTime, Instant } from '../../kit/DateTime.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { reveal } from '../../session/actions.ts';
import type { RegulationDialog } from './dialogs.ts';
import styles from './regulation.module.css';
import { useRegimeWords } from './useRegimeWords.ts';

export interface RegimeDialogProps { readonly row: RegimeRow; readonly zone: string; readonly onOpen: (open: RegulationDialog) => void; readonly onClose: () => void }

export function RegimeDialog({ row, zone, onOpen, onClose }: RegimeDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const words = useRegimeWords();
  const { regime, answer } = row;
  const entry = (place: { readonly entryId: EntryId; readonly number: number }): ReactNode => <LinkButton onPress={() => { onClose(); reveal('journal', place.entryId); }}>{t('clocks.entry', { number: place.number })}</LinkButton>;
  return (
    <Dialog title={regime.title} isOpen size="wide" onClose={onClose}>
      <DialogBody>
        <Facts facts={[
          { label: t('regulation.question'), value: regime.question },
          { label: t('regulation.decision'), value: answer === null ? words.answer(row) : <>{`${words.answer(row)} · `}{entry(answer.stamp)}</> },
          { label: t('regulation.reason'), value: answer?.body.reason ?? null },
          { label: t('regulation.facts'), value: answer?.body.facts ?? null },
          { label: t('clocks.decidedBy'), value: [answer?.body.decidedBy, answer?.body.approvedBy].filter(Boolean).join(' · ') },
          { label: t('regulation.revisitBy'), value: answer?.body.revisitBy === undefined ? null : <DateTime occurred={answer.body.revisitBy} /> },
          { label: t('regulation.authority'), value: `${regime.authority} (${regime.zone})` },
          { label: t('regulation.begins'), value: regime.begins.map((kind) => word('milestone', kind)).join(', ') },
        ]} />
        {row.beside.length === 0 ? null : <p role="note" className={styles['warning']}>{t('regulation.beside', { count: row.beside.length })}</p>}
        <table className={styles['table']}>
          <thead><tr><th scope="col">{t('clocks.clock')}</th><th scope="col">{t('clocks.state')}</th><th scope="col">{t('regulation.due')}</th><th scope="col">{t('clocks.lawful')}</th></tr></thead>
          <tbody>
            {row.clocks.map((clock) => <ClockLine key={`${clock.id} ${clock.slot}`} clock={clock} row={row} zone={zone} onOpen={onOpen} />)}
            {row.off.map((clock) => (
              <tr key={clock.id}>
                <td>{clock.title}<br /><span className={styles['quiet']}>{`${clock.id} · ${clock.source}`}</span></td>
                <td>{word('clockStanding', clock.standing)}</td>
                <td colSpan={2}>{clock.standing === 'unconfirmed' ? <Button variant="link" onPress={() => onOpen({ type: 'decide', regime: regime.id, clock: clock.id })}>{t('regulation.confirm')}</Button> : t('regulation.off')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {row.submissions.length === 0 ? null : (
          <ul className={styles['quiet']}>
            {row.submissions.map(({ clock, at, place, receipt, isProven }) => <li key={place.entryId}>{at === null ? null : <Instant at={at} />}{[`  ${clock}`, receipt, isProven ? null : t('regulation.noProofShort'), ''].filter((part) => part !== null).join(' · ')}{entry(place)}</li>)}
          </ul>
        )}
        <div className={styles['buttons']}>
          {regime.worksheets.map(({ id, title }) => <Button key={id} onPress={() => onOpen({ type: 'worksheet', regime: regime.id, worksheet: id })}>{t('regulation.worksheet', { title })}</Button>)}
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onPress={() => onOpen({ type: 'submission', regime: regime.id })}>{t('regulation.submit')}</Button>
        <Button variant="primary" autoFocus onPress={() => onOpen({ type: 'answer', regime: regime.id })}>{t('regulation.answer')}</Button>
      </DialogFoot>
    </Dialog>
  );
}

function ClockLine({ clock, row, zone, onOpen }: { readonly clock: ClockRow; readonly row: RegimeRow; readonly zone: string; readonly onOpen: (open: RegulationDialog) => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const words = useRegimeWords();
  const isLate = clock.overdueOnArrival || clock.state === 'overdue' || clock.state === 'met-late';
  const wants = isLate && clock.explained === null;
  const inZones = (at: ClockRow['due']): ReactNode => (at === null ? null : words.zones(at, zone, clock.zone ?? row.regime.zone).map(({ zone: name, text }) => <span key={name} className="mono">{text} <span className={styles['quiet']}>{name}</span><br /></span>));
  return (
    <tr>
      <td>{clock.title}<br /><span className={styles['quiet']}>{`${clock.id} · ${clock.source}`}</span></td>
      <td>{word('clockState', clock.state)}{wants ? <><br /><Button variant="link" onPress={() => onOpen({ type: 'decide', regime: row.regime.id, clock: clock.id })}>{t('regulation.explain')}</Button></> : null}</td>
      <td>{inZones(clock.due)}{clock.formerDue.length === 0 ? null : <span className={styles['quiet']}>{`${t('clocks.formerDue')}: `}{clock.formerDue.map((at) => <Instant key={at} at={at} />)}</span>}</td>
      <td>{inZones(clock.latestLawful)}</td>
    </tr>
  );
}
