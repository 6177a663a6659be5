// Creates an entity of a kind: its fields, when it happened, tags. What is typed survives a crash. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { CreatingKind, Envelope } from '#domain';
import type { EntryDraft } from '#ipc';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import type { FieldSpec } from '../fields/field.ts';
import { FieldList } from '../fields/FieldList.tsx';
import { isAuthorityComplete } from '../fields/AuthorityInput.tsx';
import { createFields, filledValues, fixedParts, initialValues, isAuthority, isTimeDraft, missingFields, type FieldValues } from '../fields/values.ts';
import { useDraft } from '../../session/drafts.ts';
import { useRecord } from '../useRecord.ts';

const tagsField: FieldSpec = { name: 'tags', type: 'lines', label: 'inspector.tags' };
const lateField: FieldSpec = { name: 'lateReason', type: 'line', label: 'inspector.lateReason', hint: 'inspector.hint.late' };

export interface EntityDialogProps {
  readonly log: LogId;
  readonly kind: CreatingKind;
  readonly title: MessageId;
  readonly onClose: () => void;
  /** Tells which entity was made, so that the list can select it. */
  readonly onSealed?: (entity: EntryId) => void;
  /** What the form begins with beside the initial choices, such as the host of the row it came from. */
  readonly preset?: FieldValues;
  readonly links?: Envelope['links'];
  /** Fields of the body that no form asks for, such as the item that is written about. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Milestones and events cannot do without a time; other kinds take the present when it is left empty. */
  readonly isTimeRequired?: boolean;
  /** What is said about the values as they are typed, such as a warning. */
  readonly notice?: (values: FieldValues, onChange: (values: FieldValues) => void) => ReactNode;
  /** What follows from a change of the form, such as an authority that is filled in. */
  readonly adjust?: (values: FieldValues) => FieldValues;
  /** False when the form may not be recorded as it stands; what was typed is kept, and `notice` says why. */
  readonly guard?: (values: FieldValues) => boolean;
  /** Further fields of the body, from values that the form shows in a way of its own. */
  readonly more?: (values: FieldValues) => Readonly<Record<string, unknown>>;
}

export function EntityDialog({ log, kind, title, onClose, onSealed, preset, links, fixed, isTimeRequired = false, notice, adjust, guard, more }: EntityDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const occurredField: FieldSpec = { name: 'occurred', type: 'time', label: 'inspector.occurred', required: isTimeRequired, hint: isTimeRequired ? 'inspector.hint.when' : 'inspector.hint.now' };
  const fields = createFields(kind);
  const all = [...fields, occurredField, lateField, tagsField];
  const [beginning] = useState((): FieldValues => ({ ...initialValues(all, null), ...preset }));
  const key = `form ${kind} ${log}`;
  const draft = useDraft<FieldValues>(key, log, beginning, readValues);
  const values = draft.value;
  const authority = values['authority'] ?? null;
  const canSubmit = missingFields(all, values).length === 0 && (!isAuthority(authority) || isAuthorityComplete(authority)) && (guard?.(values) ?? true);
  const change = (next: FieldValues): void => draft.set(adjust?.(next) ?? next);
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record(toDraft(kind, fields, values, links, { ...fixed, ...more?.(values) }), key);
    if (sealed === null) return;
    draft.discard();
    onSealed?.(sealed.entryId);
    onClose();
  };
  return (
    <FormDialog
      isOpen size="wide" title={t(title)} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={canSubmit}
      aside={draft.isRestored ? <>{t('inspector.restored')}{' '}<Button variant="link" onPress={draft.discard}>{t('inspector.discard')}</Button></> : undefined}
    >
      {notice?.(values, change)}
      {draft.isReady ? null : <Skeleton lines={4} />}
      {draft.isReady ? <FieldList fields={[...fields, occurredField, lateField, tagsField]} values={values} onChange={change} first={fields[0]?.name ?? 'occurred'} /> : null}
    </FormDialog>
  );
}

function toDraft(kind: CreatingKind, fields: readonly FieldSpec[], values: FieldValues, links: Envelope['links'] | undefined, fixed: Readonly<Record<string, unknown>> = {}): EntryDraft {
  const occurred = values['occurred'] ?? null;
  const lateReason = values['lateReason'];
  const tags = filledValues([tagsField], values)['tags'] as readonly string[];
  // The form asks for exactly the fields of the kind (values.test.ts); the engine checks the whole body before sealing.
  return {
    kind, body: { ...fixedParts(kind), ...fixed, ...filledValues(fields, values) }, occurred: isTimeDraft(occurred) ? occurred.occurred : null,
    tags: tags.map((tag) => tag.replace(/^#/, '')), ...(typeof lateReason === 'string' && lateReason.trim() !== '' ? { lateReason: lateReason.trim() } : {}), ...(links === undefined ? {} : { links }),
  } as unknown as EntryDraft;
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
