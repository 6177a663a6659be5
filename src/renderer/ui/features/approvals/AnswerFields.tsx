// What somebody answered, how it came, and how they proved who they are; never the secret itself. Keys: those of the controls.
import { useState, type ReactNode } from 'react';
import { approvalVerdicts, identityMethods, identityResults } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import styles from './approvals.module.css';
import type { AnswerForm } from './drafts.ts';

export interface AnswerFieldsProps { readonly form: AnswerForm; readonly onChange: (form: AnswerForm) => void; readonly verdictLabel: (verdict: AnswerForm['verdict']) => string; readonly reference: string; readonly hasExpiry: boolean }

export function AnswerFields({ form, onChange, verdictLabel, reference, hasExpiry }: AnswerFieldsProps): ReactNode {
  const t = useText();
  const word = useWord();
  const [when, setWhen] = useState('');
  const [until, setUntil] = useState('');
  const part = (change: Partial<AnswerForm>): void => onChange({ ...form, ...change });
  return (
    <>
      <RadioGroup label={t('approvals.verdict')} value={form.verdict} onChange={(verdict) => part({ verdict })} choices={approvalVerdicts.toReversed().map((verdict) => ({ value: verdict, label: verdictLabel(verdict) }))} isRequired />
      <TextField label={t('approvals.answeredBy')} value={form.approver} onChange={(approver) => part({ approver })} isRequired maxLength={500} />
      {form.verdict === 'approved' ? null : <TextArea label={t(form.verdict === 'refused' ? 'approvals.why' : 'approvals.conditions')} value={form.conditions} onChange={(conditions) => part({ conditions })} isRequired={form.verdict === 'conditional'} rows={2} />}
      <div className={styles['pair']}>
        <TextField label={t('approvals.channel')} value={form.channel} onChange={(channel) => part({ channel })} maxLength={500} />
        <TimeField label={t('approvals.when')} help={t('inspector.hint.now')} written={when} onChange={(written, occurred) => { setWhen(written); part({ occurred }); }} />
      </div>
      <Checkbox isSelected={form.verbal} onChange={(verbal) => part({ verbal })} help={t('approvals.verbalHelp')}>{t('approvals.verbal')}</Checkbox>
      {form.verbal ? (
        <>
          <Checkbox isSelected={form.readBack} onChange={(readBack) => part({ readBack })}>{t('approvals.readBack', { reference })}</Checkbox>
          <div className={styles['pair']}>
            <Select label={t('approvals.method')} value={form.method ?? ''} onChange={(value) => part({ method: identityMethods.find((method) => method === value) ?? null })} choices={[{ value: '', label: t('inspector.noChoice') }, ...identityMethods.map((method) => ({ value: method, label: word('identityMethod', method) }))]} />
            {form.method === null ? null : <Select label={t('approvals.result')} value={form.result} onChange={(value) => part({ result: identityResults.find((result) => result === value) ?? 'not-checked' })} choices={identityResults.toReversed().map((result) => ({ value: result, label: word('identityResult', result) }))} />}
            {form.method === 'code-sheet' || form.method === 'phrase' ? <TextField label={t('approvals.lineNumber')} help={t('approvals.lineNumberHelp')} value={form.lineNumber} onChange={(lineNumber) => part({ lineNumber })} isMono maxLength={40} /> : null}
          </div>
          {form.method !== null && form.result === 'failed' ? <p role="alert">{t('approvals.identityFailed')}</p> : null}
        </>
      ) : null}
      {hasExpiry && form.verdict !== 'refused' ? <TimeField label={t('approvals.expires')} help={t('approvals.expiresHelp')} written={until} onChange={(written, expiresAt) => { setUntil(written); part({ expiresAt }); }} /> : null}
    </>
  );
}
