import { equalBytes, fail, hexToBytes, ok, type Failure, type LogId, type Result } from '#base';
import { deviceFingerprint } from '#crypto';
import type { BundleImported, BundleImportFailure, ImportedBundle, ImportedLog } from '#ipc';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import type { BundleRun } from './bundleRun.ts';
import { importLog } from './importLog.ts';
import { openFiles, type OpenedPart } from './openFiles.ts';

/**
 * Takes what granted files and folders hold for this device: parts of bundles in any order, several bundles and several logs at once, and again (docs/spec/bundle.md section 3). A damaged part is
 * set aside, the others go on. `nothing-found` when none of the files is a part for this device; what was wrong with them stands in the message.
 */
export async function importBundle(core: Core, session: Session, run: BundleRun, grants: readonly string[]): Promise<Result<BundleImported, Failure<BundleImportFailure>>> {
  const opened = await openFiles(core, session, run, grants);
  if (!opened.ok) return opened;
  const { parts, setAside, others } = opened.value;
  if (parts.length === 0) return fail('nothing-found', describeRefusals(setAside, others));
  const logs: ImportedLog[] = [];
  for (const log of new Set(parts.map(({ manifest }) => manifest.log))) {
    // Parts in their order place most frames when they come; any other order gives the same.
    const own = parts.filter(({ manifest }) => manifest.log === log).toSorted((left, right) => left.manifest.exportedAt - right.manifest.exportedAt || left.manifest.part - right.manifest.part);
    const imported = await importLog(core, session, run, log, own);
    if (!imported.ok) return imported;
    logs.push(imported.value);
  }
  const damaged = parts.flatMap(({ name, damagedAt }) => (damagedAt === null ? [] : [{ name, reason: 'damaged' as const, at: damagedAt }]));
  return ok({ logs, bundles: listBundles(session, parts), setAside: [...setAside, ...damaged], otherFiles: others });
}

function listBundles(session: Session, parts: readonly OpenedPart[]): readonly ImportedBundle[] {
  return [...new Set(parts.map(({ manifest }) => `${manifest.bundle} ${manifest.log} ${manifest.exporter}`))].flatMap((key) => {
    const own = parts.filter(({ manifest }) => `${manifest.bundle} ${manifest.log} ${manifest.exporter}` === key);
    const first = own[0]?.manifest;
    if (first === undefined) return [];
    const whole = new Set(own.filter(({ damagedAt }) => damagedAt === null).map(({ manifest }) => manifest.part));
    const device = hexToBytes(first.exporter) ?? new Uint8Array(32);
    const partsMissing = Array.from({ length: first.parts }, (_, index) => index + 1).filter((part) => !whole.has(part));
    return [{ bundle: first.bundle, log: first.log, exporter: { device: first.exporter, fingerprint: deviceFingerprint(device), isMember: isMember(session, first.log, device) }, exportedAt: first.exportedAt, parts: first.parts, partsMissing }];
  });
}

function isMember(session: Session, log: LogId, device: Uint8Array): boolean {
  return (session.book.get(log)?.open.reader.membership()?.members ?? []).some((member) => equalBytes(member.device, device));
}

function describeRefusals(setAside: BundleImported['setAside'], others: number): string {
  const counts = new Map<string, number>();
  for (const { reason } of setAside) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const listed = [...counts].map(([reason, count]) => `${reason} ${count}`);
  return `no part of a bundle for this device among the files (${[...listed, ...(others === 0 ? [] : [`other files ${others}`])].join(', ') || 'no files'})`;
}
