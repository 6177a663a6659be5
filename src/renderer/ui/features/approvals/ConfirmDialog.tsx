// Links what confirms an approval by word of mouth in writing: a message or an item of evidence that is recorded already. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { titleOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { useQuery } from '../../port/useQuery.ts';

const noFilter = {};

export function ConfirmDialog({ log, approval, onClose }: { readonly log: LogId; readonly approval: Entity<'approval'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const messages = useQuery('entities', { log, kind: 'communication', filter: noFilter });
  const items = useQuery('entities', { log, kind: 'evidence', filter: noFilter });
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const found: readonly Entity[] = [...(messages.state === 'ready' ? messages.result.toReversed() : []), ...(items.state === 'ready' ? items.result : [])].filter((entity) => entity.retracted === null);
  const choices = found.map((entity) => ({ value: entity.id as string, label: [entity.ref ?? t('inspector.entryNumber', { number: entity.stamp.number }), titleOf(entity)].join(' · ') }));
  const submit = async (): Promise<void> => {
    if (from === null) return;
    if ((await recorder.record({ kind: 'link', occurred: null, body: { from: from as EntityId, to: approval.id, relation: 'evidence-of' } })) !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t('approvals.confirmTitle', { ref: approval.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.linkSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={from !== null}>
      <ComboBox
        label={t('approvals.confirmBy')} help={t('approvals.confirmHelp')} choices={choices} text={typed} onTextChange={setTyped} isStrict isRequired autoFocus
        onChoose={(value) => {
          setFrom(value);
          setTyped(choices.find((choice) => choice.value === value)?.label ?? '');
        }}
      />
    </FormDialog>
  );
}
