// Lists of what is prepared before any incident. Keys: N adds, those of the grid and of the inspector.
import type { ReactNode } from 'react';
import type { UnixMs } from '#base';
import { isRuleInForce, type Entity } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { Badge } from '../../kit/Badge.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const contactTexts: EntityListTexts = { title: 'communications.contacts', placeholder: 'communications.contactsPlaceholder', create: 'communications.contactCreate', createTitle: 'communications.contactCreateTitle', emptyTitle: 'communications.contactEmptyTitle', emptyText: 'communications.contactEmptyText' };
const channelTexts: EntityListTexts = { title: 'channels.title', placeholder: 'channels.placeholder', create: 'channels.create', createTitle: 'channels.createTitle', emptyTitle: 'channels.emptyTitle', emptyText: 'channels.emptyText' };

const ruleTexts: EntityListTexts = { title: 'rules.title', placeholder: 'rules.placeholder', create: 'rules.create', createTitle: 'rules.createTitle', emptyTitle: 'rules.emptyTitle', emptyText: 'rules.emptyText' };

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

/** When the incidents of a customer are declared. */
export function PreparedRules({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(ruleColumns);
  return <EntityList log={log} kind="declaration-rule" texts={ruleTexts} columns={columns} />;
}

function ruleColumns({ t, word, time, now }: ColumnTools<'declaration-rule'>): readonly ListColumn<'declaration-rule'>[] {
  const says = ({ body }: Entity<'declaration-rule'>): string => {
    const parts = [...(body.minimumSeverity === undefined ? [] : [t('rules.fromSeverity', { severity: word('severity', body.minimumSeverity) })]), ...body.types.map((type) => word('incidentType', type))];
    return parts.length === 0 ? t('rules.never') : parts.join(', ');
  };
  return [
    { id: 'customer', header: t('inspector.field.customer'), width: 180, minWidth: 120, sortable: true, text: (entity) => entity.body.customer?.trim() || t('rules.everybody') },
    { id: 'says', header: t('rules.says'), width: 260, minWidth: 140, grow: true, text: says },
    { id: 'reason', header: t('inspector.field.reason'), width: 240, muted: true, hideBelow: 760, text: (entity) => entity.body.reason },
    {
      id: 'until', header: t('rules.until'), width: 180, mono: true, text: (entity) => (isRuleInForce(entity, now as UnixMs) ? (entity.body.validUntil === undefined ? '' : time.occurred(entity.body.validUntil)) : t('rules.notInForce')),
      cell: (entity) => (isRuleInForce(entity, now as UnixMs) ? (entity.body.validUntil === undefined ? null : time.occurred(entity.body.validUntil)) : <Badge tone="danger">{t('rules.notInForce')}</Badge>),
    },
  ];
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
