// Export of the timeline as filtered: choose a format, save, then read what went out and what was left out. Keys: E opens.
import { useRef, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { ExportedFile, RowFilter, TimelineFormat } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { timelineFormats, useTimelineExport } from './useTimelineExport.ts';
import styles from './timeline.module.css';

export function ExportMenu({ log, filter }: { readonly log: LogId; readonly filter: RowFilter }): ReactNode {
  const t = useText();
  const run = useTimelineExport(log, filter);
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<{ readonly file: ExportedFile; readonly path: string } | null>(null);
  const holder = useRef<HTMLSpanElement>(null);
  const start = async (format: TimelineFormat): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      setDone(await run(format));
    } finally {
      setBusy(false);
    }
  };
  // Opened as by the keyboard, so that the first format has the focus.
  const openMenu = (): void => {
    const button = holder.current?.querySelector('button');
    button?.focus();
    button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  };
  useScreenCommands([
    { id: 'timeline.export', label: 'timeline.exportCommand', group: 'screen', keys: ['e'], undo: 'none', run: openMenu },
    ...timelineFormats.map((format) => ({ id: `timeline.export.${format}`, label: `timeline.exportAs.${format}` as const, group: 'screen' as const, undo: 'none' as const, run: () => start(format) })),
  ]);
  return (
    <>
      <span ref={holder}>
        <Menu label={t('timeline.export')} actions={timelineFormats.map((format) => ({ id: format, label: t(`timeline.format.${format}`) }))} onAction={(format) => void start(format as TimelineFormat)}>
          <Button variant="primary" isBusy={isBusy} keys="e">{t('timeline.export')}</Button>
        </Menu>
      </span>
      <Dialog title={t('timeline.exported')} isOpen={done !== null} onClose={() => setDone(null)}>
        {done === null ? null : (
          <>
            <DialogBody>
              <p>{t('timeline.exportedRows', { rows: done.file.rows })}</p>
              <Facts facts={[{ label: t('timeline.savedAs'), value: done.path, isMono: true }, { label: t('timeline.sha256'), value: done.file.sha256, isMono: true }]} />
              {done.file.leftOut.length === 0 ? <p>{t('timeline.nothingLeftOut')}</p> : (
                <div className={styles['leftOut']}>
                  <p>{t('timeline.leftOut')}</p>
                  <ul>{done.file.leftOut.map((item) => <li key={item.reason}>{t('timeline.leftOutLine', { count: item.count, reason: item.reason })}</li>)}</ul>
                </div>
              )}
            </DialogBody>
            <DialogFoot><Button variant="primary" autoFocus onPress={() => setDone(null)}>{t('kit.close')}</Button></DialogFoot>
          </>
        )}
      </Dialog>
    </>
  );
}
