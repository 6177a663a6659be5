import type { Session } from 'electron';

/**
 * No page of this app needs a camera, a microphone, a place, a notification, a device or the clipboard's content: both
 * the question and the silent check answer no. (A handler for requests alone leaves the checks at yes.)
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  for (const event of ['select-hid-device', 'select-serial-port', 'select-usb-device'] as const) {
    session.on(event as 'select-hid-device', (asked, _details, answer) => {
      asked.preventDefault();
      answer(null);
    });
  }
}
