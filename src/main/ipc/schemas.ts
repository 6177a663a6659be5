import * as v from 'valibot';
import type { CallName, In } from '#base';
import type { DesktopContract, PackedPrintJob, PrintJob } from '#ipc';

const MEBIBYTE = 1024 * 1024;
/** Largest exported or printed file that crosses to main. */
const FILE_LIMIT = 512 * MEBIBYTE;

/** The calls of the window, and the ones only the preload makes on its behalf. */
export type RoutedName = CallName<DesktopContract> | 'sources.fromPaths';
/** Input of a routed call as it arrives: as in the contract, except that print jobs come packed by the preload. */
export type RoutedIn<N extends RoutedName> = N extends CallName<DesktopContract>
  ? In<DesktopContract, N> extends PrintJob ? PackedPrintJob : In<DesktopContract, N>
  : { readonly paths: readonly string[] };

const nothing = v.strictObject({});
const token = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const theme = v.picklist(['dark', 'light', 'system']);
const fileName = text(1, 255);
const pixels = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));
const printJob = v.strictObject({
  title: text(0, 500),
  html: bytes(64 * MEBIBYTE),
  header: text(0, 64 * 1024),
  footer: text(0, 64 * 1024),
  landscape: v.exactOptional(v.boolean()),
  pageSize: v.exactOptional(v.picklist(['A4', 'Letter', 'label'])),
});

/** One schema per call, sizes bounded: the compiler refuses a missing one and one that yields another shape. */
export const inputSchemas = {
  'app.info': nothing,
  'preferences.read': nothing,
  'preferences.write': v.strictObject({
    theme,
    zone: text(1, 100),
    timeDisplay: v.picklist(['utc', 'zone', 'written']),
    idleLockMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
    navigationWidth: pixels,
    inspectorOpen: v.boolean(),
  }),
  'vaults.list': nothing,
  'vaults.choose': nothing,
  'vaults.chooseParent': nothing,
  'vaults.forget': v.strictObject({ vault: token }),
  'vault.open': v.strictObject({ vault: token }),
  'vault.create': v.strictObject({ name: text(1, 200), parent: v.nullable(token) }),
  'session.end': v.strictObject({ cause: v.picklist(['command', 'idle', 'suspend', 'screen-lock', 'quit']) }),
  'session.touch': nothing,
  'sources.choose': nothing,
  'sources.fromPaths': v.strictObject({ paths: v.pipe(v.array(text(1, 32 * 1024)), v.maxLength(1000)) }),
  // The handler answers `too-large` above 64 MiB; here is where reading stops altogether.
  'sources.fromBytes': v.strictObject({ name: fileName, bytes: bytes(FILE_LIMIT) }),
  'copies.choose': v.strictObject({ sort: v.picklist(['vault', 'package']) }),
  'bundles.choose': v.strictObject({ sort: v.picklist(['files', 'folder']) }),
  'bundles.chooseFolder': nothing,
  'destination.choose': v.strictObject({ suggestedName: fileName }),
  'file.save': v.strictObject({ suggestedName: fileName, bytes: bytes(FILE_LIMIT) }),
  'file.read': v.strictObject({ extensions: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,12}$/))), v.maxLength(20)) }),
  'document.renderPdf': printJob,
  'document.print': printJob,
  'clipboard.writeText': v.strictObject({ text: text(0, 4 * MEBIBYTE) }),
  'gate.read': nothing,
  'gate.arm': v.strictObject({ address: text(1, 64), minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(480)) }),
  'gate.kill': nothing,
  'hub.interfaces': nothing,
  'hub.start': v.strictObject({ address: text(1, 64), port: v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65_535)) }),
  'hub.stop': nothing,
  'hub.read': nothing,
  'alarm.raise': nothing,
  'alarm.count': v.strictObject({ late: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)) }),
  'window.setTheme': v.strictObject({ theme }),
  'app.quit': nothing,
  'demo.sources': nothing,
  'selfTest.report': v.strictObject({ passed: v.boolean(), detail: text(0, 500) }),
} as const satisfies { readonly [N in RoutedName]: v.GenericSchema<unknown, RoutedIn<N>> };

function text(least: number, most: number) {
  return v.pipe(v.string(), v.minLength(least), v.maxLength(most));
}

function bytes(limit: number) {
  return v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((value) => value.byteLength <= limit, 'too many bytes'));
}
