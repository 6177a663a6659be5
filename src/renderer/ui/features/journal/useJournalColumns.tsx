import { useMemo } from 'react';
import type { JournalRow } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { Highlight } from '../../grid/Highlight.tsx';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';

/** The columns of the journal; lateness stands as a badge with its reason, and as words where rows are copied or printed. */
export function useJournalColumns(): readonly GridColumn<JournalRow>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { span } = useUnits();
  return useMemo((): readonly GridColumn<JournalRow>[] => {
    const late = (row: JournalRow): string => (row.stamp.latenessMs === null ? '' : t('inspector.lateBy', { span: span(row.stamp.latenessMs) }));
    return [
      { id: 'number', header: t('journal.number'), width: 56, align: 'end', mono: true, muted: true, sortable: true, text: (row) => String(row.stamp.number) },
      { id: 'occurred', header: t('journal.occurred', { zone: time.shownZone }), width: 180, mono: true, sortable: true, text: (row) => time.occurred(row.stamp.occurred) },
      { id: 'kind', header: t('journal.kind'), width: 116, muted: true, text: (row) => word('entryKind', row.stamp.kind) },
      { id: 'ref', header: t('journal.ref'), width: 96, mono: true, sortable: true, hideBelow: 820, text: (row) => row.ref ?? '' },
      {
        id: 'text', header: t('journal.text'), width: 280, minWidth: 160, grow: true,
        text: (row) => [row.afterRemoval === true ? `[${t('journal.afterRemoval')}]` : '', row.text, late(row) === '' ? '' : `[${[late(row), row.stamp.lateReason].filter(Boolean).join(': ')}]`, ...row.tags.map((tag) => `#${tag}`)].filter((part) => part !== '').join(' '),
        cell: (row, words) => (
          <>
            {row.afterRemoval === true ? <span title={t('journal.afterRemoval.text')}><Badge tone="danger">{t('journal.afterRemoval')}</Badge>{' '}</span> : null}
            {late(row) === '' ? null : <span title={row.stamp.lateReason ?? t('inspector.noLateReason')}><Badge tone="late">{late(row)}</Badge>{' '}</span>}
            <Highlight text={row.text} words={words} />
            {row.tags.length === 0 ? null : <span className="faint mono">{` ${row.tags.map((tag) => `#${tag}`).join(' ')}`}</span>}
          </>
        ),
      },
      { id: 'author', header: t('journal.author'), width: 120, muted: true, hideBelow: 760, text: (row) => row.stamp.author.name },
      { id: 'recorded', header: t('journal.recorded', { zone: time.shownZone }), width: 164, mono: true, muted: true, sortable: true, hideBelow: 1080, text: (row) => time.instant(row.stamp.recorded.at) },
    ];
  }, [t, word, time, span]);
}
