// The playbooks that can be run, those proposed by the types and the severity of the incident first. Keys: those of a grid; Enter shows one. Pattern: ARIA grid.
import { useMemo, type ReactNode } from 'react';
import type { PlaybookChoice } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';

export interface LibraryGridProps { readonly choices: readonly PlaybookChoice[]; readonly selected: string | null; readonly onSelect: (playbook: string) => void; readonly onOpen: (playbook: string) => void; readonly onCopy: (text: string) => void }

export function LibraryGrid({ choices, selected, onSelect, onOpen, onCopy }: LibraryGridProps): ReactNode {
  const t = useText();
  const word = useWord();
  const columns = useMemo((): readonly GridColumn<PlaybookChoice>[] => {
    const proposal = ({ isProposed, isBelow, playbook }: PlaybookChoice): string => (isProposed ? t('playbooks.proposed') : isBelow ? t('playbooks.below', { severity: word('severity', playbook.minimumSeverity ?? '') }) : '');
    return [
    { id: 'code', header: t('playbooks.code'), width: 84, mono: true, text: ({ playbook }) => playbook.code ?? '' },
    { id: 'title', header: t('playbooks.playbook'), width: 300, minWidth: 180, grow: true, text: ({ playbook }) => playbook.title },
    { id: 'proposed', header: t('playbooks.proposedHead'), width: 108, text: proposal, cell: (choice) => (proposal(choice) === '' ? null : <Badge tone={choice.isProposed ? 'accent' : 'neutral'}>{proposal(choice)}</Badge>) },
    { id: 'steps', header: t('playbooks.steps'), width: 64, mono: true, align: 'end', text: ({ playbook }) => String(playbook.steps.length) },
    { id: 'version', header: t('playbooks.version'), width: 108, mono: true, hideBelow: 640, text: ({ playbook }) => playbook.version },
    { id: 'origin', header: t('playbooks.origin'), width: 132, muted: true, hideBelow: 720, text: ({ own }) => t(own === null ? 'playbooks.origin.library' : 'playbooks.origin.own') },
  ];
  }, [t, word]);
  return (
    <DataGrid
      label={t('playbooks.library')} columns={columns} total={choices.length} rowAt={(index) => choices[index]} rowKey={({ playbook }) => playbook.playbook} selected={selected}
      onSelect={({ playbook }) => onSelect(playbook.playbook)} onOpen={({ playbook }) => onOpen(playbook.playbook)} onCopy={onCopy} empty={null}
    />
  );
}
