// What is selected in a picture, and the events that put it there, each leading to the timeline. Keys: Tab and Enter.
import type { ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { titleOf } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { reveal } from '../../session/actions.ts';
import styles from './picture.module.css';

const MOST = 12;

export function AboutItem({ log, label, events }: { readonly log: LogId; readonly label: string | null; readonly events: readonly EntityId[] }): ReactNode {
  const t = useText();
  if (label === null) return null;
  return (
    <div className={styles['about']} role="status">
      <b>{label}</b>
      <span className={styles['quiet']}>{t('scope.eventsOf', { count: events.length })}</span>
      {events.slice(0, MOST).map((id) => <EventLink key={id} log={log} id={id} />)}
    </div>
  );
}

function EventLink({ log, id }: { readonly log: LogId; readonly id: EntityId }): ReactNode {
  const query = useQuery('entity', { log, entity: id });
  const entity = query.state === 'ready' ? query.result?.entity : undefined;
  return entity === undefined ? null : <Button variant="link" onPress={() => reveal('timeline', id)}>{`${entity.stamp.number} ${titleOf(entity)}`}</Button>;
}
