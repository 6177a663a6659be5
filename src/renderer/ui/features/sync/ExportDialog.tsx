// Writes a bundle for chosen members into a folder or onto a stick. Keys: Space chooses members, Enter writes, Escape closes unless it runs. Pattern: modal form, then what was written.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { BundleExported, MemberStanding } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { RunProgress } from './RunProgress.tsx';
import { useBundleRun } from './useBundleRun.ts';
import styles from './sync.module.css';

export function ExportDialog({ log, members, onClose }: { readonly log: LogId; readonly members: readonly MemberStanding[]; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const engine = useEngine();
  const desktop = useDesktop();
  const others = members.filter(({ own }) => !own);
  const [chosen, setChosen] = useState<readonly string[]>(others.filter(({ lacks }) => lacks > 0).map(({ device }) => device));
  const [carry, setCarry] = useState<'lacking' | 'all'>('lacking');
  const [withEvidence, setWithEvidence] = useState(false);
  const { run, progress, isRunning, begin, cancel } = useBundleRun<BundleExported>();
  const write = (): Promise<void> => begin(() => desktop.call('bundles.chooseFolder', {}), ({ grant }) => engine.call('bundle.export', { log, folder: grant, recipients: chosen, carry, evidence: withEvidence }));
  return (
    <Dialog title={t('sync.exportTitle')} isOpen onClose={onClose} isBusy={isRunning}>
      <DialogBody>
        {run.state === 'done' ? <Written path={run.path} result={run.result} /> : (
          <div className={styles['stack']}>
            <div role="group" aria-label={t('sync.exportFor')} className={styles['choices']}>
              <span className="muted">{t('sync.exportFor')}</span>
              {others.map((member) => (
                <Checkbox key={member.device} isSelected={chosen.includes(member.device)} isDisabled={isRunning} help={`${word('memberRole', member.role)}, ${t('sync.lacks').toLowerCase()} ${t('sync.lacksFrames', { count: member.lacks })}`} onChange={(isOn) => setChosen((now) => (isOn ? [...now, member.device] : now.filter((device) => device !== member.device)))}>
                  {member.name ?? `${t('sync.noName')}, ${member.fingerprint}`}
                </Checkbox>
              ))}
            </div>
            <RadioGroup label={t('sync.exportCarry')} value={carry} onChange={setCarry} choices={(['lacking', 'all'] as const).map((value) => ({ value, label: t(`sync.carry.${value}`), note: t(`sync.carry.${value}Text`) }))} />
            <Checkbox isSelected={withEvidence} onChange={setWithEvidence} isDisabled={isRunning} help={t('sync.exportEvidenceHelp')}>{t('sync.exportEvidence')}</Checkbox>
            <RunProgress run={run} progress={progress} cancelled={t('sync.cancelled')} />
          </div>
        )}
      </DialogBody>
      <DialogFoot>
        {run.state === 'done' ? <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button> : isRunning ? <Button autoFocus onPress={cancel}>{t('kit.cancel')}</Button> : (
          <>
            <Button variant="quiet" onPress={onClose}>{t('kit.cancel')}</Button>
            <Button variant="primary" isDisabled={chosen.length === 0} onPress={() => void write()}>{t('sync.exportSubmit')}</Button>
          </>
        )}
      </DialogFoot>
    </Dialog>
  );
}

/** What lies in the folder now. */
export function Written({ path, result, title }: { readonly path: string; readonly result: BundleExported; readonly title?: string }): ReactNode {
  const t = useText();
  const { bytes } = useUnits();
  return (
    <div role="status" className={styles['stack']}>
      <p className={styles['who']}>{title ?? t('sync.exportDone', { files: result.files.length, bytes: bytes(result.bytes) })}</p>
      <p>{t('sync.exportFrames', { frames: result.frames, pieces: result.pieces, recipients: result.recipients.length })}</p>
      {result.piecesLeftOut === 0 ? null : <p className={styles['alert']}>{t('sync.exportLeftOut', { count: result.piecesLeftOut })}</p>}
      <p>{t('sync.folder')}{': '}<span className="mono" data-selectable="">{path}</span></p>
      <ul className={styles['results']}>{result.files.map((file) => <li key={file.name} className="mono">{`${file.name} · ${bytes(file.bytes)}`}</li>)}</ul>
      {title === undefined ? <p className="muted">{t('sync.exportNext')}</p> : null}
    </div>
  );
}
