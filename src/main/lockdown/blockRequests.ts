import type { Session } from 'electron';

/** Decides about one request by its address. */
export type AddressRule = (address: string) => boolean;

/**
 * Second wall behind the content security policy: a request that is not for our own files is cancelled, whatever asked
 * for it (a page, a worker, a prefetch, the spell checker, a devtools feature).
 */
export function blockRequests(session: Session, isAllowed: AddressRule): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*', 'app://*/*'] }, (details, answer) => answer({ cancel: !isAllowed(details.url) }));
}

/** Addresses the window may load: its own files, the empty page, what it made itself; devtools only while developing. */
export function isWindowAddress(development: boolean): AddressRule {
  return (address) => startsWithAny(address, ['app://console/', 'app://curtain/', 'blob:app://console/', 'data:']) || (development && startsWithAny(address, ['devtools://']));
}

/** Addresses a page being printed may load: itself and what it carries. */
export function isPrintAddress(address: string): boolean {
  return startsWithAny(address, ['app://print/', 'data:']);
}

function startsWithAny(address: string, starts: readonly string[]): boolean {
  return starts.some((start) => address.startsWith(start));
}
