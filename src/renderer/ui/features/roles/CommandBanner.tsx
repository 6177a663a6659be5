// Says on every screen that nobody, or more than one, coordinates the incident, and leads to the board. Pattern: region with a button.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { showScreen } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import styles from './command.module.css';

export function CommandBanner({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const query = useQuery('roles', { log });
  const isBoard = useSession((state) => state.screen === 'roles');
  if (query.state !== 'ready') return null;
  const { contested, vacantSince } = query.result;
  if (contested.length === 0 && vacantSince === null) return null;
  const people = [...new Set(contested.map(({ person, number }) => t('roles.bannerPerson', { person, number })))].join(', ');
  return (
    <section className={styles['warning']} aria-label={t('roles.banner')}>
      <span>{contested.length > 0 ? t('roles.contested', { people }) : t('roles.vacant')}</span>
      {isBoard ? null : <Button onPress={() => showScreen('roles')}>{t('roles.toBoard')}</Button>}
    </section>
  );
}
