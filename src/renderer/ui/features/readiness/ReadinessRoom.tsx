// What is prepared before any incident: checklist, contacts, standing approvals, channels, playbooks, packs. The same lists as in an incident, over the log of the workspace.
// Keys: g and a letter goes to a list, Ctrl O leaves, ] shows and hides the inspector.
import { useMemo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { LogId } from '#base';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { leaveIncident, showScreen } from '../../session/actions.ts';
import { sessionStore, useSession } from '../../session/store.ts';
import { usePreferences } from '../../session/usePreferences.ts';
import { useSelection } from '../../session/useSelection.ts';
import { ErrorBoundary } from '../../shell/ErrorBoundary.tsx';
import { reportFault } from '../../shell/fault.ts';
import { InspectorSlot } from '../../shell/InspectorSlot.tsx';
import navigation from '../../shell/Navigation.module.css';
import { StatusLine } from '../../shell/StatusLine.tsx';
import { TopBar } from '../../shell/TopBar.tsx';
import { useUndo } from '../../shell/useUndo.ts';
import styles from './readiness.module.css';
import { readinessScreens } from './screens.ts';

export function ReadinessRoom({ log }: { readonly log: LogId }) {
  const t = useText();
  const wanted = useSession((state) => state.screen);
  const { preferences, change } = usePreferences();
  const screen = readinessScreens.find((candidate) => candidate.id === wanted) ?? readinessScreens[0];
  const entity = useSelection(screen?.id);
  useUndo(log);
  useCommands(useMemo((): readonly Command[] => [
    ...readinessScreens.map((definition): Command => ({ id: `go.${definition.id}`, label: definition.label, group: 'go', keys: [definition.keys], undo: 'none', run: () => showScreen(definition.id) })),
    { id: 'incidents.list', label: 'shell.allIncidents', group: 'go', keys: ['$mod+o'], keysIn: 'everywhere', undo: 'none', run: leaveIncident },
    { id: 'inspector.toggle', label: 'shell.command.inspector', group: 'screen', keys: [']'], undo: 'none', run: () => change({ inspectorOpen: !sessionStore.getState().preferences.inspectorOpen }) },
  ], [change]));
  if (screen === undefined) return null;
  return (
    <div className={styles['room']}>
      <header className={styles['header']}><TopBar onlyHere={null}><Button keys="$mod+o" onPress={leaveIncident}>{t('shell.allIncidents')}</Button><h1 className={styles['title']}>{t('readiness.title')}</h1></TopBar></header>
      <nav aria-label={t('shell.navigation')} className={navigation['navigation']}>
        {readinessScreens.map((definition) => (
          <AriaButton key={definition.id} className={cx(navigation['entry'], definition.id === screen.id && navigation['here'])} onPress={() => showScreen(definition.id)} {...(definition.id === screen.id ? { 'aria-current': 'page' as const } : {})}>
            <span className={navigation['label']}>{t(definition.label)}</span>
          </AriaButton>
        ))}
      </nav>
      <main className={styles['main']} aria-label={t(screen.label)}>
        <ErrorBoundary onFault={reportFault} resetKey={screen.id}><screen.Component key={screen.id} log={log} /></ErrorBoundary>
      </main>
      {preferences.inspectorOpen && entity !== null && screen.Inspector !== null ? <ErrorBoundary onFault={reportFault} resetKey={entity}><InspectorSlot log={log} screen={screen} entity={entity} /></ErrorBoundary> : null}
      <div className={styles['status']}><StatusLine entries={null} /></div>
    </div>
  );
}
