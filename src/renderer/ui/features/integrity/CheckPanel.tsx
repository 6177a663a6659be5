// The check of everything: progress, cancel, and a result that stays until the next one, to be copied, printed or looked at elsewhere.
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LogId } from '#base';
import type { IntegrityReport } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText, type Translate } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useEngine } from '../../port/ports.tsx';
import { CheckReport } from './CheckReport.tsx';
import { checkRunOf } from './checkRun.ts';
import type { SheetPart } from './sheet.ts';
import { useOutlets } from './useOutlets.ts';
import styles from './integrity.module.css';

export function CheckPanel({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { span } = useUnits();
  const engine = useEngine();
  const outlets = useOutlets();
  const run = checkRunOf(engine);
  const check = useStore(run.store);
  const [withEvidence, setEvidence] = useState(true);
  const start = (): void => void run.start(log, withEvidence);
  const savePackage = async (): Promise<void> => {
    const built = await engine.call('export.package', { log });
    if (built.ok) await outlets.save(built.value);
    else outlets.say(built.error.kind);
  };
  const isMine = check.log === log;
  const report = isMine ? check.report : null;
  const hasResult = () => report !== null;
  const print = async (): Promise<void> => (report === null ? undefined : outlets.print(t('integrity.resultTitle'), reportToSheet(report, t)));
  const copy = async (): Promise<void> => (report === null ? undefined : outlets.copy(t('integrity.resultTitle'), reportToSheet(report, t)));
  useScreenCommands([
    { id: 'integrity.check', label: 'integrity.checkCommand', group: 'screen', keys: ['Shift+v'], undo: 'none', when: () => !check.isRunning, run: start },
    { id: 'integrity.package', label: 'integrity.package', group: 'screen', undo: 'none', run: savePackage },
    { id: 'integrity.printResult', label: 'integrity.printResult', group: 'screen', undo: 'none', when: hasResult, run: print },
    { id: 'integrity.copyResult', label: 'integrity.copyResult', group: 'screen', undo: 'none', when: hasResult, run: copy },
  ]);
  const { progress } = check;
  return (
    <Panel title={t('integrity.check')} aside={report === null ? undefined : <>{t('integrity.checkedAt')}{' '}<Instant at={report.checkedAt} />{` · ${span(report.tookMs)}`}</>}>
      <div className={styles['statements']}>
        <div className={styles['buttons']}>
          <Button variant="primary" keys="Shift+v" isBusy={check.isRunning} onPress={start}>{t('integrity.checkNow')}</Button>
          {check.isRunning ? <Button onPress={run.cancel}>{t('kit.cancel')}</Button> : null}
          <Checkbox isSelected={withEvidence} onChange={setEvidence} isDisabled={check.isRunning}>{t('integrity.withEvidence')}</Checkbox>
          <Button variant="quiet" onPress={() => void savePackage()}>{t('integrity.package')}</Button>
          {report === null ? null : (
            <>
              <Button variant="quiet" onPress={() => void copy()}>{t('integrity.copyResult')}</Button>
              <Button variant="quiet" onPress={() => void print()}>{t('integrity.printResult')}</Button>
            </>
          )}
        </div>
        {check.isRunning && isMine ? <ProgressBar label={t('integrity.checking')} fraction={progress === null || progress.total === 0 ? null : progress.done / progress.total} {...(progress === null ? {} : { detail: `${String(progress.done)} / ${String(progress.total)}` })} /> : null}
        {check.failure !== null && isMine ? <p role="alert">{failure(check.failure)}</p> : null}
        {report === null ? <p className="muted">{t('integrity.notChecked')}</p> : <CheckReport report={report} />}
      </div>
    </Panel>
  );
}

/** The result as a sheet: verdict, statements, problems, writers. */
function reportToSheet(report: IntegrityReport, t: Translate): readonly SheetPart[] {
  const problems = report.problems.map((problem): readonly [string, string] => [problem.where, problem.text]);
  return [
    { type: 'text', text: `${t(`integrity.verdict.${report.verdict}`)}. ${t('integrity.looked', { frames: report.frames, entries: report.entries, items: report.evidenceItems })}.` },
    { type: 'text', text: `${t('integrity.checkedAt')} ${formatInstant(report.checkedAt, 'UTC')}` },
    { type: 'heading', text: t('integrity.what') },
    { type: 'rows', rows: report.lines.map((line) => [t(`integrity.line.${line.verdict}`), line.text]) },
    ...(problems.length === 0 ? [] : [{ type: 'heading', text: t('integrity.problems') } as const, { type: 'rows', rows: problems } as const]),
    { type: 'heading', text: t('integrity.feeds') },
    { type: 'rows', rows: report.feeds.map((feed) => [feed.author, `${t('integrity.fingerprint')} ${feed.fingerprint}; ${t('integrity.frames')} ${String(feed.frames)}; ${t('integrity.head')} ${feed.head}`]) },
    { type: 'text', text: t('integrity.cannot') },
  ];
}
