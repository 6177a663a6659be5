import { useMemo } from 'react';
import type { EvidenceRow } from '#ipc';
import type { GridColumn } from '../../grid/columns.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { toneOfCustody, useCustodyText } from './useCustodyText.ts';

export interface EvidenceColumn extends GridColumn<EvidenceRow> { readonly sortBy?: (row: EvidenceRow) => number | string }

/** The columns of the evidence list. */
export function useEvidenceColumns(): readonly EvidenceColumn[] {
  const t = useText();
  const word = useWord();
  const { bytes } = useUnits();
  const custodyText = useCustodyText();
  return useMemo((): readonly EvidenceColumn[] => [
    { id: 'ref', header: t('evidence.item'), width: 96, mono: true, sortable: true, text: (row) => row.entity.ref ?? '' },
    { id: 'name', header: t('evidence.what'), width: 200, minWidth: 140, grow: true, sortable: true, text: (row) => row.entity.body.name },
    { id: 'kind', header: t('evidence.kind'), width: 116, muted: true, sortable: true, hideBelow: 820, text: (row) => word('evidenceKind', row.entity.body.evidenceKind) },
    { id: 'purpose', header: t('evidence.field.purpose'), width: 112, muted: true, sortable: true, hideBelow: 1000, text: (row) => (row.entity.body.purpose === undefined ? '' : word('evidencePurpose', row.entity.body.purpose)) },
    { id: 'from', header: t('evidence.from'), width: 112, mono: true, sortable: true, text: (row) => row.entity.body.sourceSystem ?? '' },
    { id: 'size', header: t('evidence.size'), width: 84, mono: true, align: 'end', sortable: true, hideBelow: 700, sortBy: (row) => row.entity.body.sealed?.size ?? -1, text: (row) => (row.entity.body.sealed === undefined ? '–' : bytes(row.entity.body.sealed.size)) },
    { id: 'custodian', header: t('evidence.custodian'), width: 112, sortable: true, text: (row) => row.custody.custodian },
    { id: 'state', header: t('evidence.state'), width: 176, sortable: true, text: (row) => custodyText(row.custody), cell: (row) => <Badge tone={toneOfCustody(row.custody)}>{custodyText(row.custody)}</Badge> },
    { id: 'events', header: t('evidence.events'), width: 68, align: 'end', muted: true, sortable: true, hideBelow: 1000, sortBy: (row) => row.entity.changes.filter((change) => change.type === 'custody').length, text: (row) => String(row.entity.changes.filter((change) => change.type === 'custody').length) },
  ], [t, word, bytes, custodyText]);
}
