// The steps of a run, phase after phase, with what became of each. Keys: those of a grid; Enter opens the details. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { PlaybookRunView, RunStep } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { usePlaybookWords } from './usePlaybookWords.ts';

const toneOf: Readonly<Record<NonNullable<RunStep['outcome']>, BadgeTone>> = { 'done': 'ok', 'skipped': 'warn', 'not-applicable': 'neutral' };

export interface StepsGridProps { readonly view: PlaybookRunView; readonly selected: string | null; readonly onSelect: (step: string) => void; readonly onOpen: (step: string) => void; readonly onCopy: (text: string) => void }

export function StepsGrid({ view, selected, onSelect, onOpen, onCopy }: StepsGridProps): ReactNode {
  const t = useText();
  const words = usePlaybookWords();
  const columns = useMemo((): readonly GridColumn<RunStep>[] => [
    { id: 'phase', header: t('playbooks.phase'), width: 104, muted: true, text: words.phase },
    { id: 'number', header: t('playbooks.number'), width: 44, mono: true, align: 'end', text: (step) => String(step.number) },
    { id: 'kind', header: t('playbooks.kind'), width: 116, muted: true, text: words.kind, hideBelow: 620 },
    { id: 'text', header: t('playbooks.step'), width: 320, minWidth: 180, grow: true, text: ({ step }) => step.text },
    { id: 'marks', header: t('playbooks.marks'), width: 168, hideBelow: 760, text: words.marks, cell: (step) => (words.marks(step) === '' ? null : <Badge tone="warn">{words.marks(step)}</Badge>) },
    { id: 'state', header: t('playbooks.state'), width: 116, text: words.state, cell: (step) => (step.outcome === null ? words.state(step) : <Badge tone={toneOf[step.outcome]}>{words.state(step)}</Badge>) },
    { id: 'by', header: t('playbooks.by'), width: 200, hideBelow: 900, text: words.by },
  ], [t, words]);
  return (
    <DataGrid
      label={t('playbooks.stepsOf', { title: view.run.body.title })} columns={columns} total={view.steps.length} rowAt={(index) => view.steps[index]} rowKey={({ step }) => step.id} selected={selected}
      onSelect={({ step }) => onSelect(step.id)} onOpen={({ step }) => onOpen(step.id)} onCopy={onCopy} empty={null}
    />
  );
}
