// Situation reports: issued, due, and the next. Keys: those of a grid; N writes the next, Ctrl P prints the selected one.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import type { Entity, SitrepStatus } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useNow } from '../../grid/useNow.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from '../roles/command.module.css';
import { SitrepDialog } from './SitrepDialog.tsx';

export function SituationScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('sitreps', { log });
  const documents = useDocuments(log);
  const selected = useSelection();
  const [isWriting, setWriting] = useState(false);
  const columns = useSitrepColumns();
  const rows = query.state === 'ready' ? query.result.issued : [];
  const output = useGridOutput(t('situation.title'), columns, () => Promise.resolve(rows), () => false);
  const row = rows.find(({ id }) => id === selected) ?? rows[0];
  const print = (): void => { if (row !== undefined) void documents.print('sitrep', [row.id]); };
  useScreenCommands([
    { id: 'situation.write', label: 'situation.write', group: 'record', keys: ['n'], undo: 'entry', run: () => setWriting(true) },
    { id: 'situation.print', label: 'situation.print', group: 'screen', keys: ['$mod+p'], undo: 'none', when: () => row !== undefined, run: print },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton lines={8} />;
  const write = <Button variant="primary" keys="n" onPress={() => setWriting(true)}>{t('situation.write')}</Button>;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <Due status={query.result} />
        <span className={styles['space']} />
        {row === undefined ? null : <Button keys="$mod+p" onPress={print}>{t('situation.print')}</Button>}
        {write}
      </div>
      <DataGrid
        label={t('situation.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => select(id)} onCopy={output.copy}
        empty={<EmptyState title={t('situation.emptyTitle')} text={t('situation.emptyText')}>{write}</EmptyState>}
      />
      {isWriting ? <SitrepDialog log={log} status={query.result} onClose={() => setWriting(false)} /> : null}
    </div>
  );
}

function Due({ status }: { readonly status: SitrepStatus }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const { span } = useUnits();
  const now = useNow() as UnixMs;
  const { cadenceMs, dueAt, next, sinceTotal } = status;
  return (
    <>
      <span>{t('situation.next', { number: next, count: sinceTotal })}</span>
      {cadenceMs === null ? <span className={styles['quiet']}>{t('situation.noCadence')}</span> : <span className={styles['quiet']}>{t('situation.cadence', { span: span(cadenceMs) })}</span>}
      {dueAt === null ? null : <Badge tone={dueAt < now ? 'danger' : 'neutral'}>{t(dueAt < now ? 'situation.overdue' : 'situation.due', { time: time.instant(dueAt) })}</Badge>}
    </>
  );
}

function useSitrepColumns(): readonly GridColumn<Entity<'sitrep'>>[] {
  const t = useText();
  const time = useTimeText();
  return useMemo((): readonly GridColumn<Entity<'sitrep'>>[] => [
    { id: 'number', header: t('situation.number'), width: 52, mono: true, align: 'end', text: ({ body }) => String(body.number) },
    { id: 'at', header: t('situation.asOf', { zone: time.shownZone }), width: 172, mono: true, text: ({ body }) => time.instant(body.asOf) },
    { id: 'assessment', header: t('situation.field.assessment'), width: 320, minWidth: 180, grow: true, text: ({ body }) => body.assessment },
    { id: 'next', header: t('situation.field.nextSteps'), width: 260, hideBelow: 820, text: ({ body }) => body.nextSteps },
    { id: 'by', header: t('situation.by'), width: 132, muted: true, hideBelow: 700, text: ({ stamp }) => stamp.author.name },
    { id: 'hash', header: t('situation.hash'), width: 140, mono: true, muted: true, hideBelow: 1000, text: ({ body }) => body.contentSha256.slice(0, 16) },
  ], [t, time]);
}
