// Why an action is allowed: a standing approval, recorded approvals, an emergency override, or not stated yet. Keys: radio group and text fields.
import type { ReactNode } from 'react';
import { exhaustive } from '#base';
import type { Authority } from '#domain';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useText } from '../../i18n/intl.tsx';
import styles from './fields.module.css';

type Basis = Authority['basis'];
const bases: readonly Basis[] = ['standing', 'approval', 'override', 'not-stated'];

export interface AuthorityInputProps { readonly value: Authority; readonly onChange: (value: Authority) => void }

export function AuthorityInput({ value, onChange }: AuthorityInputProps): ReactNode {
  const t = useText();
  return (
    <div className={styles['authority']}>
      <RadioGroup
        label={t('inspector.field.authority')} value={value.basis} onChange={(basis) => onChange(beginBasis(basis))}
        choices={bases.map((basis) => ({ value: basis, label: t(`inspector.authority.${basis}`), note: t(`inspector.authority.${basis}.note`) }))}
      />
      <Details value={value} onChange={onChange} />
    </div>
  );
}

function Details({ value, onChange }: AuthorityInputProps): ReactNode {
  const t = useText();
  switch (value.basis) {
    case 'standing':
      return <TextField label={t('inspector.authority.reference')} value={value.reference} onChange={(reference) => onChange({ ...value, reference })} isRequired isMono />;
    case 'approval':
      return (
        <div className={styles['pair']}>
          <TextField label={t('inspector.authority.approver')} value={value.approver} onChange={(approver) => onChange({ ...value, approver })} isRequired />
          <TextField label={t('inspector.authority.secondApprover')} value={value.secondApprover ?? ''} onChange={(secondApprover) => onChange({ ...without(value, 'secondApprover'), ...(secondApprover === '' ? {} : { secondApprover }) })} />
          <TextField label={t('inspector.authority.channel')} value={value.channel ?? ''} onChange={(channel) => onChange({ ...without(value, 'channel'), ...(channel === '' ? {} : { channel }) })} />
        </div>
      );
    case 'override':
      return (
        <>
          <TextArea label={t('inspector.authority.harm')} value={value.harm} onChange={(harm) => onChange({ ...value, harm })} isRequired rows={2} maxLength={500} />
          <TextArea label={t('inspector.authority.alternative')} value={value.alternative ?? ''} onChange={(alternative) => onChange({ ...without(value, 'alternative'), ...(alternative === '' ? {} : { alternative }) })} rows={2} maxLength={500} />
        </>
      );
    case 'not-stated':
      return null;
    default:
      return exhaustive(value);
  }
}

function beginBasis(basis: Basis): Authority {
  switch (basis) {
    case 'standing': return { basis, reference: '' };
    case 'approval': return { basis, approver: '' };
    case 'override': return { basis, harm: '' };
    case 'not-stated': return { basis };
    default: return exhaustive(basis);
  }
}

/** The words that are still missing before this authority can be recorded. */
export function isAuthorityComplete(authority: Authority): boolean {
  switch (authority.basis) {
    case 'standing': return authority.reference.trim() !== '';
    case 'approval': return authority.approver.trim() !== '';
    case 'override': return authority.harm.trim() !== '';
    case 'not-stated': return true;
    default: return exhaustive(authority);
  }
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = value;
  return rest;
}
