import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menuParts, type MenuLine } from './menuTemplate.data.ts';

/** Shows the menu. `send` hands a command id to the window, `cut` is the kill switch; nothing else happens here. */
export function setMenu(send: (command: string) => void, cut: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuParts.map(({ label, lines }) => ({ label, submenu: lines.map((entry) => toItem(entry, send, cut)) }))));
}

function toItem(entry: MenuLine, send: (command: string) => void, cut: () => void): MenuItemConstructorOptions {
  if ('separator' in entry) return { type: 'separator' };
  if ('role' in entry) return { role: entry.role, ...(entry.label === undefined ? {} : { label: entry.label }) };
  // The window answers these keys too: cutting twice is cutting once.
  if ('cut' in entry) return { label: entry.label, accelerator: entry.keys, click: cut };
  // The window's own registry answers the keys; registering them here too would run the command twice.
  return { label: entry.label, click: () => send(entry.command), ...(entry.keys === undefined ? {} : { accelerator: entry.keys, registerAccelerator: false }) };
}
