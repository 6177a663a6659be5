// Own playbooks, which lesson asked for a version, and when each is reviewed again. Keys: N takes one in, V says that the selected one stays as it is, those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import { isEntityOf, type Entity, type ProcedureReview } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { useNow } from '../../kit/useNow.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { ImportDialog } from '../playbooks/ImportDialog.tsx';

const texts: EntityListTexts = { title: 'readiness.playbooks', placeholder: 'communications.contactsPlaceholder', create: 'playbooks.import', createTitle: 'playbooks.import', emptyTitle: 'readiness.playbooksEmptyTitle', emptyText: 'readiness.playbooksEmptyText' };
const noFilter = {};

/** Playbooks of one's own; those of the library are in every incident. */
export function PreparedPlaybooks({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(playbookColumns);
  const due = useDueColumn(log);
  const all = useMemo((): readonly ListColumn<'playbook'>[] => [...columns, due], [columns, due]);
  const selected = useSelection('playbooks');
  const playbooks = useQuery('entities', { log, kind: 'playbook', filter: noFilter });
  const chosen = (playbooks.state === 'ready' ? playbooks.result : []).find((entity) => entity.id === selected);
  const [reviewing, setReviewing] = useState<Entity<'playbook'> | null>(null);
  const review = (): void => { if (isEntityOf(chosen, 'playbook')) setReviewing(chosen); };
  useScreenCommands([{ id: 'playbooks.noChange', label: 'playbooks.noChange', group: 'record', keys: ['v'], undo: 'entry', when: () => isEntityOf(chosen, 'playbook'), run: review }]);
  return (
    <>
      <EntityList log={log} kind="playbook" texts={texts} columns={all} hints={[{ keys: ['v'], label: 'playbooks.hint.noChange' }]} dialog={(close) => <ImportDialog log={log} onClose={close} />} actions={<Button keys="v" isDisabled={!isEntityOf(chosen, 'playbook')} onPress={review}>{t('playbooks.noChange')}</Button>} />
      {reviewing === null ? null : (
        <EntityDialog
          log={log} kind="decision" title="playbooks.noChange" onClose={() => setReviewing(null)} links={[{ relation: 'answers', to: reviewing.id }]}
          preset={{ question: t('playbooks.reviewQuestion', { title: reviewing.body.title, version: reviewing.body.version }), choice: t('playbooks.reviewChoice') }}
        />
      )}
    </>
  );
}

function playbookColumns({ t, word }: ColumnTools<'playbook'>): readonly ListColumn<'playbook'>[] {
  return [
    { id: 'code', header: t('playbooks.code'), width: 84, mono: true, text: (entity) => entity.body.code ?? '' },
    { id: 'title', header: t('playbooks.playbook'), width: 260, minWidth: 160, grow: true, text: (entity) => entity.body.title },
    { id: 'version', header: t('playbooks.version'), width: 92, mono: true, text: (entity) => entity.body.version },
    { id: 'from', header: t('playbooks.minimumSeverity'), width: 104, muted: true, hideBelow: 900, text: (entity) => (entity.body.minimumSeverity === undefined ? '' : word('severity', entity.body.minimumSeverity)) },
    { id: 'reason', header: t('playbooks.reason'), width: 180, muted: true, hideBelow: 760, text: (entity) => entity.body.reason },
    { id: 'lesson', header: t('playbooks.fromLesson'), width: 180, mono: true, hideBelow: 900, text: ({ body: { fromLesson } }) => (fromLesson === undefined ? '' : `${fromLesson.incident} ${fromLesson.lesson}`) },
  ];
}

function useDueColumn(log: ScreenProps['log']): ListColumn<'playbook'> {
  const t = useText();
  const now = useNow(60_000);
  const query = useQuery('procedures', { log });
  const reviews = query.state === 'ready' ? query.result : null;
  return useMemo((): ListColumn<'playbook'> => {
    // Only the newest version waits for a review.
    const byEntry = new Map((reviews ?? []).map((review): readonly [string, ProcedureReview] => [review.entry, review]));
    const text = (review: ProcedureReview): string => t(review.isLocal ? 'playbooks.dueLocal' : 'playbooks.due', { when: formatInstant(review.dueAt, 'UTC').slice(0, 10), days: review.days });
    return {
      id: 'due', header: t('playbooks.reviewDue'), width: 220, text: (entity) => { const review = byEntry.get(entity.id); return review === undefined ? '' : text(review); },
      cell: (entity) => { const review = byEntry.get(entity.id); return review === undefined ? null : <Badge tone={review.dueAt < now ? 'danger' : 'neutral'}>{text(review)}</Badge>; },
    };
  }, [reviews, now, t]);
}
