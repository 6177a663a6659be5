// A journal whose incident cannot be read: what is there of it, what can be checked, and the way to mend it. Keys: Ctrl O goes back to the list.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnreadableIncident as Unreadable } from '#ipc';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { leaveIncident } from '../../session/actions.ts';
import { StatusLine } from '../../shell/StatusLine.tsx';
import { TopBar } from '../../shell/TopBar.tsx';
import { MembersScreen } from '../members/MembersScreen.tsx';
import { SyncScreen } from '../sync/SyncScreen.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { RepairDialog } from './RepairDialog.tsx';
import styles from './integrity.module.css';

export function UnreadableIncident({ incident }: { readonly incident: Unreadable }): ReactNode {
  const t = useText();
  const [isRepairing, setRepairing] = useState(false);
  const isSealed = incident.isSealed === true;
  const title = t(isSealed ? 'integrity.unreadable.sealed' : 'integrity.unreadable');
  useCommands(useMemo((): readonly Command[] => [
    { id: 'incidents.list', label: 'shell.allIncidents', group: 'go', keys: ['$mod+o'], keysIn: 'everywhere', undo: 'none', run: leaveIncident },
  ], []));
  return (
    <div className={styles['unreadable']}>
      <header className={styles['unreadableHead']}>
        <TopBar onlyHere={null}>
          <IconButton icon="folder" label={t('shell.allIncidents')} keys="$mod+o" onPress={leaveIncident} />
          <h1>{title}</h1>
        </TopBar>
      </header>
      <main className={styles['page']} aria-label={title}>
        <Panel title={t('integrity.unreadable.what')}>
          <div className={styles['statements']}>
            <p>{t(isSealed ? 'integrity.unreadable.sealedText' : incident.isHere ? 'integrity.unreadable.damaged' : 'integrity.unreadable.gone')}</p>
            <p>{t('integrity.unreadable.frames', { frames: incident.frames, entries: incident.entries })}</p>
            {incident.remembered > incident.frames ? <p>{t('integrity.unreadable.remembered', { count: incident.remembered })}</p> : null}
            <p className="muted">{t('integrity.unreadable.log')}{' '}<span className="mono">{incident.log}</span></p>
            {isSealed ? null : <div className={styles['buttons']}><Button variant="primary" autoFocus onPress={() => setRepairing(true)}>{t('integrity.repair')}</Button></div>}
          </div>
        </Panel>
        {isSealed ? <div><MembersScreen log={incident.log} /><SyncScreen log={incident.log} /></div> : null}
        {incident.isHere ? <WhatIsHere incident={incident} /> : null}
      </main>
      <StatusLine entries={null} />
      {/* A journal that comes back whole opens by itself; one that the folder had lost is asked for anew, from the list. */}
      {isRepairing ? <RepairDialog onClose={() => (incident.isHere ? setRepairing(false) : leaveIncident())} /> : null}
    </div>
  );
}

function WhatIsHere({ incident }: { readonly incident: Unreadable }): ReactNode {
  const witness = useQuery('witness', { log: incident.log });
  return witness.state === 'ready' ? <OverviewTab log={incident.log} view={witness.result} header={{ entries: incident.entries, findings: 0 }} /> : <Skeleton />;
}
