// Where the run left the playbook: steps skipped, and containment before what it may destroy was captured. Keys: those of a grid; Enter opens the step. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { Deviation } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useText } from '../../i18n/intl.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';

export interface DeviationsGridProps { readonly deviations: readonly Deviation[]; readonly selected: string | null; readonly onSelect: (entry: string) => void; readonly onOpen: (number: number) => void; readonly onCopy: (text: string) => void }

export function DeviationsGrid({ deviations, selected, onSelect, onOpen, onCopy }: DeviationsGridProps): ReactNode {
  const t = useText();
  const columns = useMemo((): readonly GridColumn<Deviation>[] => [
    { id: 'number', header: t('playbooks.number'), width: 44, mono: true, align: 'end', text: ({ number }) => String(number) },
    { id: 'type', header: t('playbooks.deviation'), width: 220, text: ({ type }) => t(`playbooks.deviation.${type}`) },
    { id: 'reason', header: t('playbooks.reason'), width: 260, text: ({ reason }) => reason ?? '' },
    { id: 'text', header: t('playbooks.step'), width: 320, minWidth: 160, grow: true, muted: true, text: ({ text }) => text },
  ], [t]);
  return (
    <DataGrid
      label={t('playbooks.deviations')} columns={columns} total={deviations.length} rowAt={(index) => deviations[index]} rowKey={({ entry }) => entry} selected={selected}
      onSelect={({ entry }) => onSelect(entry)} onOpen={({ number }) => onOpen(number)} onCopy={onCopy} empty={<EmptyState title={t('playbooks.noDeviations')} text={t('playbooks.noDeviationsText')} />}
    />
  );
}
