// How ring A starts the system's Chromium: quiet, and without any request of its own.
import { existsSync } from 'node:fs';
import path from 'node:path';

// The shell first: a whole browser draws a window with pages of its own around each test, which cost a second of a core each.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/** @returns {{executablePath?: string, args: string[]}} options for Playwright's `launch`; without a path Playwright looks for its own browser */
export function chromiumLaunchOptions() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = process.env.HOLDFAST_CHROMIUM ?? names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
  const args = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return found === undefined ? { args } : { executablePath: found, args };
}
