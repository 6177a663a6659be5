// Conference bridges and who is on them. Keys: N opens one, R goes through the roll-call of the selected one, those of the grid.
import { useMemo, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { BridgeView } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'bridges.title', placeholder: 'bridges.placeholder', create: 'bridges.create', createTitle: 'bridges.createTitle', emptyTitle: 'bridges.emptyTitle', emptyText: 'bridges.emptyText' };
const none: readonly BridgeView[] = [];

/** All bridges with their roll-calls. */
export function useBridges(log: LogId): readonly BridgeView[] {
  const query = useQuery('bridges', { log });
  return query.state === 'ready' ? query.result : none;
}

export function BridgesScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const plain = useListColumns(bridgeColumns);
  const views = useBridges(log);
  const columns = useMemo(() => {
    const byId = new Map(views.map((view) => [view.bridge.id, view]));
    const people: ListColumn<'bridge'> = {
      id: 'present', header: t('bridges.present'), width: 220, text: ({ id }) => {
        const view = byId.get(id);
        return view === undefined || view.people.length === 0 ? t('bridges.noRollCall') : t('bridges.presentCount', { present: view.present, all: view.people.length, unverified: view.unverified });
      },
    };
    return [...plain, people];
  }, [plain, views, t]);
  return <EntityList log={log} kind="bridge" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'bridges.hint.new' }, { keys: ['r'], label: 'bridges.hint.rollCall' }]} />;
}

function bridgeColumns({ t, ref, state, when, time }: ColumnTools<'bridge'>): readonly ListColumn<'bridge'>[] {
  return [
    ref, state('bridgeState'),
    { id: 'label', header: t('bridges.label'), width: 180, minWidth: 120, grow: true, sortable: true, text: ({ body }) => body.label },
    { id: 'address', header: t('bridges.address'), width: 180, mono: true, hideBelow: 860, text: ({ body }) => body.address ?? '' },
    { id: 'host', header: t('bridges.host'), width: 140, sortable: true, text: ({ body }) => body.host },
    { id: 'scribe', header: t('bridges.scribe'), width: 140, muted: true, hideBelow: 1040, text: ({ body }) => body.scribe ?? '' },
    when('opened', t('bridges.opened', { zone: time.shownZone }), ({ stamp }) => stamp.occurred),
  ];
}
