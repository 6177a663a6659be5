import type { App, Session, WebContents } from 'electron';

/**
 * Holds every page of the process where main put it, now and for pages made later: no navigation of the window or of a
 * frame, no redirect, no new window, no webview, no leave-this-page question that could hold up a lock.
 * Main's own `loadURL` is not affected.
 */
export function denyNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => holdInPlace(contents));
}

function holdInPlace(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** A page cannot name its window after its content: window managers and task lists show titles and keep them. */
export function fixTitles(app: App): void {
  app.on('browser-window-created', (_event, window) => void window.on('page-title-updated', (event) => event.preventDefault()));
}

/** Nothing is downloaded: files leave by the save dialog of main only. */
export function denyDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    event.preventDefault();
    item.cancel();
  });
}

/** Client certificates, passwords of proxies and doubtful certificates are never offered or accepted. */
export function denyAuthentication(app: App): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
}
