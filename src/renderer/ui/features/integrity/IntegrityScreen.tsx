// What is proven about this incident and what is not, in plain words; a check of everything; the chain of one entry.
// Keys: Shift V checks everything now.
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LogId } from '#base';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { ChainPanel } from './ChainPanel.tsx';
import { CheckReport } from './CheckReport.tsx';
import { checkRunOf } from './checkRun.ts';
import styles from './integrity.module.css';

export function IntegrityScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const header = useQuery('incident', { log });
  const overview = useQuery('overview', { log });
  if (header.state === 'failed') return <ErrorState title={t('integrity.failed')} text={failure(header.kind)} />;
  if (header.state === 'loading' || overview.state !== 'ready') return <Skeleton />;
  const { entries, unwitnessed, findings } = header.result;
  const last = overview.result.latest.reduce((latest, row) => Math.max(latest, row.stamp.recorded.at), 0);
  return (
    <div className={styles['page']}>
      <Panel title={t('integrity.now')}>
        <div className={styles['statements']}>
          <p>{t('integrity.sealed', { count: entries })}{last === 0 ? null : <>{' '}{t('integrity.latest')}{' '}<Instant at={last} /></>}</p>
          <p>{t('integrity.by', { names: overview.result.people.map((person) => t('integrity.byOne', { name: person.name, count: person.entries })).join(', ') })}</p>
          <p>{t('integrity.unwitnessed', { count: unwitnessed })}</p>
          <p>{t('integrity.findings', { count: findings })}</p>
          <p className="muted">{t('integrity.cannot')}</p>
        </div>
      </Panel>
      <CheckPanel log={log} />
      <ChainPanel log={log} entries={entries} />
    </div>
  );
}

function CheckPanel({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { span } = useUnits();
  const run = checkRunOf(useEngine());
  const check = useStore(run.store);
  const [withEvidence, setEvidence] = useState(true);
  const savePackage = useSavePackage(log);
  const start = (): void => void run.start(log, withEvidence);
  useScreenCommands([
    { id: 'integrity.check', label: 'integrity.checkCommand', group: 'screen', keys: ['Shift+v'], undo: 'none', when: () => !check.isRunning, run: start },
    { id: 'integrity.package', label: 'integrity.package', group: 'screen', undo: 'none', run: savePackage },
  ]);
  const isMine = check.log === log;
  const { progress } = check;
  return (
    <Panel title={t('integrity.check')} aside={check.report === null || !isMine ? undefined : <>{t('integrity.checkedAt')}{' '}<Instant at={check.report.checkedAt} />{` · ${span(check.report.tookMs)}`}</>}>
      <div className={styles['statements']}>
        <div className={styles['buttons']}>
          <Button variant="primary" keys="Shift+v" isBusy={check.isRunning} onPress={start}>{t('integrity.checkNow')}</Button>
          {check.isRunning ? <Button onPress={run.cancel}>{t('kit.cancel')}</Button> : null}
          <Checkbox isSelected={withEvidence} onChange={setEvidence} isDisabled={check.isRunning}>{t('integrity.withEvidence')}</Checkbox>
          <Button variant="quiet" onPress={() => void savePackage()}>{t('integrity.package')}</Button>
        </div>
        {check.isRunning && isMine ? <ProgressBar label={t('integrity.checking')} fraction={progress === null || progress.total === 0 ? null : progress.done / progress.total} {...(progress === null ? {} : { detail: `${String(progress.done)} / ${String(progress.total)}` })} /> : null}
        {check.failure !== null && isMine ? <p role="alert">{failure(check.failure)}</p> : null}
        {check.report === null || !isMine ? <p className="muted">{t('integrity.notChecked')}</p> : <CheckReport report={check.report} />}
      </div>
    </Panel>
  );
}

/** Saves the journal as stored, still sealed, for a check on another machine. */
function useSavePackage(log: LogId): () => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async () => {
    const built = await engine.call('export.package', { log });
    if (!built.ok) {
      showToast({ tone: 'danger', title: t('integrity.packageFailed'), text: failure(built.error.kind) });
      return;
    }
    const saved = await desktop.call('file.save', { suggestedName: built.value.fileName, bytes: built.value.bytes });
    if (saved.ok) showToast({ tone: 'ok', title: t('integrity.packageSaved'), text: saved.value.path });
    else if (saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('integrity.packageFailed'), text: failure(saved.error.kind) });
  };
}
