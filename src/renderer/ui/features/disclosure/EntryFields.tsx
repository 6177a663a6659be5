// The fields of one entry that may be withheld, with a box each. Keys: Tab and Space.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { JournalRow } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { isMessageId } from '../../i18n/messages.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { fieldsToWithhold, toggleField, type DisclosureDraft } from './choice.ts';
import styles from './disclosure.module.css';

export function EntryFields({ log, row, draft }: { readonly log: LogId; readonly row: JournalRow; readonly draft: DisclosureDraft }): ReactNode {
  const t = useText();
  const { entryId, kind } = row.stamp;
  const isOwn = (row.subject as string) === (entryId as string);
  const found = useQuery('entity', isOwn ? { log, entity: row.subject } : null);
  // Of an entry that created something the fields are known; of one that acts on another the kind says which there may be.
  const body: Readonly<Record<string, unknown>> | null = isOwn && found.state === 'ready' && found.result !== null ? { ...found.result.entity.original } : null;
  const isThere = (field: string): boolean => body === null || field === 'author.name' || (body[field.slice('body.'.length)] ?? '') !== '';
  const fields = fieldsToWithhold(kind).filter(isThere);
  const nameOf = (field: string): string => {
    const id = field === 'author.name' ? 'disclosure.field.author' : `inspector.field.${field.slice('body.'.length)}`;
    return isMessageId(id) ? t(id) : field.slice('body.'.length);
  };
  return (
    <fieldset className={styles['fields']}>
      <legend>{t('disclosure.withholdFields')}</legend>
      {fields.map((field) => (
        <Checkbox key={field} isSelected={draft.withheld.get(entryId)?.includes(field) === true || (field === 'author.name' && draft.withholdNames)} isDisabled={field === 'author.name' && draft.withholdNames} onChange={() => toggleField(draft, log, entryId, field)}>{nameOf(field)}</Checkbox>
      ))}
    </fieldset>
  );
}
