// Who does what: roles with their holders and requests, and shifts. Keys: those of a grid; N assigns or adds a shift, A accepts, X declines, L no answer, R relieves.
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityId, UnixMs } from '#base';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useNow } from '../../grid/useNow.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { boardRows, type BoardRow, type Standing } from './board.ts';
import styles from './command.module.css';
import { KeyHints } from './KeyHints.tsx';
import { Roster } from './Roster.tsx';

type View = 'board' | 'roster';
const toneOf: Readonly<Record<Standing, BadgeTone>> = { active: 'ok', contested: 'danger', relieved: 'danger', beyond: 'warn', asked: 'accent', declined: 'neutral', lapsed: 'warn', former: 'neutral' };
const hints = [{ keys: 'n', label: 'roles.hint.assign' }, { keys: 'a', label: 'roles.hint.accept' }, { keys: 'x', label: 'roles.hint.decline' }, { keys: 'l', label: 'roles.hint.lapsed' }, { keys: 'r', label: 'roles.hint.relieve' }] as const;

export function RolesScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const [view, setView] = useState<View>('board');
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <SegmentedControl label={t('roles.view')} value={view} onChange={setView} choices={(['board', 'roster'] as const).map((value) => ({ value, label: t(`roles.view.${value}`) }))} />
        <span className={styles['space']} />
      </div>
      {view === 'board' ? <Board log={log} /> : <Roster log={log} />}
    </div>
  );
}

function Board({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('roles', { log });
  const recorder = useRecord(log);
  const now = useNow() as UnixMs;
  const [selected, setSelected] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'assign' | 'relieve' | null>(null);
  const rows = useMemo(() => (query.state === 'ready' ? boardRows(query.result, now) : []), [query, now]);
  const columns = useBoardColumns();
  const output = useGridOutput(t('roles.title'), columns, () => Promise.resolve(rows), () => false);
  const row = rows.find(({ key }) => key === selected);
  const isAsked = (): boolean => row !== undefined && ['asked', 'lapsed', 'declined'].includes(row.standing);
  const isHeld = (): boolean => row !== undefined && ['active', 'contested', 'beyond'].includes(row.standing);
  const answer = (state: string) => (): void => { if (row !== undefined) void recorder.record({ kind: 'transition', occurred: null, body: { target: row.assignment, state } }); };
  useScreenCommands([
    { id: 'roles.assign', label: 'roles.assign', group: 'record', keys: ['n'], undo: 'entry', run: () => setDialog('assign') },
    { id: 'roles.accept', label: 'roles.accept', group: 'record', keys: ['a'], undo: 'entry', when: isAsked, run: answer('accepted') },
    { id: 'roles.decline', label: 'roles.decline', group: 'record', keys: ['x'], undo: 'entry', when: () => row?.standing === 'asked', run: answer('declined') },
    { id: 'roles.lapsed', label: 'roles.lapsed', group: 'record', keys: ['l'], undo: 'entry', when: () => row?.standing === 'asked', run: answer('lapsed') },
    { id: 'roles.relieve', label: 'roles.relieve', group: 'record', keys: ['r'], undo: 'entry', when: isHeld, run: () => setDialog('relieve') },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton lines={8} />;
  const assign = <Button variant="primary" keys="n" onPress={() => setDialog('assign')}>{t('roles.assign')}</Button>;
  return (
    <>
      <div className={styles['strip']}>
        <span className={styles['quiet']}>{t('roles.explained')}</span>
        <span className={styles['space']} />
        {recorder.error === null ? null : <span role="alert">{recorder.error}</span>}
        <Button keys="a" isDisabled={!isAsked()} onPress={answer('accepted')}>{t('roles.accept')}</Button>
        {assign}
      </div>
      <DataGrid
        label={t('roles.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ key }) => key} selected={selected} onCopy={output.copy}
        onSelect={({ key, assignment }) => { setSelected(key); select(assignment); }} empty={<EmptyState title={t('roles.emptyTitle')} text={t('roles.emptyText')}>{assign}</EmptyState>}
      />
      <KeyHints hints={hints} />
      {dialog === 'assign' ? <EntityDialog log={log} kind="assignment" title="roles.assignTitle" onClose={() => setDialog(null)} onSealed={(id: EntityId) => select(id)} /> : null}
      {dialog === 'relieve' && row !== undefined ? (
        <ReasonDialog
          log={log} title={t('roles.relieveTitle', { person: row.person })} explanation={t(row.role === 'incident-coordinator' ? 'roles.relieveCoordinator' : 'roles.relieveText')} label={t('roles.reason')} submitLabel={t('roles.relieve')}
          isReasonRequired={false} onClose={() => setDialog(null)} toDraft={(reason) => ({ kind: 'transition', occurred: null, body: { target: row.assignment, state: 'relieved', ...(reason === '' ? {} : { reason }) } })}
        />
      ) : null}
    </>
  );
}

function useBoardColumns(): readonly GridColumn<BoardRow>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  return useMemo((): readonly GridColumn<BoardRow>[] => [
    { id: 'role', header: t('roles.role'), width: 172, text: ({ role }) => word('incidentRole', role) },
    { id: 'person', header: t('roles.person'), width: 200, minWidth: 140, grow: true, text: ({ person, organisation }) => [person, organisation].filter(Boolean).join(', ') },
    { id: 'standing', header: t('grid.state'), width: 172, text: ({ standing }) => t(`roles.standing.${standing}`), cell: ({ standing }) => <Badge tone={toneOf[standing]}>{t(`roles.standing.${standing}`)}</Badge> },
    { id: 'contact', header: t('roles.contact'), width: 150, mono: true, text: ({ contact }) => contact ?? '' },
    { id: 'since', header: t('roles.since', { zone: time.shownZone }), width: 172, mono: true, text: ({ since }) => time.instant(since) },
    { id: 'until', header: t('roles.until', { zone: time.shownZone }), width: 172, mono: true, muted: true, hideBelow: 1060, text: ({ until }) => (until === null ? '' : time.instant(until)) },
    { id: 'next', header: t('roles.next'), width: 130, muted: true, hideBelow: 1190, text: ({ next }) => next ?? '' },
    { id: 'qualifications', header: t('roles.qualifications'), width: 160, muted: true, hideBelow: 1350, text: ({ qualifications }) => qualifications.join(', ') },
  ], [t, word, time]);
}
