// Messages and calls in and out, in the order of time. Keys: N records one, M amends, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { useTrustNotice } from './useTrustNotice.tsx';

const texts: EntityListTexts = { title: 'communications.title', placeholder: 'communications.placeholder', create: 'communications.create', createTitle: 'communications.createTitle', emptyTitle: 'communications.emptyTitle', emptyText: 'communications.emptyText' };

export function CommunicationsScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(messageColumns);
  const notice = useTrustNotice(log);
  return <EntityList log={log} kind="communication" texts={texts} columns={columns} sort={{ column: 'occurred', descending: false }} notice={notice} hints={[{ keys: ['n'], label: 'communications.hint.new' }, { keys: ['r'], label: 'communications.hint.reply' }]} />;
}

function messageColumns({ t, word, time, when }: ColumnTools<'communication'>): readonly ListColumn<'communication'>[] {
  return [
    when('occurred', t('communications.when', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'direction', header: t('communications.direction'), width: 84, sortable: true, text: (entity) => word('direction', entity.body.direction) },
    { id: 'kind', header: t('communications.kind'), width: 116, sortable: true, muted: true, hideBelow: 760, text: (entity) => word('communicationKind', entity.body.communicationKind) },
    { id: 'counterpart', header: t('communications.counterpart'), width: 176, sortable: true, text: (entity) => entity.body.counterpart ?? '' },
    {
      id: 'channel', header: t('communications.channel'), width: 150, sortable: true, hideBelow: 640, text: (entity) => [entity.body.channel, entity.body.corporate === true ? t('communications.corporateMark') : undefined].filter(Boolean).join(' '),
      cell: (entity) => <>{entity.body.channel}{entity.body.corporate === true ? <>{' '}<Badge tone="warn">{t('communications.corporateMark')}</Badge></> : null}</>,
    },
    { id: 'outcome', header: t('communications.outcome'), width: 124, sortable: true, hideBelow: 940, text: (entity) => (entity.body.outcome === undefined ? '' : word('callOutcome', entity.body.outcome)) },
    { id: 'text', header: t('communications.text'), width: 260, minWidth: 160, grow: true, text: (entity) => entity.body.text },
  ];
}
