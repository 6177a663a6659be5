// The items: add by dialog, drop or paste, follow the sealing, keep custody. Keys: E adds files, Shift E adds an item
// without a file, and with an item selected R V X L P; those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { EvidenceRow } from '#ipc';
import { nextSort, type GridSort } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { EmptyList } from '../../grid/EmptyList.tsx';
import { ListFrame } from '../../grid/ListFrame.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useListFilter } from '../../grid/useListFilter.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { AddEvidenceDialog } from './AddEvidenceDialog.tsx';
import { SealProgress } from './SealProgress.tsx';
import { UnfinishedSeals } from './UnfinishedSeals.tsx';
import { useAddEvidence } from './useAddEvidence.ts';
import { useEvidenceColumns, type EvidenceColumn } from './useEvidenceColumns.tsx';
import styles from './evidence.module.css';

export function EvidenceItems({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const documents = useDocuments(log);
  const filter = useListFilter('evidence');
  const query = useQuery('evidence', { log, filter: filter.filter });
  const selected = useSelection();
  const add = useAddEvidence();
  const columns = useEvidenceColumns();
  const [sort, setSort] = useState<GridSort | null>(null);
  const found = query.state === 'ready' ? query.result : null;
  const rows = useMemo(() => sortRows(found ?? [], columns, sort), [found, columns, sort]);
  const output = useGridOutput(t('evidence.title'), columns, () => Promise.resolve(rows), (row) => row.entity.retracted !== null);
  const saveRegister = async (): Promise<void> => void (await documents.savePdf('evidence-register', t('evidence.registerFile')));
  useScreenCommands([
    { id: 'evidence.add', label: 'evidence.add', group: 'record', keys: ['e'], undo: 'none', run: add.choose },
    { id: 'evidence.addPhysical', label: 'evidence.addPhysical', group: 'record', keys: ['Shift+e'], undo: 'entry', run: add.physical },
    { id: 'evidence.register', label: 'evidence.register', group: 'screen', undo: 'none', run: saveRegister },
    { id: 'evidence.printRegister', label: 'evidence.printRegister', group: 'screen', undo: 'none', run: async () => { await documents.print('evidence-register'); } },
  ]);
  const at = rows.findIndex((row) => row.entity.id === selected);
  const addButton = <Button variant="primary" keys="e" onPress={() => void add.choose()}>{t('evidence.add')}</Button>;
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return (
    <div className={styles['screen']} {...add.dropTarget}>
      <ListFrame
        filter={filter} placeholder="evidence.placeholder" position={at < 0 ? t('grid.noPosition', { total: rows.length }) : t('grid.position', { row: at + 1, total: rows.length })} footEnd={<Totals rows={rows} />}
        actions={(
          <>
            <Menu label={t('evidence.more')} actions={[{ id: 'physical', label: t('evidence.addPhysical'), keys: 'Shift+e' }, { id: 'register', label: t('evidence.register') }, { id: 'print', label: t('evidence.printRegister') }]} onAction={(id) => void (id === 'physical' ? add.physical() : id === 'register' ? saveRegister() : documents.print('evidence-register'))}>
              <Button>{t('evidence.more')}</Button>
            </Menu>
            {addButton}
          </>
        )}
        hints={[{ keys: ['r'], label: 'evidence.hint.release' }, { keys: ['v'], label: 'evidence.hint.verify' }, { keys: ['x'], label: 'evidence.hint.extract' }, { keys: ['l'], label: 'evidence.hint.label' }, { keys: ['p'], label: 'evidence.hint.preview' }]}
        above={(
          <>
            <UnfinishedSeals onContinue={add.continueSeal} />
            <SealProgress log={log} />
            <p className={styles['drop']} data-over={add.isOver ? '' : undefined}>{t('evidence.dropHere')}{' '}<Kbd keys="e" />{' '}{t('evidence.dropThen')}</p>
          </>
        )}
      >
        <DataGrid
          label={t('evidence.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={(row) => row.entity.id} selected={selected} onSelect={(row) => select(row.entity.id)} onCopy={output.copy}
          sort={sort} onSort={(column) => setSort(nextSort(sort, column))} words={filter.words}
          marks={(row) => ({ struck: row.entity.retracted !== null, amended: row.entity.changes.some((change) => change.type === 'amend' && !change.reverted) })}
          empty={<EmptyList isLoading={found === null} filter={filter} title="evidence.emptyTitle" text="evidence.emptyText">{addButton}</EmptyList>}
        />
      </ListFrame>
      {add.pending === null ? null : <AddEvidenceDialog log={log} source={add.pending.source} resume={add.pending.resume} onClose={add.close} />}
    </div>
  );
}

function Totals({ rows }: { readonly rows: readonly EvidenceRow[] }): ReactNode {
  const t = useText();
  const { bytes } = useUnits();
  const sealed = rows.reduce((sum, row) => sum + (row.entity.body.sealed?.size ?? 0), 0);
  return t('evidence.totals', { bytes: bytes(sealed), transit: rows.filter((row) => row.custody.state === 'in-transit').length, mismatch: rows.filter((row) => row.custody.integrity === 'mismatch').length });
}

function sortRows(rows: readonly EvidenceRow[], columns: readonly EvidenceColumn[], sort: GridSort | null): readonly EvidenceRow[] {
  const column = columns.find((candidate) => candidate.id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const keyOf = column.sortBy ?? column.text;
  const direction = sort.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true }));
  });
}
