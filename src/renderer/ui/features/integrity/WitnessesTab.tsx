// Who else remembers this journal: slips to give, slips taken, time stamps by courier.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { WitnessView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { HeadSlips } from './HeadSlips.tsx';
import { showCode } from './slipForm.ts';
import { StampsPanel } from './StampsPanel.tsx';
import { TakeSlipDialog } from './TakeSlipDialog.tsx';
import styles from './integrity.module.css';

export function WitnessesTab({ log, view }: { readonly log: LogId; readonly view: WitnessView }): ReactNode {
  const t = useText();
  const [isTaking, setTaking] = useState(false);
  useScreenCommands([{ id: 'witness.takeSlip', label: 'integrity.takeSlip', group: 'screen', keys: ['n'], undo: 'none', run: () => setTaking(true) }]);
  return (
    <>
      <HeadSlips log={log} view={view} />
      <Panel title={t('integrity.slipsTaken')} aside={<Button variant="primary" keys="n" onPress={() => setTaking(true)}>{t('integrity.takeSlip')}</Button>}>
        <SlipsTaken slips={view.slips} />
      </Panel>
      <StampsPanel log={log} view={view} />
      {isTaking ? <TakeSlipDialog log={log} onClose={() => setTaking(false)} /> : null}
    </>
  );
}

const toneByStanding: Readonly<Record<WitnessView['slips'][number]['standing'], BadgeTone>> = { agrees: 'ok', differs: 'danger', short: 'danger', unknown: 'neutral' };

function SlipsTaken({ slips }: { readonly slips: WitnessView['slips'] }): ReactNode {
  const t = useText();
  if (slips.length === 0) return <p className="muted">{t('integrity.slipsNone')}</p>;
  return (
    <table className={styles['table']} aria-label={t('integrity.slipsTaken')}>
      <thead><tr><th scope="col">{t('integrity.slipFrom')}</th><th scope="col">{t('integrity.slipSays')}</th><th scope="col">{t('integrity.slipStanding')}</th></tr></thead>
      <tbody>
        {slips.map((slip) => (
          <tr key={slip.entry}>
            <th scope="row">{slip.from}<span className={styles['small']}>{t(`integrity.means.${slip.means}`)}{', '}<Instant at={slip.recordedAt} /></span></th>
            <td><span className="mono">{`${showCode(slip.logCode)} ${showCode(slip.feedCode)} · ${String(slip.size)}`}</span><span className={styles['small']} data-mono="">{slip.words}</span></td>
            <td><Badge tone={toneByStanding[slip.standing]}>{t(`integrity.standing.${slip.standing}`)}</Badge><span className={styles['small']}>{t(`integrity.standing.${slip.standing}.text`)}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

