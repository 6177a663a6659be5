// What a report to an authority asks for, filled from the journal; what is missing stands out. Keys: Tab, Enter; Escape closes.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from './regulation.module.css';
import { useRegulationPrint } from './useRegulationPrint.ts';

export interface WorksheetDialogProps { readonly log: LogId; readonly regime: string; readonly worksheet: string; readonly onClose: () => void }

export function WorksheetDialog({ log, regime, worksheet, onClose }: WorksheetDialogProps): ReactNode {
  const t = useText();
  const query = useQuery('worksheet', { log, regime, worksheet });
  const header = useQuery('incident', { log });
  const print = useRegulationPrint([], 'UTC', header.state === 'ready' && header.result !== null ? header.result.incident.body.ref : '');
  const documents = useDocuments(log, undefined, { regime, worksheet });
  const sheet = query.state === 'ready' ? query.result : null;
  const printSheet = async (): Promise<void> => {
    if (await documents.print('worksheet')) showToast({ tone: 'ok', title: t('grid.printed') });
  };
  const missing = sheet?.fields.filter(({ value }) => value === null).length ?? 0;
  return (
    <Dialog title={sheet === null ? t('regulation.worksheetTitle') : `${sheet.regime} · ${sheet.title}`} isOpen size="wide" onClose={onClose}>
      <DialogBody>
        {sheet === null ? <Skeleton /> : (
          <>
            <p className={styles['quiet']}>{t('regulation.worksheetText', { authority: sheet.authority, missing })}</p>
            <table className={styles['table']}>
              <tbody>{sheet.fields.map(({ label, value }) => <tr key={label}><th scope="row">{label}</th><td className={value === null ? styles['missing'] : styles['text']}>{value ?? t('regulation.missing')}</td></tr>)}</tbody>
            </table>
          </>
        )}
      </DialogBody>
      <DialogFoot>
        <Button isDisabled={sheet === null} onPress={() => { if (sheet !== null) print.copy(sheet.fields.map(({ label, value }) => `${label}:\n${value ?? t('regulation.missing')}`).join('\n\n')); }}>{t('regulation.copy')}</Button>
        <Button variant="primary" autoFocus isDisabled={sheet === null} onPress={() => void printSheet()}>{t('regulation.printSheet')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
