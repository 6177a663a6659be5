// Reviews: planned, held, with what was found about detection, response and prevention. Keys: N plans one, S says that it was held, those of the grid.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { RecurrenceLine } from '../overview/RecurrenceLine.tsx';
import styles from './closure.module.css';

const texts: EntityListTexts = { title: 'closure.reviews', placeholder: 'decisions.placeholder', create: 'closure.planReview', createTitle: 'closure.planReview', emptyTitle: 'closure.noReviews', emptyText: 'closure.noReviewsText' };

export function ReviewsView({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const columns = useListColumns(reviewColumns);
  const header = useQuery('incident', { log });
  return (
    <>
      {header.state === 'ready' && header.result?.incident.body.recurrenceOf ? <div className={styles['repeats']}><RecurrenceLine incident={header.result.incident} /></div> : null}
      <EntityList log={log} kind="review" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'closure.hint.plan' }, { keys: ['s'], label: 'actions.hint.state' }]} notice={() => <p className={styles['lead']}>{t('closure.blameless')}</p>} />
    </>
  );
}

function reviewColumns({ t, time, word, state, when }: ColumnTools<'review'>): readonly ListColumn<'review'>[] {
  return [
    when('for', t('closure.scheduled', { zone: time.shownZone }), (entity) => entity.body.scheduledAt),
    { id: 'format', header: t('closure.field.format'), width: 170, sortable: true, text: (entity) => word('reviewFormat', entity.body.format) },
    { id: 'facilitator', header: t('closure.field.facilitator'), width: 150, sortable: true, text: (entity) => entity.body.facilitator },
    { id: 'outcome', header: t('closure.field.outcome'), width: 280, minWidth: 160, grow: true, text: (entity) => entity.body.outcome ?? '' },
    state('reviewState'),
  ];
}
