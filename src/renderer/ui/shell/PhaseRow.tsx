// Second row of the header: the phases, where the incident stands, and the way to another state. Keys: Tab to a step, Enter opens it.
// Pattern: list of buttons, the present one with aria-current="step".
import { useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { nextStates } from '#domain';
import type { IncidentHeader } from '#ipc';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';
import { ClockStrip } from '../features/clocks/ClockStrip.tsx';
import { VerdictDialog } from '../features/intake/VerdictDialog.tsx';
import { useText } from '../i18n/intl.tsx';
import { useWord } from '../i18n/words.ts';
import { Button } from '../kit/Button.tsx';
import { cx } from '../kit/cx.ts';
import { Icon } from '../kit/Icon.tsx';
import { Menu } from '../kit/Menu.tsx';
import { showOverlay } from '../session/actions.ts';
import { useSession } from '../session/store.ts';
import { phaseProgress, phaseSteps } from './phases.ts';
import { TransitionDialog } from './TransitionDialog.tsx';
import styles from './Header.module.css';

export function PhaseRow({ header }: { readonly header: IncidentHeader }) {
  const t = useText();
  const word = useWord();
  const [target, setTarget] = useState<string | null>(null);
  const { done, now } = phaseProgress(header.state);
  const overlay = useSession((state) => state.overlay);
  useCommands(useMemo((): readonly Command[] => [
    { id: 'incident.transition', label: 'shell.command.transition', keywords: 'shell.command.transition.keywords', group: 'record', keys: ['g s'], undo: 'entry', run: () => setTarget('') },
    { id: 'incident.verdict', label: 'intake.verdict.open', keywords: 'intake.verdict.keywords', group: 'record', keys: ['Shift+q'], undo: 'entry', run: () => showOverlay('verdict') },
  ], []));
  return (
    <div className={styles['row']}>
      <ol className={styles['phases']} aria-label={t('shell.phases')}>
        {phaseSteps.map((step, index) => (
          <li key={step.id} aria-current={index === now ? 'step' : undefined}>
            <AriaButton className={cx(styles['phase'], index < done && styles['done'], index === now && styles['now'])} onPress={() => setTarget(step.state)}>
              {t(step.label)}
              {index < done ? <Icon name="check" /> : null}
              {index < done ? <span className="visually-hidden">{t('shell.phase.done')}</span> : null}
            </AriaButton>
          </li>
        ))}
      </ol>
      <span className={styles['space']} />
      <ClockStrip log={header.log} />
      <Menu
        label={t('shell.state.change')} onAction={setTarget}
        actions={[...nextStates('incident', header.state).map((state) => ({ id: state, label: word('incidentState', state) })), { id: '', label: t('shell.state.other') }]}
      >
        <Button variant="quiet">
          {t('shell.state', { state: word('incidentState', header.state) })}
          <Icon name="chevronDown" />
        </Button>
      </Menu>
      {overlay === 'verdict' ? <VerdictDialog header={header} onClose={() => showOverlay(null)} /> : null}
      {target === null ? null : <TransitionDialog header={header} initial={target} onClose={() => setTarget(null)} />}
    </div>
  );
}
