// What the incident was found to be, and the incident of which it is a duplicate. Keys: Tab to the reference, Enter opens it.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { nameOfOther } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { openIncident } from '../../session/actions.ts';

export function VerdictLine({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const word = useWord();
  const header = useQuery('incident', { log });
  const incidents = useQuery('incidents', {});
  if (header.state !== 'ready' || header.result === null) return null;
  const { verdict, disposition, duplicateOf } = header.result.incident.body;
  const said = disposition === undefined ? word('verdict', verdict) : t('intake.verdict.said', { verdict: word('verdict', verdict), disposition: word('disposition', disposition) });
  const other = incidents.state === 'ready' ? incidents.result.find((card) => card.log !== log && nameOfOther(card, header.result?.incident.body ?? card) === duplicateOf) : undefined;
  return (
    <span>
      {t('assessments.verdict', { verdict: said })}{' '}
      {duplicateOf === undefined ? null : other === undefined ? duplicateOf : <LinkButton onPress={() => openIncident(other.log)}>{duplicateOf}</LinkButton>}
    </span>
  );
}
