// Amends one field: the original stays beside the new value for ever. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity, Envelope } from '#domain';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import type { FieldSpec } from '../fields/field.ts';
import { FieldInput } from '../fields/FieldInput.tsx';
import { isAuthorityComplete } from '../fields/AuthorityInput.tsx';
import { useFieldText } from '../fields/useFieldText.ts';
import { amendFields, filledValues, initialValues, isAuthority, missingFields, type FieldValue } from '../fields/values.ts';
import { useRecord } from '../useRecord.ts';
import styles from '../inspector.module.css';

const occurredField: FieldSpec = { name: 'occurred', type: 'time', label: 'inspector.occurred', required: true };
const tagsField: FieldSpec = { name: 'tags', type: 'lines', label: 'inspector.tags' };

export interface AmendDialogProps { readonly log: LogId; readonly entity: Entity; readonly field?: string; readonly onClose: () => void }

export function AmendDialog({ log, entity, field: firstField, onClose }: AmendDialogProps): ReactNode {
  const t = useText();
  const text = useFieldText();
  const recorder = useRecord(log);
  const fields = [...amendFields(entity.kind), occurredField, tagsField];
  const [name, setName] = useState(firstField ?? fields[0]?.name ?? 'occurred');
  const field = fields.find((candidate) => candidate.name === name) ?? occurredField;
  const present = presentValue(entity, field.name);
  const [value, setValue] = useState<FieldValue>(() => startValue(field, present));
  const [reason, setReason] = useState('');
  const next = filledValues([field], { [field.name]: value })[field.name];
  const isSame = JSON.stringify(next ?? null) === JSON.stringify(present ?? null);
  const isComplete = missingFields([field], { [field.name]: value }).length === 0 && (!isAuthority(value) || isAuthorityComplete(value));
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'amend', occurred: null,
      body: { target: entity.id, field: field.name, reason: reason.trim(), ...(present === undefined ? {} : { from: JSON.stringify(present) }), ...(next === undefined ? {} : { value: JSON.stringify(next) }) },
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      isOpen title={t('inspector.amendTitle', { ref: entity.ref ?? t('inspector.entryNumber', { number: entity.stamp.number }) })} onClose={onClose} submitLabel={t('inspector.amend')} onSubmit={() => void submit()}
      isBusy={recorder.isBusy} error={recorder.error} canSubmit={!isSame && isComplete && reason.trim() !== ''} aside={t('inspector.nothingLost')}
    >
      <Select
        label={t('inspector.amendField')} value={field.name} choices={fields.map((candidate) => ({ value: candidate.name, label: t(candidate.label) }))}
        onChange={(chosen) => {
          setName(chosen);
          const chosenField = fields.find((candidate) => candidate.name === chosen) ?? occurredField;
          setValue(startValue(chosenField, presentValue(entity, chosen)));
        }}
      />
      <div>
        <div className={styles['linkName']}>{t('inspector.amendFrom')}</div>
        <p className={styles['prose']}>{text(field, present) ?? t('inspector.nothing')}</p>
      </div>
      <FieldInput key={field.name} field={field} value={value} onChange={setValue} />
      <TextArea label={t('inspector.amendReason')} value={reason} onChange={setReason} isRequired rows={2} />
    </FormDialog>
  );
}

function presentValue(entity: Entity, field: string): unknown {
  const envelope: Pick<Envelope, 'occurred' | 'tags'> = entity.envelope;
  if (field === 'occurred') return entity.stamp.occurred;
  if (field === 'tags') return envelope.tags;
  return (entity.body as Readonly<Record<string, unknown>>)[field];
}

function startValue(field: FieldSpec, present: unknown): FieldValue {
  if (field.name === 'occurred') {
    const at = (present as Envelope['occurred']).at;
    return { written: at === null ? '' : formatInstant(at, 'UTC'), occurred: present as Envelope['occurred'] };
  }
  return initialValues([field], present === undefined ? {} : { [field.name]: present })[field.name] ?? null;
}
