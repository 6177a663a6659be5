// Everything about one clock: where it comes from, what started it, what would stop it, and every reading of its end. Keys: Escape closes.
import type { ReactNode } from 'react';
import type { UnixMs } from '#base';
import type { ClockRow } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { reveal } from '../../session/actions.ts';
import { useClockWords } from './useClocks.ts';

export interface ClockDialogProps { readonly clock: ClockRow; readonly now: UnixMs; readonly onDecide: () => void; readonly onClose: () => void }

/** How much time was left when it was met, on the formal reading and on the stricter one when that was met too. */
function spareText({ stoppedAt, due, shadowDue }: ClockRow, span: (ms: number) => string, strict: (span: string) => string): string | null {
  if (stoppedAt === null || due === null) return null;
  return [span(due - stoppedAt), ...(shadowDue === null || shadowDue < stoppedAt ? [] : [strict(span(shadowDue - stoppedAt))])].join(', ');
}

export function ClockDialog({ clock, now, onDecide, onClose }: ClockDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const words = useClockWords();
  const { span } = useUnits();
  const instant = (at: UnixMs | null): ReactNode => (at === null ? null : <Instant at={at} />);
  const entries = (places: ClockRow['stoppedBy']): ReactNode => (places.length === 0 ? null : places.map(({ entryId, number }, index) => (
    <span key={entryId}>{index === 0 ? '' : ', '}<LinkButton onPress={() => { onClose(); reveal('journal', entryId); }}>{t('clocks.entry', { number })}</LinkButton></span>
  )));
  const isOpen = clock.state === 'running' || clock.state === 'overdue';
  return (
    <Dialog title={words.title(clock)} isOpen onClose={onClose}>
      <DialogBody>
        <Facts facts={[
          { label: t('clocks.state'), value: word('clockState', clock.state) },
          isOpen ? { label: t('clocks.left'), value: words.left(clock, now), isMono: true } : null,
          { label: t('clocks.source'), value: clock.source },
          { label: t('clocks.standing'), value: word('clockStandingLong', clock.standing) },
          { label: t('clocks.startedBy'), value: clock.startedBy === null ? t('clocks.waits') : entries([clock.startedBy]) },
          { label: t('clocks.due', { zone: 'UTC' }), value: instant(clock.due) },
          { label: t('clocks.shadow'), value: instant(clock.shadowDue) },
          { label: t('clocks.dayEnds'), value: instant(clock.dayEnds) },
          { label: t('clocks.lawful'), value: instant(clock.latestLawful) },
          { label: t('clocks.typical'), value: clock.typicalMs === null ? null : t('clocks.typicalSpan', { from: span(clock.typicalMs[0]), to: span(clock.typicalMs[1]) }) },
          { label: t('clocks.formerDue'), value: clock.formerDue.length === 0 ? null : clock.formerDue.map((at) => <span key={at}><Instant at={at} /> </span>) },
          { label: t('clocks.recounted'), value: clock.recounted.length === 0 ? null : clock.recounted.map(({ due, by, kind }) => <div key={`${by.entryId} ${String(due)}`}><Instant at={due} /> {t(`clocks.recountedBy.${kind}`)} {entries([by])}</div>) },
          { label: t('clocks.zone'), value: clock.zone, isMono: true },
          { label: t('clocks.explained'), value: clock.explained === null ? null : entries([clock.explained]) },
          { label: t('clocks.stoppedBy'), value: entries(clock.stoppedBy) },
          { label: t('clocks.spare'), value: clock.state !== 'met' ? null : spareText(clock, span, (strict) => t('clocks.spareStrict', { span: strict })) },
          clock.state === 'waived' || clock.state === 'ended' || clock.state === 'not-applicable' ? null : { label: t('clocks.stopsWith'), value: clock.missing.map((group) => group.map((kind) => words.fact(kind)).join(' / ')).join(', ') },
        ]} />
        {clock.overdueOnArrival ? <p role="note">{t('clocks.overdueOnArrival')}</p> : null}
        {clock.explained === null && (clock.overdueOnArrival || clock.state === 'overdue' || clock.state === 'met-late') && clock.regime !== null ? <p role="note">{t('clocks.explainWanted')}</p> : null}
        {clock.expiresAt !== null && now > clock.expiresAt ? <p role="note">{t('clocks.packExpired', { date: new Date(clock.expiresAt - 1).toISOString().slice(0, 10) })}</p> : null}
        {clock.warning === null ? null : <p role="note">{t(`clocks.warning.${clock.warning}`)}</p>}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onDecide}>{t('clocks.decide')}</Button>
        <Button variant="primary" autoFocus onPress={onClose}>{t('clocks.close')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
