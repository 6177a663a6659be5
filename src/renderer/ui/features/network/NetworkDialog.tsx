// The network, before any incident is open: to fetch the first one from a server. Keys: Escape closes. Pattern: modal dialog around the panel of the screen.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { NetworkSection } from './NetworkSection.tsx';

export function NetworkDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  return (
    <Dialog title={t('network.dialog')} isOpen onClose={onClose} size="wide">
      <DialogBody><NetworkSection log={null} /></DialogBody>
      <DialogFoot><Button variant="primary" onPress={onClose}>{t('kit.close')}</Button></DialogFoot>
    </Dialog>
  );
}
