// A form that was signed in ink comes back as a late entry: the time of the paper, the photograph of the form. Keys: those of a form dialog.
import type { ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { BodyOf, Entity, Occurred } from '#domain';
import type { EntryDraft } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Select } from '../../kit/Select.tsx';
import { useQuery } from '../../port/useQuery.ts';

const all = {};
const pictures: readonly string[] = ['photo', 'paper', 'document', 'screenshot'];

export interface PaperFieldsProps {
  readonly log: LogId;
  readonly item: Entity<'evidence'>;
  readonly isFromPaper: boolean;
  readonly onFromPaper: (isFromPaper: boolean) => void;
  readonly photo: string | null;
  readonly onPhoto: (photo: string) => void;
}

export function PaperFields({ log, item, isFromPaper, onFromPaper, photo, onPhoto }: PaperFieldsProps): ReactNode {
  const t = useText();
  const items = useQuery('evidence', { log, filter: all });
  const choices = items.state !== 'ready' ? [] : items.result.filter(({ entity }) => entity.id !== item.id && entity.retracted === null && pictures.includes(entity.body.evidenceKind)).map(({ entity }) => ({ value: entity.id as string, label: `${entity.ref ?? ''} ${entity.body.name}` }));
  return (
    <>
      <Checkbox isSelected={isFromPaper} onChange={onFromPaper} help={t('safekeeping.fromPaperHelp')}>{t('safekeeping.fromPaper')}</Checkbox>
      {isFromPaper && choices.length > 0 ? <Select label={t('safekeeping.photo')} value={photo} onChange={onPhoto} choices={choices} /> : null}
    </>
  );
}

/** The custody event as it comes back from paper: late, with the time of the paper and a link to the photograph (docs/spec/custody.md section 5). */
export function fromPaper(body: BodyOf<'custody'>, occurred: Occurred | null, photo: string | null): EntryDraft {
  return {
    kind: 'custody', body, occurred: occurred === null ? null : { ...occurred, clockSource: 'paper' }, source: 'paper-transcript', lateReason: 'Transcribed from paper',
    ...(photo === null ? {} : { links: [{ relation: 'derived-from', to: photo as EntryId }] }),
  };
}
