// A screen that lists the entities of one kind: filter, sort, select, create. Keys: N creates, and those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { isEntityOf, type CreatingKind, type Entity } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import type { MessageId } from '../i18n/messages.ts';
import { EntityDialog, type EntityDialogProps } from '../inspector/dialogs/EntityDialog.tsx';
import { Button } from '../kit/Button.tsx';
import { ErrorState } from '../kit/ErrorState.tsx';
import { useQuery } from '../port/useQuery.ts';
import { select } from '../session/actions.ts';
import { useSelection } from '../session/useSelection.ts';
import { nextSort, type GridColumn, type GridSort } from './columns.ts';
import { DataGrid } from './DataGrid.tsx';
import { EmptyList } from './EmptyList.tsx';
import { ListFrame, ListStrip, type KeyHint } from './ListFrame.tsx';
import { useGridOutput } from './useGridOutput.ts';
import { useListFilter } from './useListFilter.ts';
import { useScreenCommands } from './useScreenCommands.ts';

/** The texts of a list screen. */
export interface EntityListTexts { readonly title: MessageId; readonly placeholder: MessageId; readonly create: MessageId; readonly createTitle: MessageId; readonly emptyTitle: MessageId; readonly emptyText: MessageId }

export interface ListColumn<K extends CreatingKind> extends GridColumn<Entity<K>> {
  /** What the column sorts by; its text when left out. */
  readonly sortBy?: (entity: Entity<K>) => number | string;
}

export interface EntityListProps<K extends CreatingKind> {
  readonly log: LogId;
  readonly kind: K;
  readonly texts: EntityListTexts;
  /** Memoised. */
  readonly columns: readonly ListColumn<K>[];
  readonly sort?: GridSort;
  readonly isTimeRequired?: boolean;
  readonly hints?: readonly KeyHint[];
  /** Buttons before the one that creates. */
  readonly actions?: ReactNode;
  /** What is said in the dialog that creates, about the values as they are typed. */
  readonly notice?: EntityDialogProps['notice'];
  /** A dialog of the kind in the place of the one made from its fields. */
  readonly dialog?: (close: () => void) => ReactNode;
  /** Figures about all rows shown. */
  readonly summary?: (entities: readonly Entity<K>[]) => ReactNode;
}

export function EntityList<K extends CreatingKind>({ log, kind, texts, columns, sort: firstSort, isTimeRequired = false, hints = [], actions, notice, dialog, summary }: EntityListProps<K>): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const filter = useListFilter(kind);
  const query = useQuery('entities', { log, kind, filter: filter.filter });
  const selected = useSelection();
  const [isCreating, setCreating] = useState(false);
  const [sort, setSort] = useState<GridSort | null>(firstSort ?? null);
  const found = query.state === 'ready' ? query.result : null;
  const rows = useMemo(() => sortRows((found ?? []).filter((entity): entity is Entity<K> => isEntityOf(entity, kind)), columns, sort), [found, kind, columns, sort]);
  const output = useGridOutput(t(texts.title), columns, () => Promise.resolve(rows), (row) => row.retracted !== null);
  useScreenCommands([{ id: `${kind}.create`, label: texts.create, group: 'record', keys: ['n'], undo: 'entry', run: () => setCreating(true) }]);
  const at = rows.findIndex((row) => row.id === selected);
  const create = <Button variant="primary" keys="n" onPress={() => setCreating(true)}>{t(texts.create)}</Button>;
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return (
    <>
      <ListFrame
        filter={filter} placeholder={texts.placeholder} actions={<>{actions}{create}</>} hints={hints} {...(summary === undefined || rows.length === 0 ? {} : { above: <ListStrip>{summary(rows)}</ListStrip> })}
        position={at < 0 ? t('grid.noPosition', { total: rows.length }) : t('grid.position', { row: at + 1, total: rows.length })}
      >
        <DataGrid
          label={t(texts.title)} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={(row) => row.id} selected={selected} onSelect={(row) => select(row.id)} onCopy={output.copy}
          sort={sort} onSort={(column) => setSort((present) => nextSort(present, column))} marks={marksOf} words={filter.words}
          empty={<EmptyList isLoading={found === null} filter={filter} title={texts.emptyTitle} text={texts.emptyText}>{create}</EmptyList>}
        />
      </ListFrame>
      {!isCreating ? null : dialog !== undefined ? dialog(() => setCreating(false)) : (
        <EntityDialog log={log} kind={kind} title={texts.createTitle} onClose={() => setCreating(false)} onSealed={(id: EntityId) => select(id)} isTimeRequired={isTimeRequired} {...(notice === undefined ? {} : { notice })} />
      )}
    </>
  );
}

function marksOf(entity: Entity): { readonly struck: boolean; readonly amended: boolean } {
  return { struck: entity.retracted !== null, amended: entity.changes.some((change) => change.type === 'amend' && !change.reverted) };
}

function sortRows<K extends CreatingKind>(rows: readonly Entity<K>[], columns: readonly ListColumn<K>[], sort: GridSort | null): readonly Entity<K>[] {
  const column = columns.find((candidate) => candidate.id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const keyOf = column.sortBy ?? column.text;
  const direction = sort.descending ? -1 : 1;
  return rows.toSorted((left, right) => direction * compareKeys(keyOf(left), keyOf(right)));
}

function compareKeys(left: number | string, right: number | string): number {
  return typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right), 'en', { numeric: true });
}
