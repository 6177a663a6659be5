// Links an entity to another one. The list offers everything with a reference or a name. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { linkRelations, type BodyOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useRecord } from '../useRecord.ts';

type Relation = BodyOf<'link'>['relation'];

export function LinkDialog({ log, entity, onClose }: { readonly log: LogId; readonly entity: Entity; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const context = useQuery('capture', { log });
  const [text, setText] = useState('');
  const [target, setTarget] = useState<string | null>(null);
  const [relation, setRelation] = useState<Relation>('mentions');
  const [note, setNote] = useState('');
  const choices = context.state !== 'ready' ? [] : unique([
    ...context.result.refs.map((item) => ({ value: item.id, label: `${item.ref} · ${item.title}` })),
    ...context.result.systems.map((item) => ({ value: item.id, label: item.name })),
    ...context.result.accounts.map((item) => ({ value: item.id, label: item.name })),
  ]).filter((choice) => choice.value !== entity.id);
  const submit = async (): Promise<void> => {
    if (target === null) return;
    const sealed = await recorder.record({ kind: 'link', occurred: null, body: { from: entity.id, to: target as EntityId, relation, ...(note.trim() === '' ? {} : { note: note.trim() }) } });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t('inspector.linkTitle')} onClose={onClose} submitLabel={t('inspector.linkSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={target !== null}>
      <Select label={t('inspector.linkRelation')} value={relation} choices={linkRelations.map((value) => ({ value, label: word('linkRelation', value) }))} onChange={setRelation} />
      <ComboBox
        label={t('inspector.linkTo')} choices={choices} text={text} onTextChange={setText} isStrict isRequired autoFocus
        onChoose={(value) => {
          setTarget(value);
          setText(choices.find((choice) => choice.value === value)?.label ?? '');
        }}
      />
      <TextField label={t('inspector.linkNote')} value={note} onChange={setNote} maxLength={500} />
    </FormDialog>
  );
}

function unique(choices: readonly { readonly value: string; readonly label: string }[]): readonly { readonly value: string; readonly label: string }[] {
  return [...new Map(choices.toReversed().map((choice) => [choice.value, choice])).values()].toReversed();
}
