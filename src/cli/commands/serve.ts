import { renderUnicodeCompact } from 'uqr';
import { fail, ok, type Failure, type Result } from '#base';
import { checkDatabase, checkServer, openDatabaseStore, startServer, type Finding, type Handled, type RunningServer } from '#server';
import { addressText, pairingText, parseAddress, serverFingerprint, voucherText, type ServerAddress } from '#sync';
import { textOption, type Command, type CommandOutput, type OptionValues } from '../command.ts';
import { databaseNote, databaseOption, readDatabase } from '../input/readDatabase.ts';
import { exitCodes } from '../output/exitCodes.ts';
import type { Terminal } from '../terminal.ts';
import { problemOf } from './admin.ts';
import { blobOptions, checkBlobs, readBlobOptions, readScrubOption, scrubOption } from './blobOptions.ts';

export const serveCommand: Command = {
  path: ['serve'],
  about: 'serve logs to consoles over a network',
  positionals: [],
  options: {
    data: { type: 'string', value: 'DIR', about: 'folder of the server, made when it is not there', required: true },
    ...databaseOption,
    listen: { type: 'string', value: 'HOST:PORT', about: 'where to listen (0.0.0.0:8443)' },
    address: { type: 'string', value: 'HOST:PORT', about: 'what the pairing code names, when consoles reach it by another address' },
    metrics: { type: 'string', value: 'HOST:PORT', about: 'give numbers and health on this loopback address' },
    ...blobOptions,
    ...scrubOption,
    check: { type: 'boolean', about: 'look at everything as a start would, and end' },
    quiet: { type: 'boolean', about: 'no line for each request' },
  },
  notes: ['It runs until SIGTERM or SIGINT. Whoever has the voucher can found a log; the pairing code is no secret, but must reach people unchanged.', databaseNote],
  run: async ({ terminal, options }) => {
    const data = textOption(options, 'data') ?? '';
    const database = readDatabase(terminal, options);
    if (!database.ok) return database;
    if (options['check'] === true) return check(data, database.value, await checkBlobs(options, terminal));
    const listen = readAddress(options, 'listen', '0.0.0.0:8443');
    const shown = readAddress(options, 'address');
    const metrics = readAddress(options, 'metrics');
    if (!listen.ok) return listen;
    if (!shown.ok) return shown;
    if (!metrics.ok) return metrics;
    const scrub = readScrubOption(options);
    if (!scrub.ok) return scrub;
    const onNotice = (text: string): void => terminal.err(`holdfast: note: ${text}\n`);
    const store = database.value === null ? null : await openDatabaseStore({ url: database.value, onNotice });
    if (store?.ok === false) return store;
    const blobs = await readBlobOptions(options, terminal);
    if (!blobs.ok) {
      await store?.value.close();
      return blobs;
    }
    const started = await startServer({
      ...(blobs.value === null ? {} : { blobs: blobs.value }), scrub: scrub.value,
      data, address: listen.value ?? { host: '0.0.0.0', port: 8443 }, metrics: metrics.value, onNotice, ...(store === null ? {} : { store: store.value }),
      observer: {
        onRequest: (handled) => {
          if (options['quiet'] !== true) terminal.err(lineOf(handled));
        },
        onBug: (verb, error) => terminal.err(`holdfast: bug in ${verb}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}\n`),
      },
    });
    if (!started.ok) return started;
    announce(terminal, started.value, shown.value ?? started.value.address, options['json'] === true);
    await untilStopped(started.value, terminal, shown.value ?? started.value.address);
    return ok({ lines: [], data: null, printed: true });
  },
};

async function check(data: string, database: string | null, ofBlobs: readonly Finding[]): Promise<Result<CommandOutput, Failure>> {
  const shared = database === null ? null : { open: () => openDatabaseStore({ url: database, readOnly: true }), check: (own: Parameters<typeof checkDatabase>[1]) => checkDatabase(database, own) };
  const report = await checkServer(data, shared);
  if (!report.ok) return report;
  const { fingerprint, logs } = report.value;
  const findings = [...report.value.findings, ...ofBlobs];
  const holds = findings.every(({ state }) => state !== 'failed') && logs.every(({ problem }) => problem === null);
  return ok({
    lines: [...findings.map(({ state, text }) => `${state === 'failed' ? 'FAILED' : state}\t${text}`), ...logs.map((log) => [log.problem === null ? 'ok' : 'FAILED', log.log, log.size, problemOf(log)].join('\t'))],
    data: { fingerprint, findings, logs: logs.map(({ log, size, problem }) => ({ log, frames: size, problem })) },
    exitCode: holds ? exitCodes.ok : exitCodes.failed,
  });
}

function readAddress(options: OptionValues, name: string, other?: string): Result<ServerAddress | null, Failure<'usage'>> {
  const text = textOption(options, name) ?? other;
  if (text === undefined) return ok(null);
  // Port 0 asks the system for a free one, which only a listener may do.
  const free = /^(.+):0$/.exec(text)?.[1];
  const address = parseAddress(free === undefined ? text : `${free}:1`);
  if (!address.ok) return fail('usage', `--${name}: ${address.error.message}`);
  return ok(free === undefined ? address.value : { ...address.value, port: 0 });
}

function announce(terminal: Terminal, server: RunningServer, shown: ServerAddress, json: boolean): void {
  const { signer, tls } = server.identity;
  const pairing = pairingText({ address: shown, pin: tls.pin, identity: signer.identity });
  const fingerprint = serverFingerprint(signer.identity, tls.pin);
  const voucher = server.firstVoucher === null ? null : voucherText(server.firstVoucher);
  const metrics = server.metricsAddress === null ? null : addressText(server.metricsAddress);
  if (json) {
    terminal.out(`${JSON.stringify({ address: addressText(server.address), fingerprint, pairing, voucher, metrics, logs: server.ledger.all().length })}\n`);
    return;
  }
  const lines = [
    `address ${addressText(shown)}`, `fingerprint ${fingerprint}`, `pairing ${pairing}`, '', renderUnicodeCompact(pairing), '',
    ...(metrics === null ? [] : [`metrics http://${metrics}/metrics`]), ...(voucher === null ? [] : ['voucher for one log (shown once; holdfast admin voucher makes others):', voucher, '']),
    `serving ${server.ledger.all().length} logs on ${addressText(server.address)}`, '',
  ];
  terminal.out(lines.join('\n'));
}

function lineOf({ verb, outcome, device, bytesIn, bytesOut }: Handled): string {
  return `${new Date().toISOString()} ${verb} ${outcome} ${device?.slice(0, 8) ?? '-'} ${bytesIn} ${bytesOut}\n`;
}

function reloaded(server: RunningServer, keys: 'same' | 'announced' | 'switched', shown: ServerAddress): string {
  const { signer, tls } = server.identity;
  const words = {
    same: '', announced: 'holdfast: a rotation of the keys is announced from now on\n',
    switched: `holdfast: the new keys are used from now on; fingerprint ${serverFingerprint(signer.identity, tls.pin)}; pairing ${pairingText({ address: shown, pin: tls.pin, identity: signer.identity })}\n`,
  };
  return `holdfast: quotas read again\n${words[keys]}`;
}

function togglePause({ scrub }: RunningServer): string {
  if (scrub === null) return 'holdfast: the scrub is off\n';
  if (scrub.isPaused()) scrub.resume();
  else scrub.pause();
  return `holdfast: the scrub ${scrub.isPaused() ? 'is paused' : 'goes on'}\n`;
}

/** Runs until the first signal to stop; a second one ends the process as signals do. */
async function untilStopped(server: RunningServer, terminal: Terminal, shown: ServerAddress): Promise<void> {
  const reload = (): void => {
    void server.reload().then((again) => terminal.err(again.ok ? reloaded(server, again.value.keys, shown) : `holdfast: ${again.error.message}\n`));
  };
  process.on('SIGHUP', reload);
  const pause = (): void => terminal.err(togglePause(server));
  process.on('SIGUSR2', pause);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  process.off('SIGHUP', reload);
  process.off('SIGUSR2', pause);
  await server.close();
}
