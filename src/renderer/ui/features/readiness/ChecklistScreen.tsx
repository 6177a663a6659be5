// What has to be there before any incident, for the house and for each customer: each line looked at when, by whom, until when it holds. Red until all of it is. Keys: N or Enter records a check of the selected line, $mod P prints, those of a grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import { isEntityOf, readinessByCustomer, readinessItems, READINESS_DAYS, type ReadinessItem, type ReadinessLine } from '#domain';
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
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useNow } from '../../kit/useNow.ts';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import styles from './readiness.module.css';

const noFilter = {};
/** No customer is called so: names are not blank. */
const HOUSE = ' ';
const toneByState: Readonly<Record<ReadinessLine['state'], BadgeTone>> = { complete: 'ok', 'not-applicable': 'neutral', gap: 'danger', due: 'danger', missing: 'danger' };

export function ChecklistScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const word = useWord();
  const time = useTimeText();
  const now = useNow(60_000) as UnixMs;
  const query = useQuery('entities', { log, kind: 'readiness-check', filter: noFilter });
  const signed = useQuery('entities', { log, kind: 'standing-approval', filter: noFilter });
  const [whose, setWhose] = useState(HOUSE);
  const [picked, setPicked] = useState<ReadinessItem>(readinessItems[0]);
  const [isChecking, setChecking] = useState(false);
  const found = query.state === 'ready' ? query.result : null;
  const approvals = signed.state === 'ready' ? signed.result : null;
  const lists = useMemo(() => {
    const named = (approvals ?? []).flatMap((entity) => (isEntityOf(entity, 'standing-approval') && entity.retracted === null ? (entity.body.customer ?? []) : []));
    return readinessByCustomer((found ?? []).filter((entity) => isEntityOf(entity, 'readiness-check')), named, now);
  }, [found, approvals, now]);
  const chosen = lists.find(({ customer }) => (customer ?? HOUSE) === whose) ?? lists[0];
  const view = chosen ?? { customer: null, lines: [], open: 0, isComplete: false, nextDue: null };
  const notReady = lists.filter(({ customer, isComplete }) => customer !== null && !isComplete).length;
  const nameOf = (customer: string | null): string => customer ?? t('readiness.house');
  const columns = useMemo((): readonly GridColumn<ReadinessLine>[] => [
    { id: 'item', header: t('readiness.item'), width: 320, minWidth: 200, grow: true, text: (line) => word('readinessItem', line.item) },
    { id: 'state', header: t('grid.state'), width: 120, text: (line) => t(`readiness.state.${line.state}`), cell: (line) => <Badge tone={toneByState[line.state]}>{t(`readiness.state.${line.state}`)}</Badge> },
    { id: 'at', header: t('readiness.at'), width: 168, mono: true, text: (line) => (line.check === null ? '' : time.occurred(line.check.stamp.occurred)) },
    { id: 'who', header: t('authority.field.signatory'), width: 128, text: (line) => line.check?.body.signatory ?? '' },
    { id: 'due', header: t('readiness.due'), width: 148, mono: true, hideBelow: 760, text: (line) => (line.dueAt === null ? '' : formatInstant(line.dueAt, 'UTC')) },
    { id: 'detail', header: t('readiness.detail'), width: 200, muted: true, hideBelow: 1000, text: (line) => line.check?.body.detail ?? '' },
  ], [t, word, time]);
  const said = view.isComplete ? t('readiness.complete', { due: view.nextDue === null ? '' : formatInstant(view.nextDue, 'UTC') }) : t('readiness.incomplete', { open: view.open, all: view.lines.length, days: READINESS_DAYS });
  const output = useGridOutput(`${t('readiness.title')}, ${nameOf(view.customer)}: ${said}`, columns, () => Promise.resolve(view.lines), () => false);
  const check = (): void => setChecking(true);
  useScreenCommands([{ id: 'readiness.check', label: 'readiness.check', group: 'record', keys: ['n'], undo: 'entry', run: check }]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (found === null) return <Skeleton />;
  return (
    <>
      <div role={view.isComplete ? 'status' : 'alert'} className={styles['banner']} data-complete={view.isComplete ? '' : undefined}>
        <strong>{said}</strong>
        {notReady === 0 ? null : <span>{t('readiness.customersOpen', { count: notReady })}</span>}
        <span className={styles['space']} />
        {lists.length === 1 ? null : (
          <Select
            label={t('readiness.whose')} isLabelHidden value={view.customer ?? HOUSE} onChange={setWhose}
            choices={lists.map(({ customer, open }) => ({ value: customer ?? HOUSE, label: open === 0 ? nameOf(customer) : t('readiness.openOf', { name: nameOf(customer), open }) }))}
          />
        )}
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
      {isChecking ? <EntityDialog key={picked} log={log} kind="readiness-check" title="readiness.check" preset={{ item: picked, ...(view.customer === null ? {} : { customer: view.customer }) }} onClose={() => setChecking(false)} /> : null}
    </>
  );
}
