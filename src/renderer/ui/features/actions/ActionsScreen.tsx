// Response actions: what, on whose authority, how far. Keys: N new action, S state, M amend, those of the grid.
import { useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import type { BodyOf, Entity } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useNow } from '../../grid/useNow.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AskDialog } from '../approvals/AskDialog.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { isDue } from './due.ts';

const texts: EntityListTexts = { title: 'actions.title', placeholder: 'actions.placeholder', create: 'actions.create', createTitle: 'actions.createTitle', emptyTitle: 'actions.emptyTitle', emptyText: 'actions.emptyText' };

export function ActionsScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(actionColumns);
  const [toAsk, setToAsk] = useState<EntityId | null>(null);
  return (
    <>
      <EntityList
        log={log} kind="action" texts={texts} columns={columns} dialog={(close) => <ActionDialog log={log} title="actions.createTitle" onClose={close} onSealed={select} onToAsk={setToAsk} />} hints={[{ keys: ['n'], label: 'actions.hint.new' }, { keys: ['s'], label: 'actions.hint.state' }]} summary={(rows) => <Summary rows={rows} />}
      />
      {toAsk === null ? null : <AskDialog log={log} action={toAsk} onClose={() => setToAsk(null)} />}
    </>
  );
}

function actionColumns({ t, word, time, ref, state, when, authority, now }: ColumnTools<'action'>): readonly ListColumn<'action'>[] {
  return [
    ref,
    { id: 'title', header: t('actions.what'), width: 240, minWidth: 160, grow: true, sortable: true, text: (entity) => entity.body.title },
    { id: 'targets', header: t('actions.targets'), width: 132, mono: true, hideBelow: 640, text: (entity) => entity.body.targets.join(', ') },
    { id: 'phase', header: t('actions.phase'), width: 88, muted: true, sortable: true, hideBelow: 900, text: (entity) => (entity.body.phase === undefined ? '' : word('phase', entity.body.phase)) },
    state('actionState'),
    { id: 'authority', header: t('actions.authority'), width: 168, hideBelow: 760, text: (entity) => authority(entity.body.authority), cell: (entity) => <AuthorityMark authority={entity.body.authority} text={authority(entity.body.authority)} /> },
    { id: 'executor', header: t('actions.executor'), width: 104, muted: true, sortable: true, hideBelow: 1040, text: (entity) => entity.body.executor ?? '' },
    {
      id: 'due', header: t('actions.due', { zone: time.shownZone }), width: 164, mono: true, sortable: true, hideBelow: 940, sortBy: (entity) => entity.body.due?.at ?? Number.MAX_SAFE_INTEGER,
      text: (entity) => (entity.body.due === undefined ? '' : `${time.occurred(entity.body.due)}${isDue(entity, now) ? ` ${t('actions.overdue')}` : ''}`),
      cell: (entity) => (entity.body.due === undefined ? null : <>{time.occurred(entity.body.due)}{isDue(entity, now) ? <>{' '}<Badge tone="danger">{t('actions.overdue')}</Badge></> : null}</>),
    },
    { ...when('done', t('actions.done', { zone: time.shownZone }), (entity) => entity.body.doneAt), hideBelow: 1240 },
  ];
}

function AuthorityMark({ authority, text }: { readonly authority: BodyOf<'action'>['authority']; readonly text: string }): ReactNode {
  if (authority.basis === 'not-stated') return <Badge tone="warn">{text}</Badge>;
  return authority.basis === 'override' ? <Badge tone="danger">{text}</Badge> : text;
}

function Summary({ rows }: { readonly rows: readonly Entity<'action'>[] }): ReactNode {
  const t = useText();
  const now = useNow();
  const standing = rows.filter((row) => row.retracted === null);
  const count = (test: (entity: Entity<'action'>) => boolean): number => standing.filter(test).length;
  return (
    <span>
      {t('actions.summary', {
        open: count((row) => ['proposed', 'authorised', 'assigned', 'in-progress'].includes(row.state ?? '')), due: count((row) => isDue(row, now)),
        unstated: count((row) => row.body.authority.basis === 'not-stated'), ratify: count((row) => row.body.authority.basis === 'override' && !['ratified', 'not-ratified'].includes(row.state ?? '')),
      })}
    </span>
  );
}
