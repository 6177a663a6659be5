// Composes the next version of the response plan, beginning with the newest. What is typed survives a crash. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { occurredNow, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import type { FieldValues } from '../../inspector/fields/values.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useDraft } from '../../session/drafts.ts';
import { useSession } from '../../session/store.ts';
import { approvalOf, beginningOf, composerFields, planOf, unreadTriggers } from './composer.ts';

export interface PlanDialogProps { readonly log: LogId; readonly newest: Entity<'plan'> | null; readonly onClose: () => void; readonly onSealed: (plan: EntityId) => void }

export function PlanDialog({ log, newest, onClose, onSealed }: PlanDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const zone = useSession((state) => state.preferences.zone);
  const [beginning] = useState(() => beginningOf(newest));
  const version = (newest?.body.version ?? 0) + 1;
  const key = `form plan ${log} ${version}`;
  const draft = useDraft<FieldValues>(key, log, beginning, readValues);
  const plan = planOf(draft.value, version);
  const unread = unreadTriggers(draft.value);
  const submit = async (): Promise<void> => {
    if (plan === null) return;
    const approval = approvalOf(draft.value);
    const approved = approval === null ? {} : { approved: { by: approval.by, at: approval.at ?? occurredNow(Date.now() as never, zone) } };
    const sealed = await recorder.record({ kind: 'plan', occurred: null, body: { ...plan, ...approved } }, key);
    if (sealed === null) return;
    draft.discard();
    onSealed(sealed.entryId);
  };
  return (
    <FormDialog
      isOpen size="wide" title={t('plan.composeTitle', { version })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={plan !== null}
      aside={unread.length === 0 ? undefined : t('plan.unread', { line: unread[0] ?? '' })}
    >
      {draft.isReady ? <FieldList fields={composerFields} values={draft.value} onChange={draft.set} first="situation" /> : <Skeleton lines={6} />}
    </FormDialog>
  );
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
