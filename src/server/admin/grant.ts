import { fail, ok, textToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { replaceFile, systemFiles } from '#disk';
import { MAX_VOUCHER_LOGS, signVoucher } from '#sync';
import { openIdentity } from '../identity/keys.ts';
import { readQuotaFile, type QuotaEntry, type QuotaFile } from '../quotas.ts';
import { storeFailure } from '../store/failures.ts';
import { quotaFile } from '../store/files/layout.ts';

/** A fresh voucher of the server of a folder; nothing is written, a running server takes it at once. */
export async function makeVoucher(data: string, { logs, expires }: { readonly logs: number; readonly expires: UnixMs | null }): Promise<Result<Uint8Array, Failure>> {
  await readyCrypto();
  if (!Number.isSafeInteger(logs) || logs < 1 || logs > MAX_VOUCHER_LOGS) return fail('usage', `a voucher is for 1 to ${MAX_VOUCHER_LOGS} logs`);
  const identity = await openIdentity({ data, files: systemFiles, random: systemRandom, now: Date.now(), create: false });
  return identity.ok ? ok(signVoucher({ id: systemRandom(16), logs, expires }, identity.value.signer)) : identity;
}

/** Sets quotas apart from the defaults, for one log or (null) for all that have none of their own. A running server reads them on SIGHUP. */
export async function setQuotas(data: string, log: LogId | null, entry: QuotaEntry): Promise<Result<QuotaFile, Failure>> {
  await readyCrypto();
  const read = await readQuotaFile(data);
  if (!read.ok) return read;
  const before: QuotaFile = read.value ?? { format: 'holdfast-quotas' };
  const after: QuotaFile = log === null ? { ...before, default: { ...before.default, ...entry } } : { ...before, logs: { ...before.logs, [log]: { ...before.logs?.[log], ...entry } } };
  if (Object.keys(entry).length === 0) return ok(before);
  try {
    await replaceFile(systemFiles, quotaFile(data), textToBytes(`${JSON.stringify(after, null, 2)}\n`), systemRandom);
    return ok(after);
  } catch (error) {
    return storeFailure(error);
  }
}
