// Says what speaks for or against a finding, or what a cause rests on: one link entry. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { titleOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { useQuery } from '../../port/useQuery.ts';

type Side = 'supports' | 'contradicts';
export interface EvidenceDialogProps { readonly log: LogId; readonly entity: Entity; readonly hasSides: boolean; readonly onClose: () => void }

export function EvidenceDialog({ log, entity, hasSides, onClose }: EvidenceDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const choices = useEvidenceChoices(log, entity.id);
  const [side, setSide] = useState<Side>('supports');
  const [text, setText] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (from !== null && (await recorder.record({ kind: 'link', occurred: null, body: { from: from as EntityId, to: entity.id, relation: side } })) !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t(hasSides ? 'scope.evidenceTitle' : 'scope.basisTitle')} onClose={onClose} submitLabel={t('inspector.linkSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={from !== null}>
      <p>{titleOf(entity)}</p>
      <ComboBox
        label={t('scope.evidenceWhat')} choices={choices} text={text} onTextChange={setText} isStrict isRequired autoFocus
        onChoose={(value) => {
          setFrom(value);
          setText(choices.find((choice) => choice.value === value)?.label ?? '');
        }}
      />
      {hasSides ? <RadioGroup label={t('scope.evidenceSide')} value={side} onChange={(value) => setSide(value as Side)} choices={[{ value: 'supports', label: t('scope.speaksFor') }, { value: 'contradicts', label: t('scope.speaksAgainst') }]} /> : null}
    </FormDialog>
  );
}

/** Evidence items, events and findings, as they are named in lists. */
function useEvidenceChoices(log: LogId, leaveOut: EntityId): readonly { readonly value: string; readonly label: string }[] {
  const t = useText();
  const evidence = useQuery('entities', { log, kind: 'evidence', filter: {} });
  const events = useQuery('entities', { log, kind: 'event', filter: {} });
  const findings = useQuery('entities', { log, kind: 'finding', filter: {} });
  const found = [evidence, findings, events].flatMap((query) => (query.state === 'ready' ? query.result : []));
  return found.filter((entity) => entity.retracted === null && entity.id !== leaveOut)
    .map((entity) => ({ value: entity.id as string, label: `${entity.ref ?? t('inspector.entryNumber', { number: entity.stamp.number })} · ${titleOf(entity)}` }));
}
