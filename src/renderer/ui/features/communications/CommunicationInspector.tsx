// One message: its fields, and the thread in which it stands. Keys: R records the answer, those of the inspector; Tab to a message of the thread, Enter goes there.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, threadOf, titleOf, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import inspector from '../../inspector/inspector.module.css';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { SendingFacts } from './SendingFacts.tsx';
import { useSendForm } from './useSendForm.tsx';

const noFilter = {};

export function CommunicationInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (isEntityOf(found, 'communication') ? <Answer log={log} message={found} /> : null)}>
      {({ entity: found }) => (isEntityOf(found, 'communication') ? <><SendingFacts message={found} /><Thread log={log} message={found} /></> : null)}
    </EntityInspector>
  );
}

function Answer({ log, message }: { readonly log: LogId; readonly message: Entity<'communication'> }): ReactNode {
  const t = useText();
  const form = useSendForm(log);
  const [isOpen, setOpen] = useState(false);
  useScreenCommands([{ id: 'communication.reply', label: 'communications.replyTitle', group: 'record', keys: ['r'], undo: 'entry', run: () => setOpen(true) }]);
  const { direction, communicationKind, counterpart = '', channel = '', corporate = false } = message.body;
  return (
    <>
      <Button keys="r" onPress={() => setOpen(true)}>{t('communications.reply')}</Button>
      {isOpen ? (
        <EntityDialog
          log={log} kind="communication" title="communications.replyTitle" onClose={() => setOpen(false)} onSealed={select} notice={form.notice} guard={form.guard} more={form.more} links={[{ relation: 'answers', to: message.id }]}
          preset={{ direction: direction === 'out' ? 'in' : 'out', communicationKind, counterpart, channel, corporate }}
        />
      ) : null}
    </>
  );
}

function Thread({ log, message }: { readonly log: LogId; readonly message: Entity<'communication'> }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const query = useQuery('entities', { log, kind: 'communication', filter: noFilter });
  const found = query.state === 'ready' ? query.result : null;
  const thread = useMemo(() => threadOf((found ?? []).filter((entity): entity is Entity<'communication'> => isEntityOf(entity, 'communication')), message.id), [found, message.id]);
  if (thread.length < 2) return null;
  return (
    <section>
      <SectionHeading>{t('communications.thread')}</SectionHeading>
      <ul className={inspector['links']}>
        {thread.map((other) => (
          <li key={other.id} className={inspector['link']}>
            <span className={inspector['linkName']}>{time.occurred(other.stamp.occurred)}</span>
            {other.id === message.id ? <strong>{titleOf(other)}</strong> : <LinkButton onPress={() => select(other.id)}>{titleOf(other)}</LinkButton>}
          </li>
        ))}
      </ul>
    </section>
  );
}
