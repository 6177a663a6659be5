// The volatility checklist of one system: what vanishes first at the top. Keys: those of a grid; C captured, S skipped. Pattern: ARIA grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { ChecklistRank, SystemChecklist } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Select } from '../../kit/Select.tsx';
import { select } from '../../session/actions.ts';
import styles from './safekeeping.module.css';

type Open = { readonly rank: ChecklistRank['rank']; readonly outcome: 'captured' | 'skipped' };
const never = (): boolean => false;

export function ChecklistView({ log, checklists }: { readonly log: LogId; readonly checklists: readonly SystemChecklist[] }): ReactNode {
  const t = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [at, setAt] = useState<ChecklistRank['rank'] | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const shown = checklists.find(({ system }) => system === chosen) ?? checklists[0];
  const columns = useColumns();
  const output = useGridOutput(t('safekeeping.checklistOf', { system: shown?.system ?? '' }), columns, () => Promise.resolve(shown?.ranks ?? []), never);
  const begin = (outcome: Open['outcome']) => (): void => { if (at !== null) setOpen({ rank: at, outcome }); };
  useScreenCommands([
    { id: 'checklist.captured', label: 'safekeeping.command.captured', group: 'record', keys: ['c'], undo: 'entry', when: () => at !== null, run: begin('captured') },
    { id: 'checklist.skipped', label: 'safekeeping.command.skipped', group: 'record', keys: ['s'], undo: 'entry', when: () => at !== null, run: begin('skipped') },
  ]);
  if (shown === undefined) return <EmptyState title={t('safekeeping.noSystems')} text={t('safekeeping.noSystemsText')} />;
  return (
    <>
      <div className={styles['bar']}>
        <Select label={t('safekeeping.system')} isLabelHidden value={shown.system} onChange={setChosen} choices={checklists.map(({ system }) => ({ value: system, label: system }))} />
        <span className={styles['quiet']}>{t('safekeeping.checklistTotals', { open: shown.open, late: shown.late })}</span>
        <span className={styles['space']} />
        <Button keys="c" isDisabled={at === null} onPress={begin('captured')}>{t('safekeeping.captured')}</Button>
        <Button keys="s" isDisabled={at === null} onPress={begin('skipped')}>{t('safekeeping.skipped')}</Button>
      </div>
      <p className={styles['rules']}>{t('safekeeping.rules')}</p>
      <DataGrid
        label={t('safekeeping.checklistOf', { system: shown.system })} columns={columns} total={shown.ranks.length} rowAt={(index) => shown.ranks[index]} rowKey={({ rank }) => String(rank)} selected={at === null ? null : String(at)} empty={null} onCopy={output.copy}
        onOpen={() => begin('captured')()}
        onSelect={(row) => {
          setAt(row.rank);
          const last = row.lines.at(-1);
          if (last !== undefined) select(last.id);
        }}
      />
      {open === null ? null : (
        <EntityDialog
          log={log} kind="checklist-line" title={open.outcome === 'captured' ? 'safekeeping.capturedTitle' : 'safekeeping.skippedTitle'} onClose={() => setOpen(null)}
          preset={{ what: t(`safekeeping.rank.${open.rank}`), outcome: open.outcome }} fixed={{ system: shown.system, rank: open.rank }}
          notice={(values) => (values['outcome'] === 'skipped' && String(values['reason'] ?? '').trim() === '' ? <p className={styles['notice']}>{t('safekeeping.reasonWanted')}</p> : null)}
        />
      )}
    </>
  );
}

function useColumns(): readonly GridColumn<ChecklistRank>[] {
  const t = useText();
  return useMemo((): readonly GridColumn<ChecklistRank>[] => {
    const standing = ({ standing: value }: ChecklistRank): string => t(`safekeeping.standing.${value}`);
    const marks = (row: ChecklistRank): string => [row.isLate ? t('safekeeping.late') : '', row.lacksReason ? t('safekeeping.lacksReason') : ''].filter((mark) => mark !== '').join(' · ');
    return [
      { id: 'rank', header: t('safekeeping.rank'), width: 56, mono: true, align: 'end', text: ({ rank }) => String(rank) },
      { id: 'what', header: t('safekeeping.take'), width: 320, minWidth: 200, grow: true, text: ({ rank }) => t(`safekeeping.rank.${rank}`) },
      { id: 'standing', header: t('grid.state'), width: 110, text: standing, cell: (row) => (row.standing === 'open' ? standing(row) : <Badge tone={row.standing === 'captured' ? 'ok' : 'warn'}>{standing(row)}</Badge>) },
      { id: 'lines', header: t('safekeeping.taken'), width: 280, hideBelow: 760, text: ({ lines }) => lines.map(({ body }) => [body.what, body.tool, body.reason].filter((part) => part !== undefined && part !== '').join(', ')).join(' · ') },
      { id: 'marks', header: t('safekeeping.marks'), width: 200, hideBelow: 900, text: marks, cell: (row) => (marks(row) === '' ? null : <Badge tone="warn">{marks(row)}</Badge>) },
    ];
  }, [t]);
}
