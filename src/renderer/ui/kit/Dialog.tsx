// A modal question over the window. Keys: Escape closes unless busy, Enter in a field submits. Pattern: ARIA modal dialog; focus stays inside and goes back after.
import type { FormEvent, ReactNode } from 'react';
import { Dialog as AriaDialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'normal' | 'wide';
  /** Refuses to close: something is running that must be heard out. */
  readonly isBusy?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
}

export function Dialog({ title, isOpen, onClose, size = 'normal', isBusy = false, role = 'dialog', children }: DialogProps) {
  const t = useText();
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => { if (!open && !isBusy) onClose(); }} isDismissable={false} isKeyboardDismissDisabled={isBusy} className={cx(styles['scrim'])} data-modal="">
      <Modal className={cx(styles['modal'], size === 'wide' && styles['wide'])}>
        <AriaDialog role={role} className={cx(styles['dialog'])}>
          <header className={styles['head']}>
            <Heading slot="title" className={cx(styles['title'])}>{title}</Heading>
            <IconButton icon="close" label={t('kit.close')} isDisabled={isBusy} onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface FormDialogProps extends DialogProps {
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  readonly canSubmit?: boolean;
  /** What went wrong; what was typed stays. */
  readonly error?: string | null;
  readonly isDangerous?: boolean;
  /** Left of the buttons: a note or a further action. */
  readonly aside?: ReactNode;
}

/** A dialog around a form: fields, one error line, cancel and submit. */
export function FormDialog({ submitLabel, onSubmit, canSubmit = true, error = null, isDangerous = false, aside, children, ...dialog }: FormDialogProps) {
  const t = useText();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canSubmit && dialog.isBusy !== true) onSubmit();
  };
  return (
    <Dialog {...dialog}>
      <Form onSubmit={submit} className={cx(styles['form'])}>
        <div className={styles['body']}>{children}</div>
        <footer className={styles['foot']}>
          <div className={styles['aside']}>{error === null ? aside : <p role="alert" className={styles['error']}>{error}</p>}</div>
          <Button variant="quiet" isDisabled={dialog.isBusy === true} onPress={dialog.onClose}>{t('kit.cancel')}</Button>
          <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} isDisabled={!canSubmit} isBusy={dialog.isBusy === true}>{submitLabel}</Button>
        </footer>
      </Form>
    </Dialog>
  );
}

/** The padded, scrolling middle of a plain `Dialog`. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className={styles['body']}>{children}</div>;
}

/** The row of buttons at the foot of a plain `Dialog`. */
export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <footer className={styles['foot']}>{children}</footer>;
}
