// The clocks of the incident on the overview: what runs, the most urgent first, then what was met last. Keys: Tab to a line, Enter shows all clocks.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { alarmOf, urgentClocks } from '#domain';
import type { ClockRow } from '#ipc';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Button } from '../../kit/Button.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { showScreen } from '../../session/actions.ts';
import styles from './clocks.module.css';
import { toneOf } from './tone.ts';
import { useClocks, useClockWords } from './useClocks.ts';

const MOST_OPEN = 6;
const MOST_MET = 3;

export function ClocksPanel({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const word = useWord();
  const words = useClockWords();
  const time = useTimeText();
  const { clocks, now } = useClocks(log);
  const open = urgentClocks(clocks ?? []);
  const met = (clocks ?? []).filter((clock) => clock.state === 'met' || clock.state === 'met-late').toSorted((left, right) => (right.stoppedAt ?? 0) - (left.stoppedAt ?? 0));
  const shown = [...open.slice(0, MOST_OPEN), ...met.slice(0, MOST_MET)];
  const isOpen = (clock: ClockRow): boolean => clock.state === 'running' || clock.state === 'overdue';
  return (
    <Panel title={t('clocks.overview')} aside={<Button variant="link" onPress={() => showScreen('clocks')}>{open.length > MOST_OPEN ? t('overview.more', { count: open.length - MOST_OPEN }) : t('clocks.alarm.show')}</Button>}>
      {shown.length === 0 ? <p className={styles['quiet']}>{t('clocks.overviewEmpty')}</p> : (
        <ul className={styles['panelRows']}>
          {shown.map((clock) => (
            <li key={`${clock.id} ${clock.slot} ${clock.subject?.id ?? ''}`} className={styles['panelRow']}>
              <span>
                <LinkButton onPress={() => showScreen('clocks')}>{words.title(clock)}</LinkButton>
                <br />
                <span className={styles['note']}>{[word('clockStanding', clock.standing), isOpen(clock) ? time.instant(alarmOf(clock)) : null].filter((part) => part !== null).join(' · ')}</span>
              </span>
              <span className={`mono ${styles['countdown'] ?? ''}`} data-tone={toneOf(clock, now)}>{isOpen(clock) ? words.left(clock, now) : word('clockState', clock.state)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
