// An open incident: header, navigation, the screen, the inspector, the capture bar and the status line.
import { useMemo } from 'react';
import type { LogId } from '#base';
import type { IncidentHeader } from '#ipc';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';
import { CaptureBar } from '../features/capture/CaptureBar.tsx';
import { UnreadableIncident } from '../features/integrity/UnreadableIncident.tsx';
import { DeclarationBanner } from '../features/assessments/DeclarationBanner.tsx';
import { CommandBanner } from '../features/roles/CommandBanner.tsx';
import { useBringInCommand } from '../features/readiness/useBringIn.ts';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { Button } from '../kit/Button.tsx';
import { cx } from '../kit/cx.ts';
import { ErrorState } from '../kit/ErrorState.tsx';
import { Skeleton } from '../kit/Skeleton.tsx';
import { useQuery } from '../port/useQuery.ts';
import { leaveIncident, showScreen } from '../session/actions.ts';
import { sessionStore, useSession } from '../session/store.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { useSelection } from '../session/useSelection.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { reportFault } from './fault.ts';
import { IncidentHeading } from './IncidentHeading.tsx';
import { InspectorSlot } from './InspectorSlot.tsx';
import { Navigation } from './Navigation.tsx';
import { screens } from './screens.ts';
import { StatusLine } from './StatusLine.tsx';
import { useUndo } from './useUndo.ts';
import styles from './Workspace.module.css';

export function Workspace({ log }: { readonly log: LogId }) {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('incident', { log });
  const unreadable = useQuery('unreadable', {});
  if (query.state === 'ready' && query.result !== null) return <OpenIncident log={log} header={query.result} />;
  const found = unreadable.state === 'ready' ? unreadable.result.find((candidate) => candidate.log === log) : undefined;
  if (found !== undefined && query.state !== 'loading') return <UnreadableIncident incident={found} />;
  if (query.state === 'failed' && unreadable.state !== 'loading') return <ErrorState title={t('shell.incident.failed')} text={failure(query.kind)} onRetry={leaveIncident} />;
  return <Skeleton lines={12} />;
}

function OpenIncident({ log, header }: { readonly log: LogId; readonly header: IncidentHeader }) {
  const t = useText();
  const screenId = useSession((state) => state.screen);
  const { preferences, change } = usePreferences();
  const screen = screens.find((candidate) => candidate.id === screenId) ?? screens[0];
  const entity = useSelection(screen?.id);
  useUndo(log);
  useBringInCommand(log);
  useCommands(useMemo((): readonly Command[] => [
    ...screens.map((definition): Command => ({ id: `go.${definition.id}`, label: definition.label, group: 'go', keys: [definition.keys], undo: 'none', run: () => showScreen(definition.id) })),
    { id: 'incidents.list', label: 'shell.allIncidents', group: 'go', keys: ['$mod+o'], keysIn: 'everywhere', undo: 'none', run: leaveIncident },
    { id: 'inspector.toggle', label: 'shell.command.inspector', group: 'screen', keys: [']'], undo: 'none', run: () => change({ inspectorOpen: !sessionStore.getState().preferences.inspectorOpen }) },
  ], [change]));

  if (screen === undefined) return <Skeleton lines={12} />;
  const isInspecting = preferences.inspectorOpen && entity !== null && screen.Inspector !== null;
  return (
    <div className={cx(styles['workspace'], isInspecting && styles['inspecting'])}>
      <IncidentHeading header={header} />
      <Navigation header={header} />
      <main className={styles['main']} aria-label={t(screen.label)}>
        <DeclarationBanner log={log} />
        <CommandBanner log={log} />
        <ErrorBoundary onFault={reportFault} resetKey={screen.id}><screen.Component key={log} log={log} /></ErrorBoundary>
        {entity !== null && screen.Inspector !== null && !preferences.inspectorOpen ? (
          <div className={styles['reopen']}><Button keys="]" onPress={() => change({ inspectorOpen: true })}>{t('shell.inspector.show')}</Button></div>
        ) : null}
      </main>
      {isInspecting ? <ErrorBoundary onFault={reportFault} resetKey={entity}><InspectorSlot log={log} screen={screen} entity={entity} /></ErrorBoundary> : null}
      <CaptureBar key={log} log={log} header={header} />
      <StatusLine entries={header.entries} />
    </div>
  );
}
