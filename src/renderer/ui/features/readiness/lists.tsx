// Lists of what is prepared before any incident. Keys: N adds, those of the grid and of the inspector.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { ImportDialog } from '../playbooks/ImportDialog.tsx';

const contactTexts: EntityListTexts = { title: 'communications.contacts', placeholder: 'communications.contactsPlaceholder', create: 'communications.contactCreate', createTitle: 'communications.contactCreateTitle', emptyTitle: 'communications.contactEmptyTitle', emptyText: 'communications.contactEmptyText' };
const channelTexts: EntityListTexts = { title: 'channels.title', placeholder: 'channels.placeholder', create: 'channels.create', createTitle: 'channels.createTitle', emptyTitle: 'channels.emptyTitle', emptyText: 'channels.emptyText' };
const playbookTexts: EntityListTexts = { title: 'readiness.playbooks', placeholder: 'communications.contactsPlaceholder', create: 'playbooks.import', createTitle: 'playbooks.import', emptyTitle: 'readiness.playbooksEmptyTitle', emptyText: 'readiness.playbooksEmptyText' };

/** Contacts in the order in which they are called. */
export function PreparedContacts({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(contactColumns);
  return <EntityList log={log} kind="contact" texts={contactTexts} columns={columns} sort={{ column: 'order', descending: false }} />;
}

/** Channels by which people reach one another. */
export function PreparedChannels({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(channelColumns);
  return <EntityList log={log} kind="channel" texts={channelTexts} columns={columns} />;
}

/** Playbooks of one's own; those of the library are in every incident. */
export function PreparedPlaybooks({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(playbookColumns);
  return <EntityList log={log} kind="playbook" texts={playbookTexts} columns={columns} dialog={(close) => <ImportDialog log={log} onClose={close} />} />;
}

function contactColumns({ t, word }: ColumnTools<'contact'>): readonly ListColumn<'contact'>[] {
  return [
    { id: 'order', header: t('communications.order'), width: 72, mono: true, align: 'end', sortable: true, text: (entity) => String(entity.body.order ?? ''), sortBy: (entity) => entity.body.order ?? Number.MAX_SAFE_INTEGER },
    { id: 'name', header: t('communications.name'), width: 180, minWidth: 140, grow: true, sortable: true, text: (entity) => [entity.body.name, entity.body.roleTitle].filter(Boolean).join(', ') },
    { id: 'organisation', header: t('communications.organisation'), width: 160, sortable: true, muted: true, hideBelow: 760, text: (entity) => entity.body.organisation ?? '' },
    { id: 'kinds', header: t('communications.contactKinds'), width: 140, sortable: true, muted: true, hideBelow: 900, text: (entity) => entity.body.contactKinds.map((kind) => word('contactKind', kind)).join(', ') },
    { id: 'numbers', header: t('communications.numbers'), width: 220, mono: true, text: (entity) => entity.body.numbers.join(', ') },
  ];
}

function channelColumns({ ref, t, word, when }: ColumnTools<'channel'>): readonly ListColumn<'channel'>[] {
  return [
    ref,
    { id: 'label', header: t('readiness.channel'), width: 200, minWidth: 140, grow: true, sortable: true, text: (entity) => entity.body.label },
    { id: 'kind', header: t('readiness.channelKind'), width: 140, muted: true, sortable: true, hideBelow: 760, text: (entity) => word('channelKind', entity.body.channelKind) },
    { id: 'address', header: t('readiness.channelAddress'), width: 200, mono: true, text: (entity) => entity.body.address },
    when('testedAt', t('readiness.testedAt'), (entity) => entity.body.testedAt),
  ];
}

function playbookColumns({ t }: ColumnTools<'playbook'>): readonly ListColumn<'playbook'>[] {
  return [
    { id: 'code', header: t('playbooks.code'), width: 84, mono: true, text: (entity) => entity.body.code ?? '' },
    { id: 'title', header: t('playbooks.playbook'), width: 300, minWidth: 180, grow: true, text: (entity) => entity.body.title },
    { id: 'version', header: t('playbooks.version'), width: 108, mono: true, text: (entity) => entity.body.version },
    { id: 'reason', header: t('playbooks.reason'), width: 200, muted: true, hideBelow: 760, text: (entity) => entity.body.reason },
  ];
}
