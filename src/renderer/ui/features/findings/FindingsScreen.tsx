// Findings and hypotheses: a board with a column per status, and the same as a list. Keys: N new finding, V other view, on the board arrows walk,
// Shift with an arrow moves to the next status, E evidence, S state; on the list those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { FindingView } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { StateDialog } from '../../inspector/dialogs/StateDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { Board } from './Board.tsx';
import styles from './findings.module.css';

type View = 'board' | 'list';
const hints = [{ keys: 'n', label: 'scope.hint.newFinding' }, { keys: 'e', label: 'scope.hint.evidence' }, { keys: 'Shift+ArrowRight', label: 'scope.hint.move' }, { keys: 'v', label: 'scope.hint.view' }] as const;

export function FindingsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('findings', { log });
  const selected = useSelection();
  const [view, setView] = useState<View>('board');
  const [isCreating, setCreating] = useState(false);
  const [move, setMove] = useState<{ readonly id: string; readonly state: string } | null>(null);
  useScreenCommands([
    { id: 'findings.create', label: 'scope.addFinding', group: 'record', keys: ['n'], undo: 'entry', run: () => setCreating(true) },
    { id: 'findings.view', label: 'scope.otherView', group: 'screen', keys: ['v'], undo: 'none', run: () => setView((present) => (present === 'board' ? 'list' : 'board')) },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton />;
  const views = query.result;
  const moving = move === null ? undefined : views.find(({ finding }) => finding.id === move.id);
  const create = <Button variant="primary" keys="n" onPress={() => setCreating(true)}>{t('scope.addFinding')}</Button>;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <SegmentedControl label={t('scope.view')} value={view} onChange={setView} choices={[{ value: 'board', label: t('scope.board') }, { value: 'list', label: t('scope.list') }]} />
        <span className={styles['space']} />
        {create}
      </div>
      {views.length === 0 ? <EmptyState title={t('scope.findingsEmpty')} text={t('scope.findingsEmptyText')} /> : null}
      {views.length > 0 && view === 'board' ? <Board views={views} selected={selected} onSelect={select} onMove={(id, state) => setMove({ id, state })} /> : null}
      {views.length > 0 && view === 'list' ? <FindingsGrid views={views} selected={selected} /> : null}
      <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer>
      {isCreating ? <EntityDialog log={log} kind="finding" title="scope.addFindingTitle" onClose={() => setCreating(false)} onSealed={select} /> : null}
      {move !== null && moving !== undefined ? <StateDialog log={log} entity={moving.finding} state={move.state} onClose={() => setMove(null)} /> : null}
    </div>
  );
}

function FindingsGrid({ views, selected }: { readonly views: readonly FindingView[]; readonly selected: string | null }): ReactNode {
  const t = useText();
  const word = useWord();
  const columns = useMemo((): readonly GridColumn<FindingView>[] => [
    { id: 'ref', header: t('grid.ref'), width: 96, mono: true, text: ({ finding }) => finding.ref ?? '' },
    { id: 'statement', header: t('scope.field.statement'), width: 260, minWidth: 160, grow: true, text: ({ finding }) => finding.body.statement },
    { id: 'kind', header: t('scope.field.findingKind'), width: 124, muted: true, hideBelow: 760, text: ({ finding }) => word('findingKind', finding.body.findingKind) },
    { id: 'likelihood', header: t('scope.field.likelihood'), width: 156, muted: true, hideBelow: 860, text: ({ finding }) => (finding.body.likelihood === undefined ? '' : word('likelihood', finding.body.likelihood)) },
    { id: 'confidence', header: t('inspector.field.confidence'), width: 92, muted: true, hideBelow: 640, text: ({ finding }) => word('confidence', finding.body.confidence) },
    { id: 'for', header: t('scope.for'), width: 76, mono: true, align: 'end', text: ({ supports }) => String(supports.length) },
    { id: 'against', header: t('scope.against'), width: 76, mono: true, align: 'end', text: ({ contradicts }) => String(contradicts.length) },
    { id: 'problems', header: t('scope.marks'), width: 148, hideBelow: 900, text: ({ problems }) => problems.map((problem) => t(`scope.mark.${problem}`)).join(', '), cell: ({ problems }) => problems.map((problem) => <Badge key={problem} tone="warn">{t(`scope.mark.${problem}`)}</Badge>) },
    { id: 'state', header: t('grid.state'), width: 108, text: ({ finding }) => word('findingState', finding.state ?? '') },
  ], [t, word]);
  const output = useGridOutput(t('scope.findings'), columns, () => Promise.resolve(views), () => false);
  return (
    <DataGrid
      label={t('scope.findings')} columns={columns} total={views.length} rowAt={(index) => views[index]} rowKey={({ finding }) => finding.id} selected={selected} onSelect={({ finding }) => select(finding.id)} onCopy={output.copy} empty={null}
    />
  );
}
