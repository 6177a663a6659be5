// Data in scope: kinds, whose, how many, whether disclosed. Keys: N new data set, M amend, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'scope.dataSets', placeholder: 'scope.dataPlaceholder', create: 'scope.addData', createTitle: 'scope.addDataTitle', emptyTitle: 'scope.dataEmpty', emptyText: 'scope.dataEmptyText' };
const toneOf: Readonly<Record<string, BadgeTone>> = { yes: 'danger', potentially: 'warn', unknown: 'neutral', no: 'ok' };

export function DataSetsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(dataColumns);
  const scope = useQuery('scope', { log });
  const data = scope.state === 'ready' ? scope.result.data : null;
  return (
    <EntityList
      log={log} kind="data-set" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'scope.hint.newData' }, { keys: ['m'], label: 'scope.hint.amend' }]}
      summary={() => (data === null ? null : <><span>{t(data.isAtLeast ? 'scope.personsAtLeast' : 'scope.personsTotal', { persons: data.persons })}</span><span>{t('scope.dataOpen', { open: data.open })}</span></>)}
    />
  );
}

function dataColumns({ t, word, ref }: ColumnTools<'data-set'>): readonly ListColumn<'data-set'>[] {
  return [
    ref,
    { id: 'name', header: t('scope.name'), width: 180, minWidth: 120, grow: true, sortable: true, text: (entity) => entity.body.name },
    { id: 'categories', header: t('scope.field.categories'), width: 168, muted: true, hideBelow: 760, text: (entity) => entity.body.categories.map((value) => word('dataVariety', value)).join(', ') },
    { id: 'regimes', header: t('scope.regimes'), width: 132, muted: true, hideBelow: 980, text: (entity) => entity.body.regimes.map((value) => word('dataRegime', value)).join(', ') },
    { id: 'persons', header: t('scope.field.persons'), width: 88, mono: true, align: 'end', sortable: true, sortBy: (entity) => entity.body.persons ?? -1, text: (entity) => (entity.body.persons === undefined ? '' : String(entity.body.persons)) },
    { id: 'encrypted', header: t('scope.field.encrypted'), width: 124, muted: true, hideBelow: 860, text: (entity) => word('dataEncryption', entity.body.encrypted) },
    { id: 'disclosed', header: t('scope.field.disclosed'), width: 112, sortable: true, text: (entity) => word('disclosed', entity.body.disclosed), cell: (entity) => <Badge tone={toneOf[entity.body.disclosed] ?? 'neutral'}>{word('disclosed', entity.body.disclosed)}</Badge> },
  ];
}
