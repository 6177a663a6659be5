// Messages that are written, read by somebody else, and then leave by hand. Keys: N writes one, those of the grid and of the inspector.
import { useMemo, type ReactNode } from 'react';
import type { LogId } from '#base';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { ComposeDialog } from './ComposeDialog.tsx';
import { stageTones, useMessages } from './useMessages.ts';

const texts: EntityListTexts = { title: 'messages.title', placeholder: 'messages.placeholder', create: 'messages.create', createTitle: 'messages.composeTitle', emptyTitle: 'messages.emptyTitle', emptyText: 'messages.emptyText' };

export function MessagesScreen({ log }: ScreenProps): ReactNode {
  const columns = useMessageColumns(log);
  return (
    <EntityList
      log={log} kind="message" texts={texts} columns={columns} sort={{ column: 'ref', descending: true }} dialog={(close) => <ComposeDialog log={log} onClose={close} />}
      hints={[{ keys: ['n'], label: 'messages.hint.new' }, { keys: ['a'], label: 'messages.hint.approve' }, { keys: ['r'], label: 'messages.hint.send' }]}
    />
  );
}

function useMessageColumns(log: LogId): readonly ListColumn<'message'>[] {
  const t = useText();
  const word = useWord();
  const plain = useListColumns(messageColumns);
  const standings = useMessages(log);
  return useMemo(() => {
    const byId = new Map((standings ?? []).map((standing) => [standing.message.id, standing]));
    const stage: ListColumn<'message'> = {
      id: 'stage', header: t('messages.standing'), width: 132, sortable: true, text: ({ id }) => word('messageStage', byId.get(id)?.stage ?? 'draft'),
      cell: ({ id }) => {
        const found = byId.get(id)?.stage ?? 'draft';
        return <Badge tone={stageTones[found]}>{word('messageStage', found)}</Badge>;
      },
    };
    const missing: ListColumn<'message'> = {
      id: 'missing', header: t('messages.missing'), width: 180, muted: true, hideBelow: 940, text: ({ id }) => {
        const found = byId.get(id);
        return found === undefined ? '' : found.empty.length > 0 ? found.empty.map((block) => t(`messages.block.${block}`)).join(', ') : found.unapproved ? t('messages.unapproved') : found.correctedBy.length > 0 ? t('messages.corrected') : '';
      },
    };
    const update: ListColumn<'message'> = { id: 'update', header: t('messages.update'), width: 72, mono: true, align: 'end', hideBelow: 840, text: ({ id }) => String(byId.get(id)?.update?.number ?? '') };
    return [...plain.slice(0, 1), stage, ...plain.slice(1, 2), update, ...plain.slice(2), missing];
  }, [plain, standings, t, word]);
}

function messageColumns({ t, word, ref, when }: ColumnTools<'message'>): readonly ListColumn<'message'>[] {
  return [
    ref,
    { id: 'template', header: t('messages.template'), width: 160, sortable: true, text: ({ body }) => word('messageTemplate', body.template) },
    { id: 'subject', header: t('messages.subject'), width: 240, minWidth: 140, grow: true, text: ({ body }) => body.subject },
    { id: 'recipients', header: t('messages.recipients'), width: 200, muted: true, hideBelow: 760, text: ({ body }) => body.recipients.join(', ') },
    { ...when('written', t('messages.written'), ({ stamp }) => stamp.occurred), hideBelow: 1040 },
  ];
}
