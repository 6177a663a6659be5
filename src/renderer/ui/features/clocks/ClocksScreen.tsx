// What is owed by when: running first, then what waits, then what is over. Keys: those of a grid; Enter shows one clock, D decides about it.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import { alarmOf } from '#domain';
import type { ClockRow } from '#ipc';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { ClockDialog } from './ClockDialog.tsx';
import styles from './clocks.module.css';
import { CommitmentsDialog } from './CommitmentsDialog.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { badgeByTone, toneOf } from './tone.ts';
import { useCalendarExport } from './useCalendarExport.ts';
import { RuleNotes } from './RuleNotes.tsx';
import { useClocks, useClockWords, type ClockWords } from './useClocks.ts';

const stateOrder: readonly ClockRow['state'][] = ['overdue', 'running', 'tolled', 'armed', 'unassessed', 'met-late', 'met', 'waived', 'ended', 'not-applicable'];
type Open = { readonly dialog: 'clock' | 'decide'; readonly key: string } | { readonly dialog: 'commitments' } | null;

export function ClocksScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const incident = useQuery('incident', { log });
  const { clocks, now } = useClocks(log);
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const rows = useMemo(() => (clocks ?? []).toSorted(compareClocks), [clocks]);
  const columns = useClockColumns(now);
  const output = useGridOutput(t('clocks.title'), columns, () => Promise.resolve(rows), () => false);
  const saveCalendar = useCalendarExport(log);
  const chosen = rows.find((row) => keyOf(row) === (open !== null && 'key' in open ? open.key : selected));
  useScreenCommands([
    { id: 'clocks.commitments', label: 'clocks.chooseCommand', group: 'record', keys: ['n'], undo: 'entry', run: () => setOpen({ dialog: 'commitments' }) },
    { id: 'clocks.decide', label: 'clocks.decideCommand', group: 'record', keys: ['d'], undo: 'entry', when: () => selected !== null, run: () => { if (selected !== null) setOpen({ dialog: 'decide', key: selected }); } },
    { id: 'clocks.export', label: 'clocks.exportCommand', group: 'screen', keys: ['e'], undo: 'none', run: saveCalendar },
  ]);
  const commitments = <Button variant="primary" keys="n" onPress={() => setOpen({ dialog: 'commitments' })}>{t('clocks.choose')}</Button>;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <span className={styles['space']} />
        <Button keys="e" isDisabled={!rows.some((row) => row.state === 'running' || row.state === 'overdue')} onPress={() => void saveCalendar()}>{t('clocks.export')}</Button>
        <Button keys="d" isDisabled={chosen === undefined} onPress={() => { if (selected !== null) setOpen({ dialog: 'decide', key: selected }); }}>{t('clocks.decide')}</Button>
        {commitments}
      </div>
      <RuleNotes log={log} clocks={rows} />
      <DataGrid
        label={t('clocks.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={keyOf} selected={selected} onSelect={(row) => setSelected(keyOf(row))} onOpen={(row) => setOpen({ dialog: 'clock', key: keyOf(row) })} onCopy={output.copy}
        empty={clocks === null ? <Skeleton /> : <EmptyState title={t('clocks.emptyTitle')} text={t('clocks.emptyText')}>{commitments}</EmptyState>}
      />
      {open?.dialog === 'commitments' && incident.state === 'ready' && incident.result !== null ? <CommitmentsDialog log={log} incident={incident.result.incident} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'clock' && chosen !== undefined ? <ClockDialog clock={chosen} now={now} onDecide={() => setOpen({ dialog: 'decide', key: keyOf(chosen) })} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'decide' && chosen !== undefined ? <DecideDialog log={log} clock={chosen} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function useClockColumns(now: UnixMs): readonly GridColumn<ClockRow>[] {
  const t = useText();
  const word = useWord();
  const words = useClockWords();
  const time = useTimeText();
  return useMemo((): readonly GridColumn<ClockRow>[] => [
    {
      id: 'state', header: t('clocks.state'), width: 104, text: (clock) => word('clockState', clock.state),
      cell: (clock) => <Badge tone={badgeByTone[toneOf(clock, now)]}>{word('clockState', clock.state)}</Badge>,
    },
    { id: 'left', header: t('clocks.left'), width: 116, mono: true, align: 'end', text: (clock) => leftText(clock, now, words, t('clocks.stillStands')), cell: (clock) => <span className={styles['countdown']} data-tone={toneOf(clock, now)}>{leftText(clock, now, words, t('clocks.stillStands'))}</span> },
    { id: 'clock', header: t('clocks.clock'), width: 280, minWidth: 180, grow: true, text: (clock) => words.title(clock) },
    { id: 'standing', header: t('clocks.standing'), width: 120, muted: true, text: (clock) => word('clockStanding', clock.standing) },
    { id: 'due', header: t('clocks.due', { zone: time.shownZone }), width: 172, mono: true, text: (clock) => (clock.due === null ? t('clocks.waits') : time.instant(clock.due)) },
    { id: 'started', header: t('clocks.started', { zone: time.shownZone }), width: 172, mono: true, muted: true, hideBelow: 900, text: (clock) => (clock.startedAt === null ? '' : time.instant(clock.startedAt)) },
    { id: 'proof', header: t('clocks.proof'), width: 130, muted: true, hideBelow: 1000, text: (clock) => proofText(clock, (number) => t('clocks.entry', { number }), (done, all) => t('clocks.partly', { done, all })) },
  ], [t, word, words, time, now]);
}

// What has to happen on two ways says how far it got: one of them alone stops nothing.
function proofText({ stoppedBy, missing }: ClockRow, entry: (number: number) => string, partly: (done: number, all: number) => string): string {
  const entries = stoppedBy.map(({ number }) => entry(number)).join(', ');
  return stoppedBy.length === 0 || missing.length === 0 ? entries : `${partly(stoppedBy.length, stoppedBy.length + missing.length)} · ${entries}`;
}

function leftText(clock: ClockRow, now: UnixMs, words: ClockWords, stillStands: string): string {
  if (clock.state === 'running' || clock.state === 'overdue') return words.left(clock, now);
  return clock.state === 'tolled' ? stillStands : '';
}

function keyOf(clock: ClockRow): string {
  return `${clock.id} ${clock.slot} ${clock.subject?.id ?? ''}`;
}

function compareClocks(left: ClockRow, right: ClockRow): number {
  return stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state) || alarmOf(left) - alarmOf(right) || left.id.localeCompare(right.id, 'en');
}
