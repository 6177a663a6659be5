import { CONSOLE_ORIGIN } from '#ipc';

/** Hosts of the `app` scheme: the window's files, the empty page shown while locking, and pages being printed. */
export const appHosts = { console: 'console', curtain: 'curtain', print: 'print' } as const;
export const consolePage = `${CONSOLE_ORIGIN}/index.html`;
export const curtainPage = `app://${appHosts.curtain}/`;

const nothingElse = ["base-uri 'none'", "form-action 'none'", "object-src 'none'", "frame-ancestors 'none'"];

/**
 * Content security policy of the window and its worker. Scripts are files of this origin only; WebAssembly is compiled
 * for the cryptography library; styles are files of this origin or carry the nonce of this load; nothing connects anywhere.
 */
export function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'none'",
    ...nothingElse,
  ].join('; ');
}

/** Policy of a page being printed: its own inline styles, pictures and fonts it carries in itself, and no script at all. */
export function printPolicy(): string {
  return ["default-src 'none'", "style-src 'unsafe-inline'", 'img-src data:', 'font-src data:', 'sandbox', ...nothingElse].join('; ');
}

/** Policy of the empty page between two sessions. */
export function curtainPolicy(): string {
  return ["default-src 'none'", ...nothingElse].join('; ');
}

/** Headers every answer of the scheme carries. */
export function guardedHeaders(mediaType: string, policy: string): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), display-capture=()',
  };
}
