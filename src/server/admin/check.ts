import { ok, type Failure, type Result } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEnvironment, systemFiles } from '#disk';
import { serverFingerprint, type ServerKeys } from '#sync';
import { openIdentity } from '../identity/keys.ts';
import { publicKeysOf } from '../openRecords.ts';
import { defaultSettings } from '../settings.ts';
import type { Finding } from '../store/finding.ts';
import { inspectFolder, type LogReport, type OpenStore } from './inspect.ts';

/** Everything that was looked at, and the logs, as far as they could be opened. */
export interface CheckReport { readonly fingerprint: string | null; readonly findings: readonly Finding[]; readonly logs: readonly LogReport[] }
/** Records in a database: how they are opened for a look, and what is looked at before. */
export interface SharedRecords { readonly open: OpenStore; readonly check: (own: ServerKeys | null) => Promise<readonly Finding[]> }

/** Looks at everything that a start needs, and changes nothing (docs/spec/server.md section 10). Failures are findings. */
export async function checkServer(data: string, shared: SharedRecords | null): Promise<Result<CheckReport, Failure>> {
  await readyCrypto();
  const identity = await openIdentity({ data, files: systemFiles, random: systemRandom, now: Date.now(), create: false });
  const own = identity.ok ? publicKeysOf(identity.value) : null;
  const fingerprint = own === null ? null : serverFingerprint(own.identity, own.pin);
  const findings: Finding[] = [fingerprint === null ? { state: 'failed', text: identity.ok ? '' : identity.error.message } : { state: 'ok', text: `the identity has the fingerprint ${fingerprint}` }];
  findings.push(await spaceFinding(data), ...((await shared?.check(own)) ?? []));
  if (findings.some(({ state }) => state === 'failed')) return ok({ fingerprint, findings, logs: [] });
  const report = await inspectFolder(data, true, shared?.open);
  if (report.ok) return ok({ fingerprint, findings, logs: report.value.logs });
  // A database that was never used has nothing to look at, which was noted.
  return ok({ fingerprint, findings: report.error.kind === 'missing' || report.error.kind === 'other-identity' ? findings : [...findings, { state: 'failed', text: report.error.message }], logs: [] });
}

async function spaceFinding(data: string): Promise<Finding> {
  const space = await createEnvironment().space(data).catch(() => null);
  if (space === null) return { state: 'note', text: 'how much room the folder has cannot be told' };
  const room = `the folder has ${Math.floor(space.freeBytes / 2 ** 20)} MiB of room`;
  return space.freeBytes < defaultSettings.reserveBytes ? { state: 'failed', text: `${room}: nothing would be taken` } : { state: 'ok', text: room };
}
