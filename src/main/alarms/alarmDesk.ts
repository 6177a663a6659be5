import { app, Notification, type BrowserWindow } from 'electron';
import { ok } from '#base';
import type { HandlersOf } from '../ipc/router.ts';

/**
 * Alarms of clocks through the system: a silent notification without any word of the case, because the desktop keeps and shows such texts where we
 * have no say; the window asks for attention; the program's badge counts what is late.
 */
export function createAlarmDesk(window: () => BrowserWindow | null): HandlersOf<'alarm.raise' | 'alarm.count'> {
  return {
    'alarm.raise': async () => {
      const shown = window();
      if (Notification.isSupported()) {
        const notification = new Notification({ title: 'Holdfast', body: 'A clock needs attention.', silent: true });
        notification.on('click', () => window()?.show());
        notification.show();
      }
      if (shown?.isFocused() === false) shown.flashFrame(true);
      return ok({});
    },
    'alarm.count': async ({ late }) => {
      app.setBadgeCount(late);
      return ok({});
    },
  };
}
