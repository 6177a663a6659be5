// One action: how it came about, what may be done, what was captured first, what it did. Keys: P asks for approval, Shift R ratifies, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { authorityInstant, checkAuthority, forceOf, isEntityOf, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { AskDialog } from '../approvals/AskDialog.tsx';
import { openCaptures } from '../approvals/drafts.ts';
import { RatifyDialog } from '../approvals/RatifyDialog.tsx';
import { useApprovals } from '../approvals/useApprovals.ts';
import styles from './actions.module.css';
import { AuthorityNotice } from './AuthorityNotice.tsx';
import { CaptureDialog } from './CaptureDialog.tsx';
import { Course } from './Course.tsx';
import { useAuthorityGround } from './useAuthorityGround.ts';

export function ActionInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'action') ? <ActionButtons log={log} action={found} /> : null)}>
      {({ entity: found }) => (isEntityOf(found, 'action') ? <ActionSections log={log} action={found} /> : null)}
    </EntityInspector>
  );
}

interface Props { readonly log: LogId; readonly action: Entity<'action'> }

function ActionButtons({ log, action }: Props): ReactNode {
  const t = useText();
  const [open, setOpen] = useState<'ask' | 'ratify' | null>(null);
  const isOverride = action.body.authority.basis === 'override' && !['ratified', 'not-ratified'].includes(action.state ?? '');
  const canAsk = action.body.authority.basis === 'not-stated' && action.retracted === null;
  useScreenCommands([
    { id: 'action.ask', label: 'approvals.ask', group: 'record', keys: ['p'], undo: 'entry', when: () => canAsk, run: () => setOpen('ask') },
    { id: 'action.ratify', label: 'approvals.ratify', group: 'record', keys: ['Shift+r'], undo: 'entry', when: () => isOverride, run: () => setOpen('ratify') },
  ]);
  const close = (): void => setOpen(null);
  return (
    <>
      {canAsk ? <Button keys="p" onPress={() => setOpen('ask')}>{t('approvals.ask')}</Button> : null}
      {isOverride ? <Button variant="danger" keys="Shift+r" onPress={() => setOpen('ratify')}>{t('approvals.ratify')}</Button> : null}
      {open === 'ask' ? <AskDialog log={log} action={action.id} onClose={close} /> : null}
      {open === 'ratify' ? <RatifyDialog log={log} action={action} onClose={close} /> : null}
    </>
  );
}

function ActionSections({ log, action }: Props): ReactNode {
  return (
    <>
      <Course log={log} action={action} />
      <AuthoritySection log={log} action={action} />
      <CaptureSection log={log} action={action} />
      <Verification action={action} />
    </>
  );
}

/** What the authority of the action amounts to: what was signed when it was done, and who was asked. */
function AuthoritySection({ log, action }: Props): ReactNode {
  const t = useText();
  const ground = useAuthorityGround(log);
  const approvals = useApprovals(log);
  const { authority, actionKind, targets } = action.body;
  const own = (approvals?.views ?? []).filter((view) => view.approval.body.action === action.id);
  if (ground === null) return null;
  const at = authorityInstant(action.body.startedAt ?? action.body.doneAt ?? action.stamp.occurred, ground.now, ground.newest);
  const verdict = checkAuthority({ kind: actionKind, targets, at }, ground.base);
  const signed = authority.basis === 'standing' ? ground.base.approvals.find((approval) => approval.body.ref === authority.reference.trim()) : undefined;
  const isUnknown = authority.basis === 'standing' && signed === undefined && ground.base.approvals.length > 0;
  const isQuestioned = authority.basis === 'not-stated' || (authority.basis === 'standing' && signed !== undefined && (verdict.verdict !== 'act' || forceOf(signed, at) !== 'in-force'));
  if (own.length === 0 && !isQuestioned && !isUnknown && authority.basis !== 'override') return null;
  return (
    <section>
      <SectionHeading>{t('inspector.field.authority')}</SectionHeading>
      {isUnknown ? <p role="note" className={styles['fault']}>{t('actions.unknownReference', { reference: authority.reference })}</p> : null}
      {isQuestioned ? <AuthorityNotice verdict={verdict} /> : null}
      {own.length === 0 ? null : (
        <ul className={styles['list']}>
          {own.map((view) => (
            <li key={view.approval.id}>
              <LinkButton onPress={() => reveal('approvals', view.approval.id)}>{[view.approval.ref, (view.answer ?? view.approval).body.approver].filter(Boolean).join(' ')}</LinkButton>{' '}
              <Badge tone={view.fault !== null || view.state === 'refused' ? 'danger' : view.state === 'approved' ? 'ok' : 'warn'}>{view.fault === null ? t(`approvals.state.${view.state}`) : t(`approvals.fault.${view.fault}`)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function CaptureSection({ log, action }: Props): ReactNode {
  const t = useText();
  const word = useWord();
  const [isOpen, setOpen] = useState(false);
  const open = openCaptures(action);
  const settled = action.body.captureFirst ?? [];
  if (open.length === 0 && settled.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('actions.captureFirst')}</SectionHeading>
      <ul className={styles['list']}>
        {settled.map((line) => <li key={line.what}>{line.what}{' '}<Badge tone={line.outcome === 'done' ? 'ok' : 'warn'}>{word('captureOutcome', line.outcome)}</Badge>{line.note === undefined ? '' : ` ${line.note}`}</li>)}
        {open.map((what) => <li key={what}>{what}{' '}<Badge>{t('actions.capture.open')}</Badge></li>)}
      </ul>
      {action.retracted === null ? <Button onPress={() => setOpen(true)}>{t('actions.captureCommand')}</Button> : null}
      {isOpen ? <CaptureDialog log={log} action={action} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Verification({ action }: { readonly action: Entity<'action'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const { verification } = action.body;
  if (verification === undefined) return null;
  return (
    <section>
      <SectionHeading>{t('actions.verification')}</SectionHeading>
      <p className={styles['list']}>{[word('verificationResult', verification.result), verification.how].filter(Boolean).join(': ')}</p>
    </section>
  );
}
