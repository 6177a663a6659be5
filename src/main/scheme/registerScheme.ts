import { protocol } from 'electron';

/**
 * Makes `app` a standard, secure scheme with an origin of its own, so that workers, modules, IndexedDB and the content
 * security policy work on it. Must run once, before the app is ready.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: false } }]);
}
