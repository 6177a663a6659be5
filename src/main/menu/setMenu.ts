import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menuParts, type MenuLine } from './menuTemplate.data.ts';

/** Shows the menu. `send` hands a command id to the window; nothing else happens here. */
export function setMenu(send: (command: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuParts.map(({ label, lines }) => ({ label, submenu: lines.map((entry) => toItem(entry, send)) }))));
}

function toItem(entry: MenuLine, send: (command: string) => void): MenuItemConstructorOptions {
  if ('separator' in entry) return { type: 'separator' };
  if ('role' in entry) return { role: entry.role, ...(entry.label === undefined ? {} : { label: entry.label }) };
  // The window's own registry answers the keys; registering them here too would run the command twice.
  return { label: entry.label, click: () => send(entry.command), ...(entry.keys === undefined ? {} : { accelerator: entry.keys, registerAccelerator: false }) };
}
