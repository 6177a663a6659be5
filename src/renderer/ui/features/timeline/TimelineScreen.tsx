// The incident timeline: events of the attacker, and the defender, communication and clock tracks made from the journal.
// Keys: those of the grid, T tag, A new action from the row, N new event, E export.
import { useState, type ReactNode } from 'react';
import { timelineTracks } from '#domain';
import type { Queries, TimelineRow } from '#ipc';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { EmptyList } from '../../grid/EmptyList.tsx';
import { withField } from '../../grid/filterText.ts';
import { ListFrame, ListStrip } from '../../grid/ListFrame.tsx';
import { queryOnce } from '../../grid/queryOnce.ts';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useGridWindow } from '../../grid/useGridWindow.ts';
import { useListFilter } from '../../grid/useListFilter.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { usePorts } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { usePreferences } from '../../session/usePreferences.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { UnopenedNote } from '../members/UnopenedNote.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Histogram } from './Histogram.tsx';
import { useTimelineColumns } from './useTimelineColumns.tsx';
import styles from './timeline.module.css';

type Open = { readonly type: 'event' } | { readonly type: 'action'; readonly row: TimelineRow } | null;
const ALL_ROWS = 10_000_000;

export function TimelineScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { queries } = usePorts();
  const filter = useListFilter('timeline');
  const { window, onVisible } = useGridWindow();
  const [isDescending, setDescending] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  const asked = { log, filter: filter.filter, descending: isDescending };
  const query = useQuery('timeline', { ...asked, ...window });
  const page = query.state === 'ready' ? query.result : null;
  const selected = useSelection();
  const columns: readonly GridColumn<TimelineRow>[] = useTimelineColumns();
  const all = async (): Promise<readonly TimelineRow[] | null> => (await queryOnce(queries, 'timeline', { ...asked, offset: 0, limit: ALL_ROWS } satisfies Queries['timeline']['params']))?.rows ?? null;
  const output = useGridOutput(t('timeline.title'), columns, all, (row) => row.struck);
  const at = page === null ? -1 : page.rows.findIndex((row) => row.entity === selected);
  const row = page?.rows[at];
  useScreenCommands([
    { id: 'timeline.newEvent', label: 'timeline.newEvent', group: 'record', keys: ['n'], undo: 'entry', run: () => setOpen({ type: 'event' }) },
    { id: 'timeline.actionFromRow', label: 'timeline.actionFromRow', group: 'record', keys: ['a'], undo: 'entry', when: () => row !== undefined, run: () => { if (row !== undefined) setOpen({ type: 'action', row }); } },
  ]);
  const total = page?.total ?? 0;
  const create = <Button keys="n" onPress={() => setOpen({ type: 'event' })}>{t('timeline.newEvent')}</Button>;
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return (
    <>
      <ListFrame
        filter={filter} placeholder="timeline.placeholder" actions={<>{create}<ExportMenu log={log} filter={filter.filter} /></>}
        position={at < 0 || page === null ? t('grid.noPosition', { total }) : t('grid.position', { row: page.offset + at + 1, total })}
        hints={[{ keys: ['t'], label: 'timeline.hint.tag' }, { keys: ['a'], label: 'timeline.hint.action' }, { keys: ['e'], label: 'timeline.hint.export' }]}
        above={<><UnopenedNote log={log} /><Strip tracks={page?.tracks ?? {}} total={total} filterLine={filter.line} track={filter.filter.track ?? null} setLine={filter.setLine} />{page === null ? null : <Histogram buckets={page.histogram} />}</>}
      >
        <DataGrid
          label={t('timeline.title')} columns={columns} total={total} rowAt={(index) => page?.rows[index - page.offset]} rowKey={(item) => item.entity} selected={selected} onSelect={(item) => select(item.entity)} onCopy={output.copy} onVisible={onVisible}
          sort={{ column: 'occurred', descending: isDescending }} onSort={() => setDescending(!isDescending)} words={filter.words}
          marks={(item) => ({ struck: item.struck, amended: item.amended, flagged: item.kind === 'event' })}
          empty={<EmptyList isLoading={page === null} filter={filter} title="timeline.emptyTitle" text="timeline.emptyText">{create}</EmptyList>}
        />
      </ListFrame>
      {open?.type === 'event' ? <EntityDialog log={log} kind="event" title="timeline.newEventTitle" isTimeRequired onClose={() => setOpen(null)} onSealed={(id) => select(id)} /> : null}
      {open?.type === 'action' ? (
        <EntityDialog
          log={log} kind="action" title="timeline.actionTitle" onClose={() => setOpen(null)} links={[{ relation: 'answers', to: open.row.entity }]}
          preset={{ targets: open.row.host === null ? [] : [open.row.host], rationale: open.row.what }}
        />
      ) : null}
    </>
  );
}

interface StripProps { readonly tracks: Readonly<Record<string, number>>; readonly total: number; readonly filterLine: string; readonly track: string | null; readonly setLine: (line: string) => void }

/** How times are shown, and the tracks with their counts; a track is a filter that can be pressed. */
function Strip({ tracks, total, filterLine, track, setLine }: StripProps): ReactNode {
  const t = useText();
  const word = useWord();
  const { preferences, change } = usePreferences();
  return (
    <ListStrip end={<span>{t('timeline.matches', { total })}</span>}>
      <span>{t('timeline.shownIn')}</span>
      <SegmentedControl
        label={t('timeline.shownIn')} value={preferences.timeDisplay} onChange={(timeDisplay) => change({ timeDisplay })}
        choices={[
          { value: 'utc', label: t('kit.time.utc') },
          // A chosen zone that is UTC would be the same button twice.
          ...(preferences.zone === 'UTC' && preferences.timeDisplay !== 'zone' ? [] : [{ value: 'zone' as const, label: preferences.zone }]),
          { value: 'written', label: t('kit.time.written') },
        ]}
      />
      <span>{t('timeline.tracks')}</span>
      <div className={styles['tracks']} role="group" aria-label={t('timeline.tracks')}>
        {timelineTracks.filter((name) => (tracks[name] ?? 0) > 0 || name === track).map((name) => (
          <button key={name} type="button" className={styles['track']} aria-pressed={track === name} onClick={() => setLine(withField(filterLine, 'track', track === name ? null : name))}>
            <span className={styles['trackName']}>{word('track', name)}</span>{` ${String(tracks[name] ?? 0)}`}
          </button>
        ))}
      </div>
    </ListStrip>
  );
}
