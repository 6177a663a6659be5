// An invitation to pass on: words in large type, a code, a sheet for the printer. Keys: Escape closes. Pattern: modal dialog.
import type { ReactNode } from 'react';
import type { InvitationSheet } from '#ipc';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { svgToSource, type SheetPart } from '../integrity/sheet.ts';
import { showCode } from '../integrity/slipForm.ts';
import { useOutlets } from '../integrity/useOutlets.ts';
import styles from './members.module.css';

export function InvitationSheetDialog({ sheet, onClose }: { readonly sheet: InvitationSheet; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const desktop = useDesktop();
  const outlets = useOutlets();
  const title = t('members.sheetTitle', { name: sheet.forWhom });
  const until = sheet.expires === null ? t('members.never') : formatInstant(sheet.expires, 'UTC', 'minute');
  const parts: readonly SheetPart[] = [
    { type: 'text', text: t('members.sheetPrinted') },
    { type: 'rows', rows: [
      [t('members.inviteRole'), `${word('memberRole', sheet.role)}: ${t(`members.roleText.${sheet.role}`)}`], [t('members.history'), word('invitationHistory', sheet.history)], [t('members.expires'), until],
      [t('members.sheetNumber'), showCode(sheet.logCode)], [t('members.sheetFingerprint'), sheet.fingerprint],
    ] },
    { type: 'heading', text: t('members.sheetSecret') }, { type: 'code', text: sheet.words },
    { type: 'heading', text: t('members.sheetLog') }, { type: 'code', text: sheet.logWords },
    { type: 'heading', text: t('members.sheetCode') }, { type: 'picture', source: svgToSource(sheet.qrSvg), alt: t('members.sheetCode') },
    { type: 'text', text: t('members.sheetNext') },
  ];
  const copy = async (): Promise<void> => {
    const copied = await desktop.call('clipboard.writeText', { text: sheet.qrText });
    if (copied.ok) showToast({ tone: 'ok', title: t('members.sheetCopied') });
    else outlets.say(copied.error.kind);
  };
  return (
    <Dialog title={title} isOpen onClose={onClose} size="wide">
      <DialogBody>
        <div className={styles['sheet']}>
          <p>{t('members.sheetLead')}</p>
          <Words title={t('members.sheetSecret')} words={sheet.words} />
          <Words title={t('members.sheetLog')} words={sheet.logWords} isSecond />
          <div className={styles['beside']}>
            <img className={styles['qr']} src={svgToSource(sheet.qrSvg)} alt={t('members.sheetCode')} />
            <dl className={styles['facts']}>
              <dt>{t('members.inviteRole')}</dt><dd>{word('memberRole', sheet.role)}</dd>
              <dt>{t('members.history')}</dt><dd>{word('invitationHistory', sheet.history)}</dd>
              <dt>{t('members.expires')}</dt><dd className="mono">{until}</dd>
              <dt>{t('members.sheetNumber')}</dt><dd className="mono">{showCode(sheet.logCode)}</dd>
              <dt>{t('members.sheetFingerprint')}</dt><dd className="mono">{sheet.fingerprint}</dd>
              <dt>{t('members.sheetQrText')}</dt><dd><Button variant="quiet" onPress={() => void copy()}>{t('members.sheetCopy')}</Button></dd>
            </dl>
          </div>
          <p>{t('members.sheetNext')}</p>
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onPress={() => void outlets.print(title, parts)}>{t('members.sheetPrint')}</Button>
        <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button>
      </DialogFoot>
    </Dialog>
  );
}

function Words({ title, words, isSecond = false }: { readonly title: string; readonly words: string; readonly isSecond?: boolean }): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      <ol className={styles['secret']} data-second={isSecond ? '' : undefined} aria-label={title} data-selectable="">{words.split(' ').map((one, index) => <li key={`${String(index)} ${one}`}>{one}</li>)}</ol>
    </section>
  );
}
