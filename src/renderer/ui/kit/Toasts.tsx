// The corner where messages appear. Keys: F6 goes there, Escape dismisses. Pattern: ARIA landmark with alert dialogs.
import { UNSTABLE_Toast as Toast, UNSTABLE_ToastContent as Content, UNSTABLE_ToastRegion as Region, Text as AriaText } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { toastQueue } from './toasts.ts';
import styles from './Toasts.module.css';

export function Toasts() {
  const t = useText();
  return (
    <Region queue={toastQueue} aria-label={t('kit.notifications')} className={cx(styles['region'])}>
      {({ toast }) => (
        <Toast toast={toast} className={cx(styles['toast'], styles[toast.content.tone])}>
          <Content className={cx(styles['content'])}>
            <AriaText slot="title" className={cx(styles['title'])}>{toast.content.title}</AriaText>
            {toast.content.text === undefined ? null : <AriaText slot="description" className={cx(styles['text'])}>{toast.content.text}</AriaText>}
          </Content>
          {toast.content.action === undefined ? null : (
            <Button variant="link" onPress={() => { toast.content.action?.run(); toastQueue.close(toast.key); }}>{toast.content.action.label}</Button>
          )}
          <Button variant="quiet" slot="close" aria-label={t('kit.dismiss')}><Icon name="close" /></Button>
        </Toast>
      )}
    </Region>
  );
}
