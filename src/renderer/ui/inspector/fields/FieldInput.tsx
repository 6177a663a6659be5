// The control for one field of a body, chosen by the kind of field. Keys: those of the kit's controls.
import type { ReactNode } from 'react';
import { exhaustive } from '#base';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { AuthorityInput } from './AuthorityInput.tsx';
import { ChoicesInput } from './ChoicesInput.tsx';
import type { FieldSpec } from './field.ts';
import { TechniqueInput } from './TechniqueInput.tsx';
import { isAuthority, isLines, isTechnique, isTimeDraft, type FieldValue } from './values.ts';

export interface FieldInputProps {
  readonly field: FieldSpec;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  readonly zone?: string;
  readonly autoFocus?: boolean;
}

export function FieldInput({ field, value, onChange, zone, autoFocus = false }: FieldInputProps): ReactNode {
  const t = useText();
  const word = useWord();
  const common = { label: t(field.label), isRequired: field.required === true, autoFocus, ...(field.hint === undefined ? {} : { help: t(field.hint) }) };
  switch (field.type) {
    case 'line':
      return <TextField {...common} value={asText(value)} onChange={onChange} isMono={field.mono === true} maxLength={500} />;
    case 'text':
      return <TextArea {...common} value={asText(value)} onChange={onChange} isMono={field.mono === true} rows={field.mono === true ? 5 : 3} maxLength={64_000} />;
    case 'lines':
      return <TextArea {...common} help={t(field.hint ?? 'inspector.hint.lines')} value={isLines(value) ? value.join('\n') : ''} onChange={(text) => onChange(text.split('\n'))} rows={2} />;
    case 'choice': {
      const optional = field.required === true ? [] : [{ value: '', label: t('inspector.noChoice') }];
      return <Select {...common} choices={[...optional, ...field.values.map((choice) => ({ value: choice, label: word(field.list, choice) }))]} value={asText(value)} onChange={(choice) => onChange(choice === '' ? null : choice)} placeholder={t('inspector.noChoice')} />;
    }
    case 'choices':
      return <ChoicesInput label={common.label} choices={field.values.map((choice) => ({ value: choice, label: word(field.list, choice) }))} values={isLines(value) ? value : []} onChange={onChange} />;
    case 'time': {
      const draft = isTimeDraft(value) ? value : { written: '', occurred: null };
      return <TimeField {...common} written={draft.written} onChange={(written, occurred) => onChange({ written, occurred })} {...(zone === undefined ? {} : { zone })} />;
    }
    case 'switch':
      return <Checkbox isSelected={value === true} onChange={onChange} {...(field.hint === undefined ? {} : { help: t(field.hint) })}>{common.label}</Checkbox>;
    case 'technique':
      return <TechniqueInput label={common.label} value={isTechnique(value) ? value : null} onChange={onChange} />;
    case 'clockError':
      return (
        <TextField
          {...common} value={typeof value === 'number' ? String(value / 1000) : asText(value)} inputMode="numeric" isMono
          onChange={(text) => onChange(/^[+-]?\d+(\.\d{1,3})?$/.test(text.trim()) ? Math.round(Number(text) * 1000) : text)}
          error={typeof value === 'string' && value.trim() !== '' ? t('inspector.clockErrorUnread') : null}
        />
      );
    case 'integer':
      return (
        <TextField
          {...common} value={typeof value === 'number' ? String(value) : asText(value)} inputMode="numeric" isMono onChange={(text) => onChange(isInteger(text.trim(), field.most) ? Number(text) : text)}
          error={typeof value === 'string' && value.trim() !== '' ? t(field.most === undefined ? 'communications.orderUnread' : 'scope.countUnread') : null}
        />
      );
    case 'authority':
      return <AuthorityInput value={isAuthority(value) ? value : { basis: 'not-stated' }} onChange={onChange} />;
    default:
      return exhaustive(field);
  }
}

function isInteger(text: string, most: number | undefined): boolean {
  return most === undefined ? /^[1-9]\d{0,3}$/.test(text) : /^\d{1,16}$/.test(text) && Number(text) <= most;
}

function asText(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}
