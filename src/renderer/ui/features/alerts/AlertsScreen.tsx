// Alerts of tools: what they said, what of it belongs together, and what rests on it. Keys: N writes one, I takes a list, Shift J joins to the detection, those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { GROUP_WINDOW_MS, type Entity } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Select } from '../../kit/Select.tsx';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { GroupsGrid } from './GroupsGrid.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { TakeDialog } from './TakeDialog.tsx';
import { companyOf, selectedAlert, useAlerts, useStandingText } from './useAlerts.ts';
import styles from './alerts.module.css';

const texts: EntityListTexts = { title: 'alerts.title', placeholder: 'alerts.placeholder', create: 'alerts.create', createTitle: 'alerts.createTitle', emptyTitle: 'alerts.emptyTitle', emptyText: 'alerts.emptyText' };
const MINUTE_MS = 60_000;
const windows = [15 * MINUTE_MS, GROUP_WINDOW_MS, 4 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS] as const;

export function AlertsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const [part, setPart] = useState<'alerts' | 'groups'>('alerts');
  const [windowMs, setWindow] = useState<number>(GROUP_WINDOW_MS);
  const [isTaking, setTaking] = useState(false);
  const [joining, setJoining] = useState<readonly Entity<'alert'>[] | null>(null);
  const { view } = useAlerts(log, windowMs);
  const chosen = selectedAlert(view, useSelection());
  const join = (): void => { if (chosen !== null) setJoining(companyOf(view, chosen.id)); };
  useScreenCommands([
    { id: 'alerts.take', label: 'alerts.takeCommand', keywords: 'alerts.take.keywords', group: 'record', keys: ['i'], undo: 'entry', run: () => setTaking(true) },
    { id: 'alerts.join', label: 'alerts.joinCommand', group: 'record', keys: ['Shift+j'], undo: 'entry', when: () => chosen !== null, run: join },
    { id: 'alerts.show.alerts', label: 'alerts.show.alerts', group: 'screen', undo: 'none', run: () => setPart('alerts') },
    { id: 'alerts.show.groups', label: 'alerts.show.groups', group: 'screen', undo: 'none', run: () => setPart('groups') },
  ]);
  return (
    <div className={styles['screen']}>
      <div className={styles['parts']}>
        <SegmentedControl label={t('alerts.parts')} value={part} onChange={setPart} choices={[{ value: 'alerts', label: t('alerts.part.alerts') }, { value: 'groups', label: t('alerts.part.groups', { count: view.groups.length }) }]} />
        <span className={styles['space']} />
        <span className={styles['window']}><Select label={t('alerts.window')} value={String(windowMs)} onChange={(value) => setWindow(Number(value))} isLabelHidden choices={windows.map((value) => ({ value: String(value), label: t(value === GROUP_WINDOW_MS ? 'alerts.windowDefault' : 'alerts.windowOf', { minutes: value / MINUTE_MS }) }))} /></span>
      </div>
      {part === 'alerts' ? <AlertList log={log} windowMs={windowMs} onTake={() => setTaking(true)} /> : <GroupsGrid view={view} onJoin={(group) => setJoining(companyOf(view, group.id))} onTake={() => setTaking(true)} />}
      {isTaking ? <TakeDialog log={log} onClose={() => setTaking(false)} /> : null}
      {joining === null ? null : <JoinDialog log={log} alerts={joining} onClose={() => setJoining(null)} />}
    </div>
  );
}

function AlertList({ log, windowMs, onTake }: { readonly log: LogId; readonly windowMs: number; readonly onTake: () => void }): ReactNode {
  const t = useText();
  const columns = useListColumns(alertColumns);
  const { view } = useAlerts(log, windowMs);
  const standing = useStandingText(view);
  const all = useMemo((): readonly ListColumn<'alert'>[] => [...columns, {
    id: 'group', header: t('alerts.group'), width: 148, sortable: true, text: (entity) => standing(entity.id).text,
    cell: (entity) => { const { text, tone } = standing(entity.id); return <Badge tone={tone}>{text}</Badge>; },
  }], [columns, standing, t]);
  return (
    <EntityList
      log={log} kind="alert" texts={texts} columns={all} sort={{ column: 'seen', descending: false }} actions={<Button keys="i" onPress={onTake}>{t('alerts.take')}</Button>}
      hints={[{ keys: ['n'], label: 'alerts.hint.new' }, { keys: ['i'], label: 'alerts.hint.take' }, { keys: ['Shift+j'], label: 'alerts.hint.join' }]}
    />
  );
}

function alertColumns({ t, time, ref, when }: ColumnTools<'alert'>): readonly ListColumn<'alert'>[] {
  return [
    { ...ref, width: 92 },
    when('seen', t('alerts.seen', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'severity', header: t('alerts.severity'), width: 88, sortable: true, muted: true, hideBelow: 700, text: (entity) => entity.body.sourceSeverity ?? '' },
    { id: 'rule', header: t('alerts.field.rule'), width: 200, minWidth: 140, grow: true, sortable: true, text: (entity) => entity.body.rule },
    { id: 'host', header: t('inspector.field.host'), width: 112, mono: true, sortable: true, text: (entity) => entity.body.host ?? '' },
    { id: 'account', header: t('inspector.field.account'), width: 116, mono: true, sortable: true, hideBelow: 960, text: (entity) => entity.body.account ?? '' },
    { id: 'indicator', header: t('alerts.field.indicator'), width: 128, mono: true, sortable: true, muted: true, hideBelow: 1180, text: (entity) => entity.body.indicator ?? '' },
    { id: 'tool', header: t('alerts.field.tool'), width: 88, sortable: true, muted: true, hideBelow: 1060, text: (entity) => entity.body.tool },
  ];
}
