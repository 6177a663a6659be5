// Which earlier incident this one repeats, and why; leads to it when it is in this vault. Pattern: text with a button.
import type { ReactNode } from 'react';
import { recurrenceOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { openIncident } from '../../session/actions.ts';
import styles from './overview.module.css';

export function RecurrenceLine({ incident }: { readonly incident: Entity<'incident'> }): ReactNode {
  const t = useText();
  const incidents = useQuery('incidents', {});
  const found = recurrenceOf(incident);
  if (found === null) return null;
  const text = found.reason === null ? t('references.repeatsPlain', { ref: found.ref }) : t('references.repeats', { ref: found.ref, reason: found.reason });
  const other = incidents.state === 'ready' ? incidents.result.find((card) => card.ref === found.ref) : undefined;
  return <p className={styles['repeats']}>{other === undefined ? text : <LinkButton onPress={() => openIncident(other.log)}>{text}</LinkButton>}</p>;
}
