// The three lists of the screen. Keys: those of a grid; Enter opens a row. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import type { Entity, PackRow, RegimeRow } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { toneOf } from '../clocks/tone.ts';
import { useClockWords } from '../clocks/useClocks.ts';
import clockStyles from '../clocks/clocks.module.css';
import { useRegimeWords } from './useRegimeWords.ts';

interface GridProps<Row> { readonly rows: readonly Row[]; readonly now: UnixMs; readonly selected: string | null; readonly onSelect: (id: string) => void; readonly onOpen: (id: string) => void; readonly onCopy: (text: string) => void }

const answerTone: Readonly<Record<string, BadgeTone>> = { reportable: 'warn', undetermined: 'accent', 'not-reportable': 'neutral' };

export function RegimesGrid({ rows, now, selected, onSelect, onOpen, onCopy, onTake }: GridProps<RegimeRow> & { readonly onTake: () => void }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const words = useRegimeWords();
  const clocks = useClockWords();
  const columns = useMemo((): readonly GridColumn<RegimeRow>[] => {
    const left = (row: RegimeRow): string => { const next = words.next(row); return next === null ? '' : clocks.left(next, now); };
    return [
      { id: 'regime', header: t('regulation.regime'), width: 260, minWidth: 160, grow: true, text: ({ regime }) => regime.title },
      { id: 'answer', header: t('regulation.decision'), width: 132, text: words.answer, cell: (row) => <Badge tone={answerTone[row.answer?.body.answer ?? ''] ?? 'neutral'}>{words.answer(row)}</Badge> },
      { id: 'left', header: t('clocks.left'), width: 116, mono: true, align: 'end', text: left, cell: (row) => { const next = words.next(row); return next === null ? null : <span className={clockStyles['countdown']} data-tone={toneOf(next, now)}>{left(row)}</span>; } },
      { id: 'next', header: t('regulation.next'), width: 190, text: (row) => words.next(row)?.title ?? '' },
      { id: 'due', header: t('clocks.due', { zone: time.shownZone }), width: 172, mono: true, text: (row) => { const due = words.next(row)?.due ?? null; return due === null ? '' : time.instant(due); } },
      { id: 'sent', header: t('regulation.sent'), width: 140, muted: true, hideBelow: 900, text: words.sent },
      { id: 'authority', header: t('regulation.authority'), width: 180, muted: true, hideBelow: 1100, text: ({ regime }) => regime.authority },
    ];
  }, [t, time, words, clocks, now]);
  return (
    <DataGrid
      label={t('regulation.view.regimes')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ regime }) => regime.id} selected={selected}
      onSelect={({ regime }) => onSelect(regime.id)} onOpen={({ regime }) => onOpen(regime.id)} onCopy={onCopy}
      empty={<EmptyState title={t('regulation.emptyTitle')} text={t('regulation.emptyText')}><Button variant="primary" onPress={onTake}>{t('regulation.emptyButton')}</Button></EmptyState>}
    />
  );
}

export function PacksGrid({ rows, now, selected, onSelect, onOpen, onCopy }: GridProps<PackRow>): ReactNode {
  const t = useText();
  const columns = useMemo((): readonly GridColumn<PackRow>[] => {
    const state = ({ inForce, offered }: PackRow): string => (inForce === null ? t('regulation.pack.free') : offered === null ? t('regulation.pack.inForce') : t('regulation.pack.offered', { version: offered }));
    const isOld = ({ expiresAt }: PackRow): boolean => now > expiresAt;
    const expires = (row: PackRow): string => (isOld(row) ? t('regulation.pack.expired', { date: row.expires }) : row.expires);
    return [
      { id: 'title', header: t('regulation.pack'), width: 220, minWidth: 140, text: ({ title }) => title },
      { id: 'state', header: t('clocks.state'), width: 170, text: state, cell: (row) => <Badge tone={row.inForce === null ? 'neutral' : row.offered === null ? 'ok' : 'warn'}>{state(row)}</Badge> },
      { id: 'version', header: t('regulation.version'), width: 80, mono: true, text: ({ version }) => version },
      { id: 'asOf', header: t('regulation.asOf'), width: 104, mono: true, text: ({ asOf }) => asOf },
      { id: 'expires', header: t('regulation.expires'), width: 190, mono: true, text: expires, cell: (row) => (isOld(row) ? <Badge tone="danger">{expires(row)}</Badge> : <span>{expires(row)}</span>) },
      { id: 'clocks', header: t('clocks.title'), width: 64, mono: true, align: 'end', text: ({ clocks }) => String(clocks) },
      { id: 'regimes', header: t('regulation.view.regimes'), width: 300, grow: true, muted: true, hideBelow: 900, text: ({ regimes }) => regimes.join(' · ') },
    ];
  }, [t, now]);
  return <DataGrid label={t('regulation.view.packs')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => onSelect(id)} onOpen={({ id }) => onOpen(id)} onCopy={onCopy} empty={null} />;
}

export function CalendarsGrid({ rows, now, selected, onSelect, onOpen, onCopy, onAdd }: GridProps<Entity<'calendar'>> & { readonly onAdd: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const columns = useMemo((): readonly GridColumn<Entity<'calendar'>>[] => [
    { id: 'calendar', header: t('regulation.calendar.id'), width: 130, mono: true, text: ({ body }) => body.calendar },
    { id: 'title', header: t('regulation.calendar.title'), width: 260, minWidth: 140, grow: true, text: ({ body }) => body.title },
    { id: 'zone', header: t('inspector.field.zone'), width: 150, mono: true, text: ({ body }) => body.zone },
    { id: 'weekend', header: t('regulation.calendar.weekend'), width: 130, text: ({ body }) => body.weekend.map((day) => word('weekday', String(day))).join(', ') },
    { id: 'holidays', header: t('regulation.calendar.holidays'), width: 90, mono: true, align: 'end', text: ({ body }) => String(body.holidays.length) },
    {
      id: 'valid', header: t('regulation.calendar.validThrough'), width: 150, mono: true, text: ({ body }) => body.validThrough,
      cell: ({ body }) => (Date.parse(body.validThrough) < now ? <Badge tone="danger">{body.validThrough}</Badge> : <span>{body.validThrough}</span>),
    },
  ], [t, word, now]);
  return (
    <DataGrid
      label={t('regulation.view.calendars')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => onSelect(id)} onOpen={({ id }) => onOpen(id)} onCopy={onCopy}
      empty={<EmptyState title={t('regulation.calendar.emptyTitle')} text={t('regulation.calendar.emptyText')}><Button variant="primary" keys="c" onPress={onAdd}>{t('regulation.calendarAdd')}</Button></EmptyState>}
    />
  );
}
