// What stands in a list without rows: nothing recorded yet, nothing that matches, or loading.
import type { ReactNode } from 'react';
import { useText } from '../i18n/intl.tsx';
import type { MessageId } from '../i18n/messages.ts';
import { Button } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Skeleton } from '../kit/Skeleton.tsx';
import { isOpenFilter } from './filterText.ts';
import type { ListFilter } from './useListFilter.ts';

export interface EmptyListProps { readonly isLoading: boolean; readonly filter: ListFilter; readonly title: MessageId; readonly text: MessageId; readonly children?: ReactNode }

export function EmptyList({ isLoading, filter, title, text, children }: EmptyListProps): ReactNode {
  const t = useText();
  if (isLoading) return <Skeleton />;
  if (!isOpenFilter(filter.filter)) {
    return <EmptyState title={t('grid.noMatch')} text={t('grid.noMatchText')}><Button onPress={() => filter.setLine('')}>{t('grid.clearFilter')}</Button></EmptyState>;
  }
  return <EmptyState title={t(title)} text={t(text)}>{children}</EmptyState>;
}
