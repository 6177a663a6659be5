// One custody event. Two-sided events name both sides; nothing recorded here is ever changed, only answered. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { custodyMethods, type BodyOf, type CustodyView, type Entity } from '#domain';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { filledValues, isTimeDraft, missingFields, type FieldValues } from '../../inspector/fields/values.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { useSession } from '../../session/store.ts';
import { useKeeping } from '../safekeeping/KeepingSections.tsx';
import { fromPaper, PaperFields } from '../safekeeping/PaperFields.tsx';
import { acquiredField } from './addForm.ts';
import { checkOf, sealedHash } from './hashCheck.ts';
import styles from './evidence.module.css';

export type CustodyType = BodyOf<'custody'>['type'];
/** What people write down; `verify` is a check on another machine, the console checks what it sealed by itself. */
const otherTypes: readonly CustodyType[] = ['verify', 'check-out', 'check-in', 'label', 'seal', 'unseal', 'reseal', 'ship', 'access', 'copy', 'photograph', 'dispute', 'lost', 'dispose', 'discover', 'collect', 'store', 'release'];

export interface CustodyDialogProps {
  readonly log: LogId;
  readonly item: Entity<'evidence'>;
  readonly custody: CustodyView;
  /** Null offers the less frequent types in a list. */
  readonly type: CustodyType | null;
  readonly onClose: () => void;
}

export function CustodyDialog({ log, item, custody, type, onClose }: CustodyDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [chosen, setChosen] = useState<CustodyType>(type ?? 'check-out');
  const [values, setValues] = useState<FieldValues>(() => ({ ...beginCustody(chosen, custody, operator), hashExpected: sealedHash(item) }));
  const [isFromPaper, setFromPaper] = useState(false);
  const [photo, setPhoto] = useState<string | null>(null);
  const keeping = useKeeping(log, item);
  const fields = fieldsOf(chosen);
  const hold = chosen === 'dispose' ? (keeping?.hold ?? null) : null;
  const submit = async (): Promise<void> => {
    const occurred = values['occurred'] ?? null;
    const { hashExpected, hashFound, ...filled } = filledValues(fields.filter((field) => field.name !== 'occurred'), values);
    const body = { item: item.id, type: chosen, ...filled, ...checkOf(hashExpected, hashFound), ...(answersRelease(chosen) && custody.pendingRelease !== null ? { release: custody.pendingRelease.entryId } : {}) } as BodyOf<'custody'>;
    const when = isTimeDraft(occurred) ? occurred.occurred : null;
    const sealed = await recorder.record(isFromPaper ? fromPaper(body, when, photo) : { kind: 'custody', body, occurred: when });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      isOpen size="wide" title={t('evidence.custodyTitle', { event: word('custodyType', chosen), ref: item.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={hold === null && missingFields(fields, values).length === 0 && (!isFromPaper || hasTime(values))} aside={t('evidence.custodyFinal')}
    >
      {type === null ? <Select label={t('evidence.custodyType')} value={chosen} onChange={setChosen} choices={otherTypes.map((value) => ({ value, label: word('custodyType', value) }))} autoFocus /> : null}
      <FieldList fields={fields} values={values} onChange={setValues} {...(type === null ? {} : { first: fields.find((field) => field.required === true && (values[field.name] ?? null) === null)?.name ?? 'by' })} />
      {hold === null ? null : <p role="alert" className={styles['gap']}>{t('safekeeping.heldBack', { ref: item.ref ?? '', hold: hold.ref ?? '' })}</p>}
      <PaperFields log={log} item={item} isFromPaper={isFromPaper} onFromPaper={setFromPaper} photo={photo} onPhoto={setPhoto} />
    </FormDialog>
  );
}

function hasTime(values: FieldValues): boolean {
  const occurred = values['occurred'] ?? null;
  return isTimeDraft(occurred) && occurred.occurred !== null;
}

const by: FieldSpec = { name: 'by', type: 'line', label: 'evidence.by', required: true };
const to: FieldSpec = { name: 'to', type: 'line', label: 'evidence.to', required: true };
const toOptional: FieldSpec = { name: 'to', type: 'line', label: 'evidence.to' };
const organisation: FieldSpec = { name: 'organisation', type: 'line', label: 'inspector.field.organisation' };
const place: FieldSpec = { name: 'place', type: 'line', label: 'evidence.place' };
const purpose: FieldSpec = { name: 'purpose', type: 'line', label: 'evidence.purpose' };
const authority: FieldSpec = { name: 'authority', type: 'line', label: 'inspector.field.collectAuthority' };
const method: FieldSpec = { name: 'method', type: 'choice', label: 'evidence.method', list: 'custodyMethod', values: custodyMethods };
const tracking: FieldSpec = { name: 'tracking', type: 'line', label: 'evidence.tracking', mono: true };
const sealNumber: FieldSpec = { name: 'sealNumber', type: 'line', label: 'inspector.field.sealNumber', mono: true };
const condition: FieldSpec = { name: 'condition', type: 'line', label: 'evidence.condition' };
const bag: FieldSpec = { name: 'bag', type: 'line', label: 'safekeeping.field.bag' };
const phone: FieldSpec = { name: 'phone', type: 'line', label: 'safekeeping.field.phone', mono: true };
const changeMade: FieldSpec = { name: 'changeMade', type: 'text', label: 'safekeeping.field.changesMade' };
const justification: FieldSpec = { name: 'justification', type: 'text', label: 'safekeeping.field.justification' };
const hashExpected: FieldSpec = { name: 'hashExpected', type: 'line', label: 'evidence.hashExpected', mono: true, required: true };
const hashFound: FieldSpec = { name: 'hashFound', type: 'line', label: 'evidence.hashFound', mono: true, required: true };
const note: FieldSpec = { name: 'note', type: 'text', label: 'inspector.field.notes' };

/** What each type of event asks for. */
export function fieldsOf(type: CustodyType): readonly FieldSpec[] {
  switch (type) {
    case 'release': case 'ship': return [by, to, organisation, phone, purpose, authority, method, tracking, sealNumber, bag, condition, place, acquiredField, note];
    case 'receive': return [by, organisation, condition, sealNumber, place, acquiredField, note];
    case 'refuse': return [by, { ...note, required: true }, condition, acquiredField];
    case 'store': return [by, { ...place, required: true }, sealNumber, condition, acquiredField, note];
    case 'check-out': case 'check-in': return [by, toOptional, { ...purpose, required: type === 'check-out' }, authority, place, condition, acquiredField, note];
    case 'dispose': return [by, toOptional, { ...authority, required: true }, method, place, acquiredField, note];
    case 'verify': return [by, hashExpected, hashFound, purpose, place, acquiredField, note];
    case 'dispute': case 'lost': return [by, { ...note, required: true }, acquiredField];
    case 'access': case 'unseal': case 'reseal': case 'seal': return [by, purpose, authority, place, sealNumber, bag, condition, acquiredField, changeMade, justification, note];
    default: return [by, purpose, place, sealNumber, condition, acquiredField, note];
  }
}

function answersRelease(type: CustodyType): boolean {
  return type === 'receive' || type === 'refuse';
}

function beginCustody(type: CustodyType, custody: CustodyView, operator: string): FieldValues {
  const person = answersRelease(type) ? (custody.pendingRelease?.to ?? operator) : type === 'release' || type === 'ship' ? custody.custodian : operator;
  return { by: person };
}
