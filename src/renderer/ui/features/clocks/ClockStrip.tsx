// The three most urgent clocks of the incident, in the header. Keys: Tab to one, Enter shows all clocks. Pattern: list of buttons; the countdown is not announced each second.
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { LogId } from '#base';
import { alarmOf, urgentClocks } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { cx } from '../../kit/cx.ts';
import { showScreen } from '../../session/actions.ts';
import styles from './clocks.module.css';
import { toneOf } from './tone.ts';
import { useClockAlarms } from './useClockAlarms.ts';
import { useClocks, useClockWords } from './useClocks.ts';

const SHOWN = 3;

export function ClockStrip({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const words = useClockWords();
  const time = useTimeText();
  const { clocks, now } = useClocks(log);
  useClockAlarms(log, clocks, now);
  const urgent = urgentClocks(clocks ?? []).slice(0, SHOWN);
  if (urgent.length === 0) return null;
  return (
    <ul className={styles['clockStrip']} aria-label={t('clocks.strip')}>
      {urgent.map((clock) => (
        <li key={`${clock.id} ${clock.slot} ${clock.subject?.id ?? ''}`}>
          <AriaButton className={cx(styles['urgent'], styles[toneOf(clock, now)])} onPress={() => showScreen('clocks')}>
            <span className={styles['name']}>{words.title(clock)}</span>
            <span className={styles['left']}>{words.left(clock, now)}</span>
            <span className="visually-hidden">{t(alarmOf(clock) < now ? 'clocks.strip.late' : 'clocks.strip.left', { due: time.instant(alarmOf(clock)) })}</span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}
