// Every entry of the incident as one list. Keys: those of the grid and of the selected entry. The list is windowed: only
// the visible part is asked for.
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityId, EntryId } from '#base';
import type { EntryKind, JournalRow } from '#domain';
import type { Queries, SortOrder } from '#ipc';
import { nextSort, type GridColumn, type GridSort } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { EmptyList } from '../../grid/EmptyList.tsx';
import { withField } from '../../grid/filterText.ts';
import { ListFrame, ListStrip } from '../../grid/ListFrame.tsx';
import { queryOnce } from '../../grid/queryOnce.ts';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useGridWindow } from '../../grid/useGridWindow.ts';
import { useListFilter } from '../../grid/useListFilter.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { usePorts } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select, showScreen } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { discloseEntries } from '../disclosure/choice.ts';
import { showIntegrityTab } from '../integrity/integrityView.ts';
import { UnopenedNote } from '../members/UnopenedNote.tsx';
import { useJournalColumns } from './useJournalColumns.tsx';

const kindChips: readonly EntryKind[] = ['note', 'action', 'decision', 'evidence', 'event', 'communication', 'custody', 'amend', 'retract'];
const ALL_ROWS = 10_000_000;

export function JournalScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const word = useWord();
  const { queries } = usePorts();
  const filter = useListFilter('journal');
  const { window, onVisible } = useGridWindow();
  const [sort, setSort] = useState<GridSort>({ column: 'number', descending: true });
  const asked = { log, filter: filter.filter, order: sort.column as SortOrder, descending: sort.descending };
  const query = useQuery('journal', { ...asked, ...window });
  const page = query.state === 'ready' ? query.result : null;
  const subject = useSelection();
  const [entry, setEntry] = useState<string | null>(null);
  const columns: readonly GridColumn<JournalRow>[] = useJournalColumns();
  const all = async (): Promise<readonly JournalRow[] | null> => (await queryOnce(queries, 'journal', { ...asked, offset: 0, limit: ALL_ROWS } satisfies Queries['journal']['params']))?.rows ?? null;
  const output = useGridOutput(t('journal.title'), columns, all, (row) => row.struck);
  const selected = useMemo(() => selectedEntry(page?.rows ?? [], entry, subject), [page, entry, subject]);
  const selectedRow = page?.rows.find((row) => row.stamp.entryId === selected);
  const total = page?.total ?? 0;
  const disclose = (entries: readonly EntryId[]): void => {
    discloseEntries(log, entries);
    showIntegrityTab('disclosure');
    showScreen('integrity');
  };
  useScreenCommands([
    { id: 'journal.disclose', label: 'disclosure.openSelected', group: 'screen', undo: 'none', when: () => selectedRow !== undefined, run: () => disclose(selectedRow === undefined ? [] : [selectedRow.stamp.entryId]) },
    { id: 'journal.discloseShown', label: 'disclosure.openShown', group: 'screen', undo: 'none', when: () => total > 0, run: async () => disclose((await all() ?? []).map((row) => row.stamp.entryId)) },
  ]);
  const at = page === null ? -1 : page.rows.findIndex((row) => row.stamp.entryId === selected);
  const kinds = filter.filter.kinds ?? [];
  const chosen = kinds.length === 1 && kinds[0] !== undefined && kindChips.includes(kinds[0]) ? kinds[0] : 'all';
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return (
    <ListFrame
      filter={filter} placeholder="journal.placeholder" position={at < 0 || page === null ? t('grid.noPosition', { total }) : t('grid.position', { row: page.offset + at + 1, total })}
      hints={[{ keys: ['m'], label: 'journal.hint.amend' }, { keys: ['Delete'], label: 'journal.hint.retract' }, { keys: ['t'], label: 'journal.hint.tag' }, { keys: ['/'], label: 'journal.hint.filter' }]}
      above={(
        <>
        <UnopenedNote log={log} />
        <ListStrip>
          <SegmentedControl
            label={t('journal.kinds')} value={chosen} choices={[{ value: 'all', label: t('journal.all') }, ...kindChips.map((kind) => ({ value: kind, label: word('entryKind', kind) }))]}
            onChange={(kind) => filter.setLine(withField(filter.line, 'kind', kind === 'all' ? null : kind))}
          />
        </ListStrip>
        </>
      )}
    >
      <DataGrid
        label={t('journal.title')} columns={columns} total={total} rowAt={(index) => page?.rows[index - page.offset]} rowKey={(row) => row.stamp.entryId} selected={selected} onCopy={output.copy}
        onSelect={(row) => {
          setEntry(row.stamp.entryId);
          select(row.subject);
        }}
        onVisible={onVisible} sort={sort} onSort={(column) => setSort(nextSort(sort, column))} marks={(row) => ({ struck: row.struck, amended: row.amended })} words={filter.words}
        empty={<EmptyList isLoading={page === null} filter={filter} title="journal.emptyTitle" text="journal.emptyText" />}
      />
    </ListFrame>
  );
}

/** The row to show as selected: the one that was picked while it is about the selected entity, else the entity's first row. */
function selectedEntry(rows: readonly JournalRow[], entry: string | null, subject: EntityId | null): string | null {
  if (subject === null) return null;
  const picked = rows.find((row) => row.stamp.entryId === entry);
  if (entry !== null && (picked === undefined || picked.subject === subject)) return entry;
  return rows.find((row) => row.stamp.entryId === subject)?.stamp.entryId ?? rows.find((row) => row.subject === subject)?.stamp.entryId ?? null;
}
