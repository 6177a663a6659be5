// The contacts in the order in which they are called. Keys: N adds one, C calls the next, $mod P prints the call sheet, M amends, those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, ordersOfTheirOwn, placeAt, severities } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { CallRunDialog } from './CallRunDialog.tsx';

const texts: EntityListTexts = {
  title: 'communications.contacts', placeholder: 'communications.contactsPlaceholder', create: 'communications.contactCreate', createTitle: 'communications.contactCreateTitle', emptyTitle: 'communications.contactEmptyTitle', emptyText: 'communications.contactEmptyText',
};

export function ContactsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useContactColumns(log);
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

const noFilter = {};

/** The columns, and one more for the order of the severity in force where some contact has a place of its own there. */
function useContactColumns(log: LogId): readonly ListColumn<'contact'>[] {
  const t = useText();
  const word = useWord();
  const plain = useListColumns(contactColumns);
  const contacts = useQuery('entities', { log, kind: 'contact', filter: noFilter });
  const incident = useQuery('incident', { log });
  const severity = incident.state === 'ready' ? severities.find((each) => each === incident.result?.severity) ?? null : null;
  const isOwn = severity !== null && contacts.state === 'ready' && ordersOfTheirOwn(contacts.result.filter((entity) => isEntityOf(entity, 'contact'))).includes(severity);
  return useMemo(() => {
    if (!isOwn || severity === null) return plain;
    const place: ListColumn<'contact'> = {
      id: 'place', header: t('communications.orderAt', { severity: word('severityShort', severity) }), width: 104, mono: true, align: 'end', sortable: true, text: (entity) => String(placeAt(entity, severity) ?? ''),
      sortBy: (entity) => placeAt(entity, severity) ?? Number.MAX_SAFE_INTEGER,
    };
    return [place, ...plain];
  }, [plain, isOwn, severity, t, word]);
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
    { id: 'caseNumber', header: t('communications.caseNumber'), width: 116, mono: true, muted: true, hideBelow: 1180, text: (entity) => entity.body.caseNumber ?? '' },
    { id: 'zone', header: t('communications.zone'), width: 116, mono: true, muted: true, hideBelow: 1100, text: (entity) => entity.body.zone ?? '' },
  ];
}
