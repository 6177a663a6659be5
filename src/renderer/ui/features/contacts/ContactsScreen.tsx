// The contacts in the order in which they are called. Keys: N adds one, C calls the next, $mod P prints the call sheet, M amends, those of the grid.
import { useState, type ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { CallRunDialog } from './CallRunDialog.tsx';

const texts: EntityListTexts = {
  title: 'communications.contacts', placeholder: 'communications.contactsPlaceholder', create: 'communications.contactCreate', createTitle: 'communications.contactCreateTitle', emptyTitle: 'communications.contactEmptyTitle', emptyText: 'communications.contactEmptyText',
};

export function ContactsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(contactColumns);
  const documents = useDocuments(log);
  const [isCalling, setCalling] = useState(false);
  const print = async (): Promise<void> => void (await documents.print('call-sheet'));
  useScreenCommands([
    { id: 'contacts.call', label: 'communications.callCommand', group: 'record', keys: ['c'], undo: 'entry', run: () => setCalling(true) },
    { id: 'contacts.print', label: 'communications.printCommand', group: 'screen', keys: ['$mod+p'], undo: 'none', run: print },
    { id: 'contacts.pdf', label: 'communications.saveSheet', group: 'screen', undo: 'none', run: async () => void (await documents.savePdf('call-sheet', t('communications.sheetFile'))) },
  ]);
  const actions = (
    <>
      <Button keys="$mod+p" onPress={() => void print()}>{t('communications.printSheet')}</Button>
      <Button keys="c" onPress={() => setCalling(true)}>{t('communications.callNext')}</Button>
    </>
  );
  return (
    <>
      <EntityList log={log} kind="contact" texts={texts} columns={columns} sort={{ column: 'order', descending: false }} actions={actions} hints={[{ keys: ['n'], label: 'communications.contactHint.new' }, { keys: ['c'], label: 'communications.contactHint.call' }]} />
      {isCalling ? <CallRunDialog log={log} onClose={() => setCalling(false)} /> : null}
    </>
  );
}

function contactColumns({ t, word }: ColumnTools<'contact'>): readonly ListColumn<'contact'>[] {
  return [
    // Without a place a contact stands behind all that have one.
    { id: 'order', header: t('communications.order'), width: 72, mono: true, align: 'end', sortable: true, text: (entity) => String(entity.body.order ?? ''), sortBy: (entity) => entity.body.order ?? Number.MAX_SAFE_INTEGER },
    { id: 'name', header: t('communications.name'), width: 180, minWidth: 140, grow: true, sortable: true, text: (entity) => [entity.body.name, entity.body.roleTitle].filter(Boolean).join(', ') },
    { id: 'organisation', header: t('communications.organisation'), width: 160, sortable: true, muted: true, hideBelow: 900, text: (entity) => entity.body.organisation ?? '' },
    { id: 'kinds', header: t('communications.contactKinds'), width: 140, sortable: true, muted: true, hideBelow: 1000, text: (entity) => entity.body.contactKinds.map((kind) => word('contactKind', kind)).join(', ') },
    { id: 'numbers', header: t('communications.numbers'), width: 220, mono: true, text: (entity) => entity.body.numbers.join(', ') },
    { id: 'emails', header: t('communications.emails'), width: 180, muted: true, hideBelow: 760, text: (entity) => entity.body.emails.join(', ') },
    { id: 'zone', header: t('communications.zone'), width: 116, mono: true, muted: true, hideBelow: 1100, text: (entity) => entity.body.zone ?? '' },
  ];
}
