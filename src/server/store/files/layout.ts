import { join } from 'node:path';
import type { LogId } from '#base';

/** Names inside the data folder of a server (docs/spec/server.md section 2). None of them carries more than random ids and hashes. */
export const folders = ['log', 'quarantine', 'checkpoints', 'blobs', 'requests', 'vouchers', 'usage'] as const;

export const logFolder = (data: string, log: LogId): string => join(data, 'log', log);
export const checkpointFile = (data: string, log: LogId): string => join(data, 'checkpoints', log);
export const blobFolder = (data: string, log: LogId): string => join(data, 'blobs', log);
export const requestFolder = (data: string, log: LogId): string => join(data, 'requests', log);
export const voucherFile = (data: string, voucher: string): string => join(data, 'vouchers', voucher);
export const usageFile = (data: string, day: number): string => join(data, 'usage', String(day));
export const quotaFile = (data: string): string => join(data, 'quotas.json');

const HASH = /^[0-9a-f]{64}$/;
/** The blob of a file name, or null; `part` is true for one that is not whole. */
export function parseBlobFile(name: string): { readonly blob: string; readonly part: boolean } | null {
  const part = name.endsWith('.part');
  const blob = part ? name.slice(0, -5) : name;
  return HASH.test(blob) ? { blob, part } : null;
}
