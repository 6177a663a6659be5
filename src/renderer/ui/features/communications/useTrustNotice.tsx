import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import type { FieldValues } from '../../inspector/fields/values.ts';
import { useQuery } from '../../port/useQuery.ts';

/** What the form says of a channel that is not trusted: in a major incident, of a corporate one on which something goes out. */
export function useTrustNotice(log: LogId): (values: FieldValues) => ReactNode {
  const t = useText();
  const incident = useQuery('incident', { log });
  const isMajor = incident.state === 'ready' && incident.result?.incident.body.major === true;
  return (values) => (isMajor && values['corporate'] === true && values['direction'] === 'out' ? <p role="alert">{t('communications.distrusted')}</p> : null);
}
