import { fail, ok, parseLogId, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { defaultQuotas, inspectFolder, makeVoucher, openDatabaseStore, scrubBlobs, setQuotas, type FolderReport, type LogReport } from '#server';
import { voucherQrText, voucherText } from '#sync';
import { textOption, type Command, type CommandContext, type OptionSpecs, type OptionValues } from '../command.ts';
import { databaseOption, readDatabase } from '../input/readDatabase.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { blobOptions, readBlobOptions } from './blobOptions.ts';

const dataOption: OptionSpecs = { data: { type: 'string', value: 'DIR', about: 'folder of the server', required: true } };
const dataOf = (options: OptionValues) => textOption(options, 'data') ?? '';

const recordsOptions: OptionSpecs = { ...dataOption, ...databaseOption };
const lookOptions: OptionSpecs = { ...recordsOptions, ...blobOptions };
const blobsNote = 'Blobs that a server keeps with --blobs are looked at when --blobs is given here too.';

/** Looks at the records that the options name. */
async function inspect({ terminal, options }: CommandContext, verify: boolean): Promise<Result<FolderReport, Failure>> {
  const database = readDatabase(terminal, options);
  if (!database.ok) return database;
  const blobs = await readBlobOptions(options, terminal, true);
  if (!blobs.ok) return blobs;
  const url = database.value;
  return inspectFolder(dataOf(options), verify, url === null ? undefined : () => openDatabaseStore({ url, readOnly: true }), blobs.value);
}

/** Whose blobs were counted, where that is not plain. */
function blobLines({ blobs }: FolderReport, options: OptionValues): readonly string[] {
  if (blobs === 'folder') return [];
  return [blobs === 'named' ? `blobs ${textOption(options, 'blobs') ?? ''}` : 'blobs NOT LOOKED AT: this server has kept them in a store; name it with --blobs'];
}

/** What is wrong with a log, in words. */
export function problemOf({ problem }: LogReport): string {
  return problem ?? 'ok';
}

export const adminStatusCommand: Command = {
  path: ['admin', 'status'],
  about: 'show what a server holds',
  positionals: [],
  options: lookOptions,
  notes: [blobsNote],
  run: async (context) => {
    const report = await inspect(context, false);
    if (!report.ok) return report;
    const { fingerprint, logs, blobs } = report.value;
    return ok({
      lines: [`fingerprint ${fingerprint}`, `logs ${logs.length}`, ...blobLines(report.value, context.options), ...logs.map((log) => [log.log, log.size, log.frameBytes, log.blobBytes ?? 'unread', log.requests, problemOf(log)].join('\t'))],
      data: { fingerprint, blobs, logs: logs.map(({ log, size, frameBytes, blobBytes, requests, quotas, problem }) => ({ log, frames: size, frameBytes, blobBytes, requests, quotas, problem })) },
    });
  },
};

export const adminVoucherCommand: Command = {
  path: ['admin', 'voucher'],
  about: 'print a voucher with which logs can be founded on a server',
  positionals: [],
  options: {
    ...recordsOptions,
    logs: { type: 'string', value: 'N', about: 'how many logs it founds, 1 to 64 (1)' },
    days: { type: 'string', value: 'N', about: 'for how many days it holds (without an end)' },
  },
  notes: ['Whoever has the voucher can use it. It can be used while the server runs.'],
  run: async (context) => {
    const { options } = context;
    const [logs, days] = [readNumber(options, 'logs'), readNumber(options, 'days')];
    if (!logs.ok) return logs;
    if (!days.ok) return days;
    // A voucher of a folder that is no node of this database would be refused by all of them.
    const known = await inspect(context, false);
    if (!known.ok) return known;
    const made = await makeVoucher(dataOf(options), { logs: logs.value ?? 1, expires: days.value === null ? null : ((Date.now() + days.value * 86_400_000) as UnixMs) });
    if (!made.ok) return made;
    return ok({ lines: [voucherText(made.value)], data: { voucher: voucherText(made.value), qr: voucherQrText(made.value) } });
  },
};

const quotaOptions = { 'log-bytes': 'logBytes', 'log-frames': 'logFrames', 'device-day-bytes': 'deviceDayBytes', feeds: 'feedsOfDevice', 'open-blobs': 'openBlobs' } as const;

export const adminQuotaCommand: Command = {
  path: ['admin', 'quota'],
  about: 'show or set what a server grants',
  positionals: [],
  options: {
    ...dataOption,
    log: { type: 'string', value: 'ID', about: 'for this log alone' },
    'log-bytes': { type: 'string', value: 'N', about: 'bytes of a log' },
    'log-frames': { type: 'string', value: 'N', about: 'frames of a log' },
    'device-day-bytes': { type: 'string', value: 'N', about: 'bytes that a device sends on a day' },
    feeds: { type: 'string', value: 'N', about: 'feeds of a device in a log' },
    'open-blobs': { type: 'string', value: 'N', about: 'blobs that a device has begun' },
  },
  notes: ['A running server takes new quotas on SIGHUP. Bytes a day of a device are those for all logs.'],
  run: async ({ options }) => {
    const named = textOption(options, 'log');
    const log: LogId | null = named === undefined ? null : parseLogId(named);
    if (named !== undefined && log === null) return fail('usage', '--log is the id of a log, 32 hexadecimal digits');
    const set: Record<string, number> = {};
    for (const [option, name] of Object.entries(quotaOptions)) {
      const value = readNumber(options, option);
      if (!value.ok) return value;
      if (value.value !== null) set[name] = value.value;
    }
    const written = await setQuotas(dataOf(options), log, set);
    if (!written.ok) return written;
    const shown = { ...defaultQuotas, ...written.value.default, ...(log === null ? {} : written.value.logs?.[log]) };
    return ok({ lines: Object.entries(shown).map(([name, value]) => `${name} ${value}`), data: written.value });
  },
};

export const adminFsckCommand: Command = {
  path: ['admin', 'fsck'],
  about: 'check every frame of a server and the roots that it signed',
  positionals: [],
  options: lookOptions,
  notes: [blobsNote],
  run: async (context) => {
    const report = await inspect(context, true);
    if (!report.ok) return report;
    const { logs, blobs } = report.value;
    return ok({
      lines: [...blobLines(report.value, context.options), ...logs.map((log) => [log.problem === null ? 'holds' : 'FAILED', log.log, log.size, log.signed ?? '-', log.members, log.forks, problemOf(log)].join('\t'))],
      data: { blobs, logs: logs.map(({ log, size, signed, members, forks, problem }) => ({ log, frames: size, signed, members, forks, problem })) },
      exitCode: logs.every(({ problem }) => problem === null) ? exitCodes.ok : exitCodes.failed,
    });
  },
};

export const adminScrubCommand: Command = {
  path: ['admin', 'scrub'],
  about: 'read every blob of a server and compare its hash',
  positionals: [],
  options: { ...dataOption, ...blobOptions, rate: { type: 'string', value: 'N', about: 'at most this many MiB a second (32)' } },
  run: async ({ options, terminal }) => {
    const rate = readNumber(options, 'rate');
    if (!rate.ok) return rate;
    const blobsAt = await readBlobOptions(options, terminal, true);
    if (!blobsAt.ok) return blobsAt;
    const bad: { readonly log: LogId; readonly blob: string }[] = [];
    const done = await scrubBlobs({
      data: dataOf(options), bytesPerSecond: Math.max(1, rate.value ?? 32) * 2 ** 20, onBad: (log, blob) => bad.push({ log, blob }), ...(blobsAt.value === null ? {} : { blobs: blobsAt.value }),
    });
    if (!done.ok) return done;
    const { blobs, bytes, unread } = done.value;
    const lines = [`blobs ${blobs}`, `bytes ${bytes}`, ...(unread === 0 ? [] : [`unread ${unread}`]), ...bad.map(({ log, blob }) => `FAILED\t${log}\t${blob}`)];
    return ok({ lines, data: { blobs, bytes, unread, bad }, exitCode: bad.length + unread === 0 ? exitCodes.ok : exitCodes.failed });
  },
};

function readNumber(options: OptionValues, name: string): Result<number | null, Failure<'usage'>> {
  const text = textOption(options, name);
  if (text === undefined) return ok(null);
  return /^\d{1,15}$/.test(text) ? ok(Number(text)) : fail('usage', `--${name} is a whole number`);
}
