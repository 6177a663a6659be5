// What a device could read and what it wrote, to be looked at before it is removed and acted upon afterwards. Not interactive; the dialog has Print.
import { useEffect, useState, type ReactNode } from 'react';
import { textToBytes, type LogId } from '#base';
import type { ExposureReport } from '#ipc';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText, type Translate } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useEngine } from '../../port/ports.tsx';
import { sheetToText, type SheetPart } from '../integrity/sheet.ts';
import { useOutlets } from '../integrity/useOutlets.ts';
import styles from './members.module.css';

/** The report of a device; null until it is there. `stamp` asks for it again when it changes. */
export function useExposure(log: LogId, device: string, stamp = 0): ExposureReport | null {
  const engine = useEngine();
  const [report, setReport] = useState<ExposureReport | null>(null);
  useEffect(() => {
    let isWanted = true;
    void engine.call('member.exposure', { log, device }).then((answer) => {
      if (isWanted && answer.ok) setReport(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [engine, log, device, stamp]);
  return report;
}

/** Rows of the report, for the screen and for paper. */
export function useExposureRows(): (report: ExposureReport) => readonly (readonly [string, string])[] {
  const t = useText();
  const time = useTimeText();
  return (report) => exposureRows(report, t, time.instant);
}

export function ExposureFacts({ report }: { readonly report: ExposureReport }): ReactNode {
  const t = useText();
  const rows = useExposureRows();
  return (
    <div className={styles['sheet']}>
      <dl className={styles['facts']}>{rows(report).map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}</dl>
      <p>{t('members.exposureCannot')}</p>
      {report.entries === 0 ? null : <p>{t('members.removeKeys')}</p>}
    </div>
  );
}

export function ExposureDialog({ log, device, name, onClose }: { readonly log: LogId; readonly device: string; readonly name: string; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const report = useExposure(log, device);
  const { print, save } = useExposureOutlets(name);
  return (
    <Dialog title={t('members.exposureTitle', { name })} isOpen onClose={onClose} size="wide">
      <DialogBody>{report === null ? <Skeleton /> : <ExposureFacts report={report} />}</DialogBody>
      <DialogFoot>
        <Button variant="quiet" isDisabled={report === null} onPress={() => { if (report !== null) void save(report); }}>{t('members.exposureSave')}</Button>
        <Button isDisabled={report === null} onPress={() => { if (report !== null) void print(report); }}>{t('members.exposurePrint')}</Button>
        <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button>
      </DialogFoot>
    </Dialog>
  );
}

/** The report on a plain page, and as a text file. */
export function useExposureOutlets(name: string): { readonly print: (report: ExposureReport) => Promise<void>; readonly save: (report: ExposureReport) => Promise<unknown> } {
  const t = useText();
  const rows = useExposureRows();
  const outlets = useOutlets();
  const title = t('members.exposureTitle', { name });
  const partsOf = (report: ExposureReport): readonly SheetPart[] => [{ type: 'rows', rows: rows(report) }, { type: 'text', text: t('members.exposureCannot') }, ...(report.entries === 0 ? [] : [{ type: 'text', text: t('members.removeKeys') } as const])];
  return {
    print: (report) => outlets.print(title, partsOf(report)),
    save: (report) => outlets.save({ fileName: `exposure-${report.fingerprint.replaceAll(' ', '')}.txt`, bytes: textToBytes(`${sheetToText(title, partsOf(report))}\n`) }),
  };
}

function exposureRows(report: ExposureReport, t: Translate, instant: (at: number) => string): readonly (readonly [string, string])[] {
  const named = (items: ExposureReport['evidence']): string => (items.length === 0 ? t('members.exposureNone') : items.map(({ ref, name }) => `${ref} ${name}`).join('\n'));
  const { lastFrame, elsewhere } = report;
  return [
    [t('members.admitIncident'), report.incident],
    [t('members.admitFingerprint'), report.fingerprint],
    [t('members.exposureKeys'), String(report.epochs)],
    [t('members.exposureRead'), t('members.exposureEntries', { count: report.entries })],
    ...(report.removed && report.entries > 0 ? [[t('members.exposureBeyondHead'), t('members.exposureBeyond', { count: report.entriesBeyond })] as const] : []),
    [t('members.exposureSpan'), report.firstAt === null || report.lastAt === null ? t('members.exposureNone') : `${instant(report.firstAt)} – ${instant(report.lastAt)}`],
    [t('members.exposureEvidence'), named(report.evidence)],
    [t('members.exposureData'), named(report.dataSets)],
    [t('members.exposureElsewhere'), elsewhere.length === 0 ? t('members.exposureNone') : elsewhere.map(({ incident, removed }) => `${incident} (${t(removed ? 'members.exposureGone' : 'members.exposureStays')})`).join('\n')],
    [t('members.exposureLast'), lastFrame === null ? t('members.exposureLastNone') : [t('members.exposureFrame', { seq: lastFrame.seq + 1 }), lastFrame.at === null ? '' : instant(lastFrame.at), t(lastFrame.witnessed ? 'members.exposureWitnessed' : 'members.exposureUnwitnessed')].filter((part) => part !== '').join(', ')],
    ...(report.removed ? [[t('members.exposureAfter'), t('members.exposureAfterText', { frames: report.framesAfter, entries: report.entriesAfter })] as const] : []),
  ];
}
