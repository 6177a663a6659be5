// Networks that somebody named: used, or refused with the reason. Pattern: table.
import type { ReactNode } from 'react';
import type { SyncView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { useEngine } from '../../port/ports.tsx';
import styles from './network.module.css';

export function NetworksTable({ view, onRefuse }: { readonly view: SyncView; readonly onRefuse: () => void }): ReactNode {
  const t = useText();
  const engine = useEngine();
  return (
    <>
      {view.networks.length === 0 ? <p className="muted">{t('network.networksNone')}</p> : (
        <table className={styles['table']} aria-label={t('network.networks')}>
          <thead><tr><th scope="col">{t('network.networkName')}</th><th scope="col">{t('network.networkUse')}</th><th scope="col" aria-hidden="true" /></tr></thead>
          <tbody>
            {view.networks.map(({ id, name, refused }) => (
              <tr key={id}>
                <th scope="row"><span className={styles['who']}>{name}</span></th>
                <td><Badge tone={refused === null ? 'ok' : 'danger'}>{t(refused === null ? 'network.networkKnown' : 'network.networkRefused')}</Badge>{refused === null ? null : <span className={styles['small']}>{refused}</span>}</td>
                <td aria-label={t('network.forget')}><div className={styles['buttons']}><Button variant="quiet" onPress={() => void engine.call('sync.forgetNetwork', { network: id })}>{t('network.forget')}</Button></div></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={styles['buttons']}><Button variant="quiet" onPress={onRefuse}>{t('network.refuseNetwork')}</Button></div>
    </>
  );
}
