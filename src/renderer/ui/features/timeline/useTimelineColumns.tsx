import { useMemo } from 'react';
import { correctedAt } from '#domain';
import type { TimelineRow } from '#ipc';
import type { GridColumn } from '../../grid/columns.ts';
import { Highlight } from '../../grid/Highlight.tsx';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import styles from './timeline.module.css';

/** The columns of the incident timeline. */
export function useTimelineColumns(): readonly GridColumn<TimelineRow>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  return useMemo((): readonly GridColumn<TimelineRow>[] => {
    const corrected = ({ occurred, clockErrorMs }: TimelineRow): string | null => {
      const at = clockErrorMs === null ? null : correctedAt({ ...occurred, clockErrorMs });
      return at === null ? null : t('timeline.corrected', { time: time.occurred({ ...occurred, at, written: '' }) });
    };
    return [
      { id: 'occurred', header: t('journal.occurred', { zone: time.shownZone }), width: 196, mono: true, sortable: true, text: (row) => time.occurred(row.occurred) },
      { id: 'source', header: t('timeline.source'), width: 136, text: (row) => row.source ?? word('track', row.track), cell: (row) => <span className={styles['source']}>{row.source ?? word('track', row.track)}</span> },
      { id: 'host', header: t('timeline.host'), width: 104, mono: true, text: (row) => row.host ?? '–' },
      {
        id: 'what', header: t('timeline.what'), width: 260, minWidth: 160, grow: true, text: (row) => [row.what, corrected(row), ...row.tags.map((tag) => `#${tag}`)].filter((part) => part !== null).join(' '),
        cell: (row, words) => <><Highlight text={row.what} words={words} />{corrected(row) === null ? null : <span className="faint mono">{` ${corrected(row) ?? ''}`}</span>}{row.tags.length === 0 ? null : <span className="faint mono">{` ${row.tags.map((tag) => `#${tag}`).join(' ')}`}</span>}</>,
      },
      { id: 'technique', header: t('timeline.technique'), width: 96, text: (row) => row.technique ?? '', cell: (row) => (row.technique === null ? null : <span className={styles['technique']}>{row.technique}</span>) },
    ];
  }, [t, word, time]);
}
