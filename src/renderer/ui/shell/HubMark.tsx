// Says on every page that this machine listens, or that the hub ended by itself. A square beside the round mark of the trust state. Pattern: ARIA status.
import { useMemo, type ReactNode } from 'react';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';
import { useText } from '../i18n/intl.tsx';
import { cx } from '../kit/cx.ts';
import { useDesktop } from '../port/ports.tsx';
import { sessionStore, useSession } from '../session/store.ts';
import styles from './Header.module.css';

export function HubMark(): ReactNode {
  const t = useText();
  const desktop = useDesktop();
  const hub = useSession((state) => state.hub);
  useCommands(useMemo((): readonly Command[] => [
    { id: 'hub.stop', label: 'hub.stop', keywords: 'hub.stop.keywords', group: 'general', undo: 'none', when: () => sessionStore.getState().hub.state !== 'off', run: async () => { await desktop.call('hub.stop', {}); } },
  ], [desktop]));
  const endedText = hub.ended === 'address-gone' ? 'hub.markAddress' : hub.ended === 'crashed' ? 'hub.markEnded' : null;
  if (hub.state === 'off' && endedText === null) return null;
  return (
    <div role="status" className={cx(styles['trust'], styles['hub'], hub.state === 'off' && styles['hubEnded'])}>
      <span className={styles['square']} aria-hidden="true" />
      {hub.running !== null ? t('hub.mark', { address: hub.running.address }) : t(hub.state === 'starting' || endedText === null ? 'hub.markStarting' : endedText)}
    </div>
  );
}
