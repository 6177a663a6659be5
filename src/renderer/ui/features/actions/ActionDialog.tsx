// A new action: the authority is looked up while kind and targets are chosen, and what it may destroy is listed. Keys: those of a form dialog.
import { useRef, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { EntityDialog, type EntityDialogProps } from '../../inspector/dialogs/EntityDialog.tsx';
import { isAuthority, type FieldValues } from '../../inspector/fields/values.ts';
import { AuthorityNotice } from './AuthorityNotice.tsx';
import { captureBody, faultOf, linesOf, verdictOf, withAuthority, withLine } from './authorityForm.ts';
import { CaptureFirst } from './CaptureFirst.tsx';
import { useAuthorityGround } from './useAuthorityGround.ts';

export type ActionDialogProps = Pick<EntityDialogProps, 'log' | 'title' | 'onClose' | 'onSealed' | 'preset' | 'links'> & {
  /** The action was recorded, and somebody has to be asked for it. */
  readonly onToAsk?: (action: EntityId) => void;
};

export function ActionDialog({ onSealed, onToAsk, ...dialog }: ActionDialogProps): ReactNode {
  const ground = useAuthorityGround(dialog.log);
  // What the form said last: the answer to a seal says only which entry it became.
  const latest = useRef<FieldValues | null>(null);
  const sealed = (action: EntityId): void => {
    onSealed?.(action);
    const said = latest.current;
    if (said === null || ground === null) return;
    const authority = said['authority'] ?? null;
    if (isAuthority(authority) && authority.basis === 'not-stated' && verdictOf(said, ground).verdict === 'ask' && ground.base.approvals.length > 0) onToAsk?.(action);
  };
  const guard = (values: FieldValues): boolean => {
    latest.current = values;
    return ground === null || faultOf(values, ground) === null;
  };
  const notice = (values: FieldValues, onChange: (values: FieldValues) => void): ReactNode => {
    if (ground === null) return null;
    const authority = values['authority'] ?? null;
    return (
      <>
        <AuthorityNotice verdict={verdictOf(values, ground)} fault={faultOf(values, ground)} isOverride={isAuthority(authority) && authority.basis === 'override'} />
        <CaptureFirst lines={linesOf(values)} onChange={(line) => onChange(withLine(values, line))} />
      </>
    );
  };
  return (
    <EntityDialog
      {...dialog} kind="action" onSealed={sealed} notice={notice} more={(values) => captureBody(linesOf(values))} adjust={(values) => (ground === null ? values : withAuthority(values, ground))}
      guard={guard}
    />
  );
}
