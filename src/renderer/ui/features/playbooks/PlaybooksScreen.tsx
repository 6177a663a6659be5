// Playbooks: the steps of a run and what became of them, deviations, and the library. Keys: those of a grid; Enter shows a step or a playbook,
// D done, S skip, X not applicable, A record what does the step, R take back, N another playbook, I import, Ctrl P prints the checklist.
import { useState, type ReactNode } from 'react';
import { otherVersionOf, type PlaybookOutcome } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { DeviationsGrid } from './DeviationsGrid.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { LibraryGrid } from './LibraryGrid.tsx';
import { PlaybookDialog } from './PlaybookDialog.tsx';
import styles from './playbooks.module.css';
import { usualWork } from './presets.ts';
import { RunDialogs, type RunDialog } from './RunDialogs.tsx';
import { StepsGrid } from './StepsGrid.tsx';
import { useChecklist } from './useChecklist.ts';

const views = ['steps', 'deviations', 'library'] as const;
type View = (typeof views)[number];
type LibraryDialog = { readonly type: 'playbook'; readonly playbook: string } | { readonly type: 'import' };
const hints = [{ keys: 'd', label: 'playbooks.hint.done' }, { keys: 's', label: 'playbooks.hint.skip' }, { keys: 'x', label: 'playbooks.hint.notApplicable' }, { keys: 'a', label: 'playbooks.hint.record' }, { keys: 'r', label: 'playbooks.hint.takeBack' }] as const;

export function PlaybooksScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('playbooks', { log });
  const [wanted, setWanted] = useState<View>('steps');
  const [runId, setRunId] = useState<string | null>(null);
  const [selected, setSelected] = useState<Readonly<Partial<Record<View, string>>>>({});
  const [runDialog, setRunDialog] = useState<RunDialog | null>(null);
  const [libraryDialog, setLibraryDialog] = useState<LibraryDialog | null>(null);
  const checklist = useChecklist();
  const { choices, runs } = query.state === 'ready' ? query.result : { choices: [], runs: [] };
  const run = runs.find((candidate) => candidate.run.id === runId) ?? runs[0];
  const other = run === undefined ? null : otherVersionOf(run, choices);
  const view: View = run === undefined ? 'library' : wanted;
  const step = view === 'steps' ? run?.steps.find((candidate) => candidate.step.id === selected.steps) : undefined;
  const choice = libraryDialog?.type === 'playbook' ? choices.find(({ playbook }) => playbook.playbook === libraryDialog.playbook) : undefined;
  const pick = (id: string): void => setSelected((present) => ({ ...present, [view]: id }));
  const settle = (outcome: PlaybookOutcome) => (): void => { if (step !== undefined) setRunDialog({ type: 'settle', step: step.step.id, outcome }); };
  const record = (): void => { if (step !== undefined) setRunDialog({ type: 'record', step: step.step.id, kind: usualWork(step.step) }); };
  const isOpen = (): boolean => step !== undefined && step.outcome === null;
  const print = (): void => { if (run !== undefined) void checklist.print(run); };
  useScreenCommands([
    { id: 'playbooks.done', label: 'playbooks.command.done', group: 'record', keys: ['d'], undo: 'entry', when: isOpen, run: settle('done') },
    { id: 'playbooks.skip', label: 'playbooks.command.skip', group: 'record', keys: ['s'], undo: 'entry', when: isOpen, run: settle('skipped') },
    { id: 'playbooks.notApplicable', label: 'playbooks.command.notApplicable', group: 'record', keys: ['x'], undo: 'entry', when: isOpen, run: settle('not-applicable') },
    { id: 'playbooks.record', label: 'playbooks.command.record', group: 'record', keys: ['a'], undo: 'entry', when: () => step !== undefined, run: record },
    { id: 'playbooks.takeBack', label: 'playbooks.command.takeBack', group: 'record', keys: ['r'], undo: 'entry', when: () => step !== undefined && step.outcome !== null, run: () => { if (step !== undefined) setRunDialog({ type: 'take-back', step: step.step.id }); } },
    { id: 'playbooks.library', label: 'playbooks.command.library', group: 'screen', keys: ['n'], undo: 'none', run: () => setWanted('library') },
    { id: 'playbooks.import', label: 'playbooks.command.import', group: 'record', keys: ['i'], undo: 'entry', run: () => setLibraryDialog({ type: 'import' }) },
    { id: 'playbooks.end', label: 'playbooks.command.end', group: 'record', undo: 'entry', when: () => run !== undefined, run: () => setRunDialog({ type: 'end' }) },
    { id: 'list.print', label: 'playbooks.command.print', group: 'screen', keys: ['$mod+p'], undo: 'none', when: () => run !== undefined, run: print },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton />;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        {run === undefined ? <span className={styles['quiet']}>{t('playbooks.choose')}</span> : (
          <>
            <SegmentedControl label={t('playbooks.view')} value={view} onChange={setWanted} choices={views.map((value) => ({ value, label: value === 'deviations' ? t('playbooks.view.deviations', { count: run.deviations.length }) : t(`playbooks.view.${value}`) }))} />
            {runs.length < 2 ? <span>{run.run.body.title}</span> : <Select label={t('playbooks.run')} isLabelHidden value={run.run.id as string} onChange={setRunId} choices={runs.map((item) => ({ value: item.run.id as string, label: item.run.body.title }))} />}
            <span className={styles['quiet']}>{t('playbooks.runVersion', { version: run.run.body.version })}</span>
            <span className={styles['quiet']}>{t('playbooks.settled', { settled: run.settled, steps: run.steps.length })}</span>
          </>
        )}
        <span className={styles['space']} />
        {run === undefined ? null : <Button keys="$mod+p" onPress={print}>{t('playbooks.print')}</Button>}
        <Button keys="i" onPress={() => setLibraryDialog({ type: 'import' })}>{t('playbooks.import')}</Button>
        {view === 'library' ? null : <Button keys="n" onPress={() => setWanted('library')}>{t('playbooks.another')}</Button>}
      </div>
      {other === null || run === undefined ? null : <p role="note" className={styles['warning']}>{t('playbooks.otherVersion', { version: other, own: run.run.body.version })}</p>}
      {view === 'steps' && run !== undefined ? <StepsGrid key={run.run.id} view={run} selected={selected.steps ?? null} onSelect={pick} onOpen={(id) => setRunDialog({ type: 'step', step: id })} onCopy={checklist.copy} /> : null}
      {view === 'deviations' && run !== undefined ? (
        <DeviationsGrid
          deviations={run.deviations} selected={selected.deviations ?? null} onSelect={pick} onCopy={checklist.copy}
          onOpen={(number) => {
            const at = run.steps.find((candidate) => candidate.number === number);
            if (at !== undefined) setRunDialog({ type: 'step', step: at.step.id });
          }}
        />
      ) : null}
      {view === 'library' ? <LibraryGrid choices={choices} selected={selected.library ?? null} onSelect={pick} onOpen={(playbook) => setLibraryDialog({ type: 'playbook', playbook })} onCopy={checklist.copy} /> : null}
      {view === 'steps' ? <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer> : null}
      {runDialog !== null && run !== undefined ? <RunDialogs log={log} view={run} open={runDialog} onOpen={setRunDialog} /> : null}
      {libraryDialog?.type === 'import' ? <ImportDialog log={log} onClose={() => setLibraryDialog(null)} /> : null}
      {choice === undefined ? null : (
        <PlaybookDialog
          log={log} choice={choice} onClose={() => setLibraryDialog(null)}
          onStarted={(started) => {
            setRunId(started);
            setWanted('steps');
            setLibraryDialog(null);
          }}
        />
      )}
    </div>
  );
}
