// Slips to give away: codes, size and eight words to read out, a picture to scan, a sheet to print.
import { useEffect, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { HeadSlip, WitnessView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { formatInstant } from '../../i18n/format.ts';
import { useText, type Translate } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { useEngine } from '../../port/ports.tsx';
import { svgToSource, type SheetPart } from './sheet.ts';
import { showCode } from './slipForm.ts';
import { useOutlets } from './useOutlets.ts';
import styles from './integrity.module.css';

export function HeadSlips({ log, view }: { readonly log: LogId; readonly view: WitnessView }): ReactNode {
  const t = useText();
  const outlets = useOutlets();
  const slips = useHeadSlips(log, view);
  const print = async (): Promise<void> => outlets.print(t('integrity.slipTitle'), slipsToSheet(slips, t));
  const copy = async (): Promise<void> => outlets.copy(t('integrity.slipTitle'), slipsToSheet(slips, t));
  useScreenCommands([
    { id: 'witness.printSlips', label: 'integrity.slipPrint', group: 'screen', keys: ['Shift+p'], undo: 'none', when: () => slips.length > 0, run: print },
    { id: 'witness.copySlips', label: 'integrity.slipCopy', group: 'screen', undo: 'none', when: () => slips.length > 0, run: copy },
  ]);
  return (
    <Panel
      title={t('integrity.slips')}
      aside={<div className={styles['buttons']}><Button variant="quiet" onPress={() => void copy()}>{t('integrity.slipCopy')}</Button><Button keys="Shift+p" onPress={() => void print()}>{t('integrity.slipPrint')}</Button></div>}
    >
      <p className={styles['lead']}>{t('integrity.slipsLead')}</p>
      <div className={styles['slips']}>{slips.map((slip) => <Slip key={slip.feed} slip={slip} />)}</div>
    </Panel>
  );
}

function Slip({ slip }: { readonly slip: HeadSlip }): ReactNode {
  const t = useText();
  return (
    <article className={styles['slip']} aria-label={t('integrity.slipOf', { name: slip.author })}>
      <img className={styles['qr']} src={svgToSource(slip.qrSvg)} alt={t('integrity.slipQr')} />
      <div className={styles['slipBody']}>
        <p className={styles['who']}>{slip.author}{' '}<span className={styles['inlineSmall']} data-mono="">{slip.fingerprint}</span></p>
        <dl className={styles['codes']}>
          <div><dt>{t('integrity.logCode')}</dt><dd>{showCode(slip.logCode)}</dd></div>
          <div><dt>{t('integrity.feedCode')}</dt><dd>{showCode(slip.feedCode)}</dd></div>
          <div><dt>{t('integrity.slipSize')}</dt><dd>{slip.size}</dd></div>
        </dl>
        <ol className={styles['words']} data-selectable="">{slip.words.split(' ').map((word, index) => <li key={`${String(index)} ${word}`}>{word}</li>)}</ol>
      </div>
    </article>
  );
}

function useHeadSlips(log: LogId, view: WitnessView): readonly HeadSlip[] {
  const engine = useEngine();
  const [slips, setSlips] = useState<readonly HeadSlip[]>([]);
  const heads = view.feeds.map((feed) => `${feed.feed} ${String(feed.frames)}`).join();
  useEffect(() => {
    let isWanted = true;
    void engine.call('slip.heads', { log }).then((answer) => {
      if (isWanted && answer.ok) setSlips(answer.value.slips);
    });
    return () => {
      isWanted = false;
    };
  }, [engine, log, heads]);
  return slips;
}

function slipsToSheet(slips: readonly HeadSlip[], t: Translate): readonly SheetPart[] {
  return [
    { type: 'text', text: t('integrity.slipsLead') },
    ...slips.flatMap((slip): readonly SheetPart[] => [
      { type: 'heading', text: t('integrity.slipOf', { name: slip.author }) },
      { type: 'rows', rows: [
        [t('integrity.logCode'), showCode(slip.logCode)], [t('integrity.feedCode'), showCode(slip.feedCode)], [t('integrity.slipSize'), String(slip.size)],
        [t('integrity.fingerprint'), slip.fingerprint], [t('integrity.newest'), slip.newestAt === 0 ? '–' : formatInstant(slip.newestAt, 'UTC')],
      ] },
      { type: 'code', text: slip.words },
      { type: 'picture', source: svgToSource(slip.qrSvg), alt: slip.qrText },
    ]),
    { type: 'text', text: t('integrity.slipBlank') },
  ];
}
