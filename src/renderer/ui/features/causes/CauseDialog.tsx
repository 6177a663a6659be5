// Adds a node to the causal tree, or amends its text. A leaf that names a person as the answer is refused in words, and the text stays. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { blamesPerson, causeTypes, type BodyOf, type CauseNode } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';

export interface CauseDialogProps {
  readonly log: LogId;
  /** The node that the new one answers; null for a new top. */
  readonly above: CauseNode | null;
  readonly onSealed: (id: EntityId) => void;
  readonly onClose: () => void;
}

export function CauseDialog({ log, above, onSealed, onClose }: CauseDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const [text, setText] = useState('');
  const [causeType, setCauseType] = useState<BodyOf<'cause'>['causeType']>(above === null ? 'event' : 'condition');
  const [refused, setRefused] = useState(false);
  const submit = async (): Promise<void> => {
    if (blamesPerson(text)) {
      setRefused(true);
      return;
    }
    const sealed = await recorder.record({ kind: 'cause', occurred: null, body: { text: text.trim(), causeType, ...(above === null ? {} : { parent: above.cause.id }) } });
    if (sealed === null) return;
    onSealed(sealed.entryId);
    onClose();
  };
  return (
    <FormDialog
      isOpen title={t(above === null ? 'scope.topTitle' : 'scope.whyTitle')} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={text.trim() !== ''}
    >
      {above === null ? <p>{t('scope.topText')}</p> : <p>{t('scope.whyText', { text: above.cause.body.text })}</p>}
      <TextArea
        label={t('scope.field.cause')} help={t('scope.hint.cause')} value={text} isRequired autoFocus rows={3} maxLength={64_000} error={refused && blamesPerson(text) ? t('scope.blameless') : null}
        onChange={(next) => {
          setText(next);
          if (!blamesPerson(next)) setRefused(false);
        }}
      />
      <Select label={t('scope.field.causeType')} value={causeType} onChange={setCauseType} choices={causeTypes.map((value) => ({ value, label: word('causeType', value) }))} />
    </FormDialog>
  );
}
