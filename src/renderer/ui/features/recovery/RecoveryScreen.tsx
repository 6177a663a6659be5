// The recovery board: each system and account in scope, and what is missing until it is contained, eradicated, recovered. Keys: those of a grid; S state, M amend a check.
import { useMemo, type ReactNode } from 'react';
import { recoveryGates, titleOf, type RecoveryGate, type RecoveryRow } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import styles from './recovery.module.css';
import { useScopeWords } from './useScopeWords.ts';

export function RecoveryScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('recovery', { log });
  const selected = useSelection();
  const columns = useRecoveryColumns();
  const { rows, passed } = query.state === 'ready' ? query.result : { rows: [], passed: null };
  const output = useGridOutput(t('scope.recovery'), columns, () => Promise.resolve(rows), () => false);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (passed === null) return <Skeleton />;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>{recoveryGates.map((gate) => <span key={gate}>{t(`scope.gate.${gate}`)} <b className={styles['figure']}>{t('scope.ofAll', { passed: passed[gate], all: rows.length })}</b></span>)}</div>
      <DataGrid
        label={t('scope.recovery')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ entity }) => entity.id} selected={selected} onSelect={({ entity }) => select(entity.id)} onCopy={output.copy}
        empty={<EmptyState title={t('scope.recoveryEmpty')} text={t('scope.recoveryEmptyText')} />}
      />
      <footer className={styles['foot']}>
        <span className={styles['hint']}><Kbd keys="s" />{t('actions.hint.state')}</span>
        <span className={styles['hint']}><Kbd keys="m" />{t('scope.hint.check')}</span>
      </footer>
    </div>
  );
}

function useRecoveryColumns(): readonly GridColumn<RecoveryRow>[] {
  const t = useText();
  const word = useWord();
  const words = useScopeWords();
  return useMemo((): readonly GridColumn<RecoveryRow>[] => {
    const gate = (name: RecoveryGate): GridColumn<RecoveryRow> => {
      const text = ({ needs }: RecoveryRow): string => (needs[name].length === 0 ? t('scope.gatePassed') : needs[name].map(words.need).join('; '));
      return { id: name, header: t(`scope.gate.${name}`), width: 180, minWidth: 96, text, cell: (row) => (row.needs[name].length === 0 ? <Badge tone="ok">{text(row)}</Badge> : <span title={text(row)}>{text(row)}</span>) };
    };
    return [
      { id: 'ref', header: t('grid.ref'), width: 96, mono: true, text: ({ entity }) => entity.ref ?? '' },
      { id: 'name', header: t('scope.name'), width: 160, minWidth: 110, grow: true, mono: true, text: ({ entity }) => titleOf(entity) },
      { id: 'state', header: t('grid.state'), width: 132, text: ({ entity }) => word(entity.kind === 'system' ? 'systemState' : 'accountState', entity.state ?? ''), hideBelow: 760 },
      ...recoveryGates.map(gate),
      { id: 'early', header: t('scope.marks'), width: 104, text: ({ tooEarly }) => (tooEarly ? t('scope.early') : ''), cell: ({ tooEarly }) => (tooEarly ? <Badge tone="danger">{t('scope.early')}</Badge> : null), hideBelow: 900 },
    ];
  }, [t, word, words.need]);
}
