// Who is kept informed, how often, and when they are due to hear again. Keys: N adds a subscription, those of the grid and of the inspector.
import { useMemo, type ReactNode } from 'react';
import type { LogId } from '#base';
import { DAILY_MINUTES } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import type { FieldValues } from '../../inspector/fields/values.ts';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { useClockWords } from '../clocks/useClocks.ts';
import { badgeByTone, toneOf } from '../clocks/tone.ts';
import { isOwed, useUpdates } from './useUpdates.ts';

const texts: EntityListTexts = { title: 'updates.title', placeholder: 'updates.placeholder', create: 'updates.create', createTitle: 'updates.createTitle', emptyTitle: 'updates.emptyTitle', emptyText: 'updates.emptyText' };
const intervals = ['every', 'everyCritical', 'everyHigh', 'everyMedium', 'everyLow'];

export function UpdatesScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useUpdateColumns(log);
  const notice = (values: FieldValues): ReactNode => {
    const missing = [
      isTooRare(values) ? t('updates.noReason') : null, values['begins'] === 'severity-reached' && values['fromSeverity'] === null ? t('updates.needsSeverity') : null,
      values['until'] === 'stated-condition' && isBlank(values['untilCondition']) ? t('updates.needsCondition') : null,
    ].filter((text) => text !== null);
    return missing.length === 0 ? null : <p role="alert">{missing.join(' ')}</p>;
  };
  return <EntityList log={log} kind="subscription" texts={texts} columns={columns} notice={notice} hints={[{ keys: ['n'], label: 'updates.hint.new' }, { keys: ['c'], label: 'updates.hint.compose' }]} />;
}

function isTooRare(values: FieldValues): boolean {
  return values['audienceKind'] === 'customer' && isBlank(values['reason']) && intervals.some((name) => Number(values[name] ?? 0) > DAILY_MINUTES);
}

function isBlank(value: FieldValues[string] | undefined): boolean {
  return typeof value !== 'string' || value.trim() === '';
}

function useUpdateColumns(log: LogId): readonly ListColumn<'subscription'>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { span } = useUnits();
  const words = useClockWords();
  const plain = useListColumns(subscriptionColumns);
  const { rows, now } = useUpdates(log);
  return useMemo(() => {
    const rowOf = (id: string) => rows?.get(id);
    const clockText = (id: string): string => {
      const state = rowOf(id)?.clock?.state;
      return state === undefined ? '' : word('clockState', state);
    };
    const clock: ListColumn<'subscription'> = {
      id: 'clock', header: t('updates.clock'), width: 104, sortable: true, text: ({ id }) => clockText(id),
      cell: ({ id }) => {
        const found = rowOf(id)?.clock ?? null;
        return found === null ? null : <Badge tone={badgeByTone[toneOf(found, now)]}>{clockText(id)}</Badge>;
      },
    };
    const left: ListColumn<'subscription'> = {
      id: 'left', header: t('updates.left'), width: 124, mono: true, align: 'end', text: ({ id }) => {
        const found = rowOf(id);
        return found?.clock?.state === 'running' || found?.clock?.state === 'overdue' ? words.left(found.clock, now) : '';
      },
    };
    const next: ListColumn<'subscription'> = {
      id: 'next', header: t('updates.next', { zone: time.shownZone }), width: 172, mono: true, sortable: true, sortBy: ({ id }) => rowOf(id)?.clock?.due ?? Number.MAX_SAFE_INTEGER,
      text: ({ id }) => {
        const row = rowOf(id);
        const due = row === undefined || !isOwed(row) ? null : (row.clock?.due ?? null);
        return due === null ? '' : time.instant(due);
      },
    };
    const last: ListColumn<'subscription'> = {
      id: 'last', header: t('updates.last', { zone: time.shownZone }), width: 172, mono: true, muted: true, hideBelow: 980, text: ({ id }) => {
        const sent = rowOf(id)?.last ?? null;
        return sent === null ? t('updates.never') : time.instant(sent.at);
      },
    };
    const every: ListColumn<'subscription'> = { id: 'every', header: t('updates.every'), width: 84, mono: true, align: 'end', text: ({ id }) => span(rowOf(id)?.intervalMs ?? 0) };
    return [...plain.slice(0, 1), clock, left, ...plain.slice(1, 3), every, next, last, ...plain.slice(3)];
  }, [plain, rows, now, t, word, words, time, span]);
}

function subscriptionColumns({ t, word, ref }: ColumnTools<'subscription'>): readonly ListColumn<'subscription'>[] {
  return [
    ref,
    { id: 'audience', header: t('updates.audience'), width: 180, minWidth: 120, grow: true, sortable: true, text: ({ body }) => body.audience },
    { id: 'template', header: t('messages.template'), width: 140, sortable: true, muted: true, hideBelow: 820, text: ({ body }) => word('messageTemplate', body.template) },
    { id: 'owner', header: t('updates.owner'), width: 150, muted: true, hideBelow: 1120, text: ({ body }) => word('incidentRole', body.owner) },
  ];
}
