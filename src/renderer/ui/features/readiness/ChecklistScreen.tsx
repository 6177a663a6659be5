// What has to be there before any incident: each line looked at when, by whom, until when it holds. Red until all of it is. Keys: N or Enter records a check of the selected line, $mod P prints, those of a grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import { isEntityOf, readinessItems, readinessView, READINESS_DAYS, type ReadinessItem, type ReadinessLine } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useNow } from '../../kit/useNow.ts';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import styles from './readiness.module.css';

const noFilter = {};
const toneByState: Readonly<Record<ReadinessLine['state'], BadgeTone>> = { complete: 'ok', 'not-applicable': 'neutral', gap: 'danger', due: 'danger', missing: 'danger' };

export function ChecklistScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const word = useWord();
  const time = useTimeText();
  const now = useNow(60_000) as UnixMs;
  const query = useQuery('entities', { log, kind: 'readiness-check', filter: noFilter });
  const [picked, setPicked] = useState<ReadinessItem>(readinessItems[0]);
  const [isChecking, setChecking] = useState(false);
  const found = query.state === 'ready' ? query.result : null;
  const view = useMemo(() => readinessView((found ?? []).filter((entity) => isEntityOf(entity, 'readiness-check')), now), [found, now]);
  const columns = useMemo((): readonly GridColumn<ReadinessLine>[] => [
    { id: 'item', header: t('readiness.item'), width: 320, minWidth: 200, grow: true, text: (line) => word('readinessItem', line.item) },
    { id: 'state', header: t('grid.state'), width: 120, text: (line) => t(`readiness.state.${line.state}`), cell: (line) => <Badge tone={toneByState[line.state]}>{t(`readiness.state.${line.state}`)}</Badge> },
    { id: 'at', header: t('readiness.at'), width: 168, mono: true, text: (line) => (line.check === null ? '' : time.occurred(line.check.stamp.occurred)) },
    { id: 'who', header: t('authority.field.signatory'), width: 128, text: (line) => line.check?.body.signatory ?? '' },
    { id: 'due', header: t('readiness.due'), width: 148, mono: true, hideBelow: 760, text: (line) => (line.dueAt === null ? '' : formatInstant(line.dueAt, 'UTC')) },
    { id: 'detail', header: t('readiness.detail'), width: 200, muted: true, hideBelow: 1000, text: (line) => line.check?.body.detail ?? '' },
  ], [t, word, time]);
  const said = view.isComplete ? t('readiness.complete', { due: view.nextDue === null ? '' : formatInstant(view.nextDue, 'UTC') }) : t('readiness.incomplete', { open: view.open, all: view.lines.length, days: READINESS_DAYS });
  const output = useGridOutput(`${t('readiness.title')}: ${said}`, columns, () => Promise.resolve(view.lines), () => false);
  const check = (): void => setChecking(true);
  useScreenCommands([{ id: 'readiness.check', label: 'readiness.check', group: 'record', keys: ['n'], undo: 'entry', run: check }]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (found === null) return <Skeleton />;
  return (
    <>
      <div role={view.isComplete ? 'status' : 'alert'} className={styles['banner']} data-complete={view.isComplete ? '' : undefined}>
        <strong>{said}</strong>
        <span className={styles['space']} />
        <Button variant="primary" keys="n" onPress={check}>{t('readiness.check')}</Button>
      </div>
      <DataGrid
        label={t('readiness.checklist')} columns={columns} total={view.lines.length} rowAt={(index) => view.lines[index]} rowKey={(line) => line.item} selected={picked} onCopy={output.copy} empty={null}
        onSelect={(line) => {
          setPicked(line.item);
          select(line.check?.id ?? null);
        }}
        onOpen={(line) => {
          setPicked(line.item);
          check();
        }}
      />
      {isChecking ? <EntityDialog key={picked} log={log} kind="readiness-check" title="readiness.check" preset={{ item: picked }} onClose={() => setChecking(false)} /> : null}
    </>
  );
}
