// Shifts: who is on duty now, who comes next, and when nobody is. Keys: those of a list screen.
import { useMemo, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import { rosterAt, type Entity } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useNow } from '../../grid/useNow.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'roles.roster', placeholder: 'roles.rosterPlaceholder', create: 'roles.shiftCreate', createTitle: 'roles.shiftCreateTitle', emptyTitle: 'roles.shiftEmptyTitle', emptyText: 'roles.shiftEmptyText' };

export function Roster({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(shiftColumns);
  return <EntityList log={log} kind="shift" texts={texts} columns={columns} sort={{ column: 'begins', descending: false }} summary={(shifts) => <OnDuty shifts={shifts} />} hints={[{ keys: ['n'], label: 'roles.hint.shift' }]} />;
}

function OnDuty({ shifts }: { readonly shifts: readonly Entity<'shift'>[] }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const now = useNow() as UnixMs;
  const { onDuty, next, gaps } = useMemo(() => rosterAt(shifts, now), [shifts, now]);
  const names = (found: readonly Entity<'shift'>[]): string => found.map(({ body }) => body.person).join(', ');
  const [gap] = gaps;
  return (
    <>
      <span>{onDuty.length === 0 ? t('roles.nobodyOnDuty') : t('roles.onDutyNow', { names: names(onDuty) })}</span>
      {next[0] === undefined ? null : <span>{t('roles.nextOn', { names: names(next.slice(0, 1)), time: time.occurred(next[0].body.begins) })}</span>}
      {gap === undefined ? null : <Badge tone="danger">{gap.to === null ? t('roles.gapOpen', { from: time.instant(gap.from) }) : t('roles.gap', { from: time.instant(gap.from), to: time.instant(gap.to) })}</Badge>}
    </>
  );
}

function shiftColumns({ t, time, when, now }: ColumnTools<'shift'>): readonly ListColumn<'shift'>[] {
  const isOn = ({ body }: Entity<'shift'>): boolean => body.begins.at !== null && body.ends.at !== null && body.begins.at <= now && now < body.ends.at;
  return [
    { id: 'person', header: t('roles.field.onDuty'), width: 200, minWidth: 140, grow: true, sortable: true, text: (entity) => entity.body.person },
    { id: 'now', header: t('grid.state'), width: 100, text: (entity) => (isOn(entity) ? t('roles.isOn') : ''), cell: (entity) => (isOn(entity) ? <Badge tone="ok">{t('roles.isOn')}</Badge> : null) },
    when('begins', t('roles.begins', { zone: time.shownZone }), (entity) => entity.body.begins),
    when('ends', t('roles.ends', { zone: time.shownZone }), (entity) => entity.body.ends),
    { id: 'zone', header: t('roles.zone'), width: 120, mono: true, muted: true, hideBelow: 900, text: (entity) => entity.body.begins.zone },
    { id: 'duty', header: t('roles.duty'), width: 140, sortable: true, text: (entity) => entity.body.duty ?? '' },
    { id: 'qualifications', header: t('roles.qualifications'), width: 180, muted: true, hideBelow: 1000, text: (entity) => (entity.body.qualifications ?? []).join(', ') },
    { id: 'contact', header: t('roles.contact'), width: 140, mono: true, hideBelow: 760, text: (entity) => entity.body.contact ?? '' },
  ];
}
