// Says on other screens that another journal of the vault may be of the same incident, with the way to where it is answered. Nothing where none is. Keys: Tab to its button.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { showScreen } from '../../session/actions.ts';
import { useSameIncidents } from './useSameIncidents.ts';
import { useSignText } from './useSignText.ts';
import styles from './conflicts.module.css';

export function SameIncidentNote({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const signs = useSignText();
  return useSameIncidents(log).open.map(({ pair, other }) => (
    <p key={pair.id} role="note" className={styles['note']}>
      <strong>{t('conflicts.same.title', { ref: other.ref, title: other.title })}</strong>{'. '}{signs(pair)}{' '}
      <LinkButton onPress={() => showScreen('conflicts')}>{t('conflicts.same.toConflicts')}</LinkButton>
    </p>
  ));
}
