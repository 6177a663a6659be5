// Who was asked, what they said, until when it holds, and what is still owed in writing; what was signed beforehand; overrides that wait to be ratified.
// Keys: N asks, A answers, W links the written confirmation, those of the grid and of the inspector.
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { compareExpiry, titleOf, type ApprovalView, type Entity } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AskDialog } from './AskDialog.tsx';
import styles from './approvals.module.css';
import { RatifyDialog } from './RatifyDialog.tsx';
import { useApprovals, type Approvals } from './useApprovals.ts';
import { useOriginText } from './useOriginText.ts';

const views = ['asked', 'signed'] as const;
const toneByState: Readonly<Record<ApprovalView['state'], BadgeTone>> = { pending: 'warn', approved: 'ok', conditional: 'accent', refused: 'danger', expired: 'neutral' };
const order: readonly ApprovalView['state'][] = ['pending', 'conditional', 'approved', 'expired', 'refused'];

export function ApprovalsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const approvals = useApprovals(log);
  const [view, setView] = useState<(typeof views)[number]>('asked');
  return (
    <div className={styles['screen']}>
      {approvals === null ? null : <Overrides log={log} approvals={approvals} />}
      <div className={styles['bar']}>
        <SegmentedControl label={t('approvals.view')} value={view} onChange={setView} choices={views.map((value) => ({ value, label: t(`approvals.view.${value}`) }))} />
        {approvals === null || view === 'signed' ? null : <span className={styles['quiet']}>{summary(approvals, t)}</span>}
      </div>
      {view === 'signed' ? <SignedList log={log} /> : approvals === null ? <Skeleton /> : <AskedList log={log} approvals={approvals} />}
    </div>
  );
}

function AskedList({ log, approvals }: ScreenProps & { readonly approvals: Approvals }): ReactNode {
  const t = useText();
  const columns = useApprovalColumns(approvals);
  const selected = useSelection();
  const [isAsking, setAsking] = useState(false);
  const rows = useMemo(() => approvals.views.toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state) || compareExpiry(left, right)), [approvals]);
  const output = useGridOutput(t('approvals.title'), columns, () => Promise.resolve(rows), () => false);
  useScreenCommands([{ id: 'approvals.ask', label: 'approvals.ask', group: 'record', keys: ['n'], undo: 'entry', run: () => setAsking(true) }]);
  const ask = <Button variant="primary" keys="n" onPress={() => setAsking(true)}>{t('approvals.ask')}</Button>;
  return (
    <>
      <DataGrid
        label={t('approvals.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={(row) => row.approval.id} selected={selected} onSelect={(row) => select(row.approval.id)} onCopy={output.copy}
        empty={<EmptyState title={t('approvals.emptyTitle')} text={t('approvals.emptyText')}>{ask}</EmptyState>}
      />
      {rows.length === 0 ? null : <div className={styles['bar']}><span className={styles['space']} />{ask}</div>}
      {isAsking ? <AskDialog log={log} action={null} onClose={() => setAsking(false)} onSealed={(id: EntityId) => select(id)} /> : null}
    </>
  );
}

function Overrides({ log, approvals }: ScreenProps & { readonly approvals: Approvals }): ReactNode {
  const t = useText();
  const [open, setOpen] = useState<Entity<'action'> | null>(null);
  if (approvals.overrides.length === 0) return null;
  return (
    <div role="alert" className={styles['overrides']}>
      <strong>{t('approvals.overrides', { count: approvals.overrides.length })}</strong>
      {approvals.overrides.map((action) => (
        <div key={action.id} className={styles['override']}>
          <span>{`${action.ref ?? ''} ${titleOf(action)}`}</span>
          <Button onPress={() => setOpen(action)} aria-label={t('approvals.ratifyTitle', { ref: action.ref ?? '' })}>{t('approvals.ratify')}</Button>
        </div>
      ))}
      {open === null ? null : <RatifyDialog log={log} action={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function useApprovalColumns(approvals: Approvals): readonly GridColumn<ApprovalView>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const from = useOriginText();
  return useMemo((): readonly GridColumn<ApprovalView>[] => {
    const stateText = (view: ApprovalView): string => (view.fault === null ? t(`approvals.state.${view.state}`) : t(`approvals.fault.${view.fault}`));
    const paper = (view: ApprovalView): string => (view.confirmation === null ? '' : t(view.confirmation.by === null ? 'approvals.owed' : 'approvals.confirmed'));
    const expiry = (view: ApprovalView): string => {
      const at = (view.answer ?? view.approval).body.expiresAt;
      return at === undefined ? '' : time.occurred(at);
    };
    const given = ({ answer }: ApprovalView): readonly string[] => {
      const found = answer === null ? null : approvals.originOf(answer.id);
      return found === null ? [] : [from.short(found), from.origin(found), from.sameConsole(found) ?? ''];
    };
    return [
      { id: 'ref', header: t('grid.ref'), width: 92, mono: true, text: ({ approval }) => approval.ref ?? '' },
      { id: 'action', header: t('approvals.action'), width: 220, minWidth: 150, grow: true, text: ({ approval }) => approvals.titleOfAction(approval.body.action) },
      { id: 'targets', header: t('actions.targets'), width: 132, mono: true, hideBelow: 1040, text: ({ approval }) => approval.body.targets.join(', ') },
      { id: 'state', header: t('grid.state'), width: 140, text: stateText, cell: (view) => <Badge tone={view.fault === null ? toneByState[view.state] : 'danger'}>{stateText(view)}</Badge> },
      { id: 'approver', header: t('approvals.approver'), width: 128, text: ({ approval, answer }) => (answer ?? approval).body.approver },
      {
        id: 'from', header: t('approvals.from'), width: 132, hideBelow: 560, text: (view) => given(view).slice(1).join(' ').trim(),
        cell: (view) => { const [short = '', origin = '', same = ''] = given(view); return <>{same === '' ? null : <><Badge tone="warn">{t('approvals.oneConsole')}</Badge>{' '}</>}<span className={styles['quiet']} title={`${origin} ${same}`.trim()}>{short}</span></>; },
      },
      { id: 'seat', header: t('authority.field.seat'), width: 120, muted: true, hideBelow: 1170, text: ({ approval }) => word('approvalSeat', approval.body.seat) },
      { id: 'requestedBy', header: t('approvals.requestedBy'), width: 112, muted: true, hideBelow: 1290, text: ({ approval }) => approval.body.requestedBy },
      { id: 'expires', header: t('approvals.expiresHead', { zone: time.shownZone }), width: 168, mono: true, hideBelow: 640, text: expiry },
      { id: 'paper', header: t('approvals.paper'), width: 96, hideBelow: 820, text: paper, cell: (view) => (view.confirmation === null ? null : <Badge tone={view.confirmation.by === null ? 'warn' : 'ok'}>{paper(view)}</Badge>) },
    ];
  }, [t, word, time, from, approvals]);
}

const signedTexts: EntityListTexts = { title: 'approvals.signed', placeholder: 'approvals.signedPlaceholder', create: 'approvals.signedCreate', createTitle: 'approvals.signedCreate', emptyTitle: 'approvals.signedEmptyTitle', emptyText: 'approvals.signedEmptyText' };

/** What was signed beforehand, of an incident or of the workspace. */
export function SignedList({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(signedColumns);
  return <EntityList log={log} kind="standing-approval" texts={signedTexts} columns={columns} />;
}

function signedColumns({ t, word, ref, when, now }: ColumnTools<'standing-approval'>): readonly ListColumn<'standing-approval'>[] {
  const isOver = (entity: Entity<'standing-approval'>): boolean => (entity.body.validUntil.at ?? 0) <= now;
  return [
    ref,
    { id: 'title', header: t('authority.field.title'), width: 220, minWidth: 150, grow: true, sortable: true, text: (entity) => entity.body.title },
    { id: 'level', header: t('authority.field.level'), width: 96, sortable: true, text: (entity) => word('approvalLevel', entity.body.level), cell: (entity) => <Badge tone={entity.body.level === 'act' ? 'ok' : entity.body.level === 'never' ? 'danger' : 'warn'}>{word('approvalLevel', entity.body.level)}</Badge> },
    { id: 'kinds', header: t('authority.field.actionKinds'), width: 200, muted: true, hideBelow: 760, text: (entity) => entity.body.actionKinds.map((kind) => word('actionKind', kind)).join(', ') },
    { id: 'windows', header: t('authority.field.windows'), width: 150, muted: true, hideBelow: 1100, text: (entity) => [...(entity.body.windows ?? []), ...(entity.body.twoApprovers === true ? [t('authority.field.twoApprovers')] : [])].join('; ') },
    { id: 'exclusions', header: t('authority.field.exclusions'), width: 150, hideBelow: 900, text: (entity) => entity.body.exclusions.join(', ') },
    { id: 'signatory', header: t('authority.field.signatory'), width: 120, muted: true, hideBelow: 1000, text: (entity) => entity.body.signatory },
    { ...when('validUntil', t('authority.field.validUntil'), (entity) => entity.body.validUntil), cell: (entity) => (isOver(entity) ? <Badge tone="danger">{t('approvals.ranOut')}</Badge> : entity.body.validUntil.written) },
  ];
}

function summary({ views: all }: Approvals, t: ReturnType<typeof useText>): string {
  const count = (test: (view: ApprovalView) => boolean): number => all.filter(test).length;
  return t('approvals.summary', { pending: count((view) => view.state === 'pending'), expired: count((view) => view.state === 'expired'), owed: count((view) => view.confirmation !== null && view.confirmation.by === null) });
}
