// One approval: the request or what was signed, its answers and what confirms it. Keys: A answers, W links the written confirmation, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, titleOf, type ApprovalView, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useApprovals } from './useApprovals.ts';

export function ApprovalInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector
      log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'approval') ? <ApprovalActions log={log} approval={found} /> : null)}
    >
      {({ entity: found }) => (isEntityOf(found, 'approval') ? <Answers log={log} approval={found} /> : null)}
    </EntityInspector>
  );
}

type Open = 'answer' | 'link' | 'message' | null;

function ApprovalActions({ log, approval }: { readonly log: LogId; readonly approval: Entity<'approval'> }): ReactNode {
  const t = useText();
  const approvals = useApprovals(log);
  const [open, setOpen] = useState<Open>(null);
  const view = viewOf(approvals?.views ?? [], approval);
  const canAnswer = view !== null && view.approval.body.verdict === undefined;
  const canConfirm = view?.confirmation?.by === null;
  useScreenCommands([
    { id: 'approval.answer', label: 'approvals.answer', group: 'record', keys: ['a'], undo: 'entry', when: () => canAnswer, run: () => setOpen('answer') },
    { id: 'approval.confirm', label: 'approvals.confirm', group: 'record', keys: ['w'], undo: 'entry', when: () => canConfirm, run: () => setOpen('link') },
  ]);
  if (view === null || approvals === null) return null;
  const close = (): void => setOpen(null);
  const confirmed = view.answer ?? view.approval;
  return (
    <>
      {canAnswer ? <Button variant={view.state === 'pending' ? 'primary' : 'plain'} keys="a" onPress={() => setOpen('answer')}>{t('approvals.answer')}</Button> : null}
      {canConfirm ? <Button keys="w" onPress={() => setOpen('link')}>{t('approvals.confirm')}</Button> : null}
      {canConfirm ? <Button onPress={() => setOpen('message')}>{t('approvals.recordMessage')}</Button> : null}
      {open === 'answer' ? <AnswerDialog log={log} view={view} approvals={approvals} onClose={close} /> : null}
      {open === 'link' ? <ConfirmDialog log={log} approval={confirmed} onClose={close} /> : null}
      {open === 'message' ? (
        <EntityDialog
          log={log} kind="communication" title="approvals.recordMessage" onClose={close} links={[{ relation: 'answers', to: confirmed.id }]}
          preset={{ direction: 'in', communicationKind: 'approval', counterpart: confirmed.body.approver, text: t('approvals.messageText', { ref: confirmed.ref ?? '' }) }}
        />
      ) : null}
    </>
  );
}

function Answers({ log, approval }: { readonly log: LogId; readonly approval: Entity<'approval'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const approvals = useApprovals(log);
  const view = viewOf(approvals?.views ?? [], approval);
  if (view === null || approvals === null) return null;
  const { answer } = view;
  return (
    <section>
      <SectionHeading>{t('approvals.standing')}</SectionHeading>
      <Facts
        facts={[
          { label: t('approvals.action'), value: <LinkButton onPress={() => reveal('actions', approval.body.action)}>{approvals.titleOfAction(approval.body.action)}</LinkButton> },
          { label: t('grid.state'), value: t(`approvals.state.${view.state}`) },
          view.fault === null ? null : { label: t('approvals.worth'), value: t(`approvals.fault.${view.fault}`) },
          answer === null ? null : { label: t('approvals.given'), value: `${time.occurred(answer.stamp.occurred)} ${answer.body.approver}` },
          answer?.body.identity === undefined ? null : { label: t('approvals.method'), value: [word('identityMethod', answer.body.identity.method), answer.body.identity.lineNumber, word('identityResult', answer.body.identity.result)].filter(Boolean).join(' · ') },
          view.confirmation === null ? null : { label: t('approvals.paper'), value: t(view.confirmation.by === null ? 'approvals.owed' : 'approvals.confirmed') },
        ]}
      />
      {view.answers.length < 2 ? null : <ul>{view.answers.map((one) => <li key={one.id}>{titleOf(one)}</li>)}</ul>}
    </section>
  );
}

function viewOf(views: readonly ApprovalView[], approval: Entity<'approval'>): ApprovalView | null {
  return views.find((view) => view.approval.id === approval.id || view.answers.some((answer) => answer.id === approval.id)) ?? null;
}
