import path from 'node:path';
import { bytesToSha256Hex, fail, formatUtc, ok, type EntityId, type Failure, type LogId, type Result } from '#base';
import { sha256 } from '#crypto';
import type { SlipStanding } from '#ipc';
import { describeCertificate } from '#timestamp';
import { secretOptions, textOption, type Command, type OptionValues } from '../command.ts';
import { exitCodes, type ExitCode } from '../output/exitCodes.ts';
import { findIncident, withVault, type CliSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

const place = [{ name: 'vault', about: 'folder of the vault' }, { name: 'incident', about: 'reference or log id of the incident' }] as const;
const MEANS = ['voice', 'paper', 'qr'] as const;
const STANDINGS: Readonly<Record<SlipStanding, { readonly text: string; readonly exitCode: ExitCode }>> = {
  agrees: { text: 'agrees: this copy holds the feed up to there with the same words', exitCode: exitCodes.ok },
  differs: { text: 'DIFFERS: this copy holds the feed up to there with other words; one of the two was changed, or the words were taken down wrongly', exitCode: exitCodes.failed },
  short: { text: 'SHORT: frames that were seen elsewhere are missing here', exitCode: exitCodes.incomplete },
  unknown: { text: 'unknown: no such journal and feed in this vault', exitCode: exitCodes.incomplete },
};

export const slipCommand: Command = {
  path: ['slip'],
  about: 'print the head slips of an incident, to be read to somebody else',
  positionals: place,
  options: { ...secretOptions },
  notes: ['One block per writer: journal code, feed code, number of frames, eight words, and the text of the QR code.'],
  run: ({ terminal, positionals, options }) => withIncident(terminal, options, positionals, async (session, log) => {
    const listed = await session.engine.handlers['slip.heads']({ log });
    if (!listed.ok) return listed;
    const { slips } = listed.value;
    return ok({
      lines: slips.flatMap((slip) => [`writer ${slip.author}\t${slip.fingerprint}`, `codes ${grouped(slip.logCode)}\t${grouped(slip.feedCode)}`, `frames ${slip.size}`, `words ${slip.words}`, `qr ${slip.qrText}`]),
      data: { slips: slips.map(({ qrSvg: _picture, ...slip }) => slip) },
    });
  }),
};

export const slipCheckCommand: Command = {
  path: ['slip-check'],
  about: 'record a head slip that somebody gave, and compare it with this copy',
  positionals: place,
  options: {
    from: { type: 'string', value: 'NAME', about: 'who gave it', required: true },
    means: { type: 'string', about: `${MEANS.join(', ')}; voice when absent, qr with --qr` },
    qr: { type: 'string', value: 'TEXT', about: 'the text of the QR code, instead of the four options below' },
    'log-code': { type: 'string', value: 'CODE', about: 'journal code, as 2477-0030' },
    'feed-code': { type: 'string', value: 'CODE', about: 'feed code' },
    size: { type: 'string', value: 'N', about: 'number of frames' },
    words: { type: 'string', value: 'WORDS', about: 'the eight words; the first four letters of each are enough' },
    ...secretOptions,
  },
  notes: ['Exit code 0: agrees; 1: differs; 2: this copy is shorter, or does not know the feed.'],
  run: ({ terminal, positionals, options }) => withIncident(terminal, options, positionals, async (session, log) => {
    const qrText = textOption(options, 'qr') ?? null;
    const means = MEANS.find((candidate) => candidate === (textOption(options, 'means') ?? (qrText === null ? 'voice' : 'qr')));
    if (means === undefined) return fail('usage', `--means is one of ${MEANS.join(', ')}`);
    const taken = await session.engine.handlers['slip.take']({
      log, from: textOption(options, 'from') ?? '', means, qrText, logCode: textOption(options, 'log-code') ?? '', feedCode: textOption(options, 'feed-code') ?? '',
      size: Number(textOption(options, 'size') ?? Number.NaN), words: textOption(options, 'words') ?? '',
    });
    if (!taken.ok) return taken;
    const { entry, standing } = taken.value;
    const { text, exitCode } = STANDINGS[standing];
    return ok({ lines: [text, `recorded as entry ${entry.number}`], data: { standing, entry: entry.entryId, number: entry.number }, exitCode });
  }),
};

export const stampRequestCommand: Command = {
  path: ['stamp-request'],
  about: 'state how far the journal reaches and write a time-stamp request for a courier (RFC 3161)',
  positionals: place,
  options: { out: { type: 'string', value: 'DIR', about: 'folder for the request and the statement', required: true }, ...secretOptions },
  notes: ['The request is recorded. Carry the .tsq file to the authority: curl -H "Content-Type: application/timestamp-query" --data-binary @FILE.tsq URL > reply.tsr'],
  run: ({ terminal, positionals, options }) => withIncident(terminal, options, positionals, async (session, log) => {
    const folder = path.resolve(textOption(options, 'out') ?? '');
    if (!terminal.isFolder(folder)) return fail('missing', 'the folder of --out does not exist');
    const asked = await session.engine.handlers['stamp.request']({ log });
    if (!asked.ok) return asked;
    const { request, statement, entry } = asked.value;
    for (const file of [request, statement]) {
      const written = terminal.writeNew(path.join(folder, file.fileName), file.bytes);
      if (!written.ok) return written;
    }
    return ok({
      lines: [`wrote ${path.join(folder, request.fileName)}`, `wrote ${path.join(folder, statement.fileName)}`, `statement sha256 ${statement.sha256}`, `recorded as entry ${entry.number}`],
      data: { request: path.join(folder, request.fileName), statement: path.join(folder, statement.fileName), statementSha256: statement.sha256, number: entry.number },
    });
  }),
};

export const stampAddCommand: Command = {
  path: ['stamp-add'],
  about: 'check the reply of a time-stamp authority offline and record the token',
  positionals: place,
  options: {
    token: { type: 'string', value: 'FILE', about: 'reply (.tsr) or token of the authority', required: true },
    authority: { type: 'string', value: 'FILE', about: 'certificate that you trust: root or signing certificate, DER or PEM', required: true },
    name: { type: 'string', about: 'what the authority is called in the journal; the name in the certificate when absent' },
    ...secretOptions,
  },
  notes: ['The certificate is recorded with the first token of the authority. A token that does not hold is refused with its class, and nothing of it is recorded.', 'Revocation is not looked up.'],
  run: ({ terminal, positionals, options }) => withIncident(terminal, options, positionals, async (session, log) => {
    const [token, certificate] = ['token', 'authority'].map((name) => terminal.read(path.resolve(textOption(options, name) ?? '')));
    if (token === undefined || certificate === undefined) throw new Error('two files are read');
    if (!token.ok) return token;
    if (!certificate.ok) return certificate;
    const authority = await chosenAuthority(session, log, certificate.value, textOption(options, 'name'));
    if (!authority.ok) return authority;
    const taken = await session.engine.handlers['stamp.take']({ log, bytes: token.value, authority: authority.value });
    if (!taken.ok) return fail(taken.error.kind, `${taken.error.kind}: ${taken.error.message}`);
    const at = formatUtc(taken.value.generatedAt, 'ms');
    return ok({ lines: [`holds: stamped at ${at}`, `recorded as entry ${taken.value.entry.number}`, 'not proven: whether a certificate was revoked'], data: { generatedAt: at, number: taken.value.entry.number } });
  }),
};

async function chosenAuthority(session: CliSession, log: LogId, bytes: Uint8Array, name: string | undefined): Promise<Result<EntityId, Failure>> {
  const described = describeCertificate(bytes);
  if (!described.ok) return described;
  const fingerprint = bytesToSha256Hex(sha256(described.value.der));
  const find = async () => (await session.ask('witness', { log })).authorities.find((authority) => authority.sha256 === fingerprint)?.id;
  const known = await find();
  if (known !== undefined) return ok(known);
  const added = await session.engine.handlers['authority.add']({ log, name: name ?? described.value.subject, bytes });
  return added.ok ? ok(added.value.entry.entryId) : added;
}

function withIncident<T>(terminal: Terminal, options: OptionValues, positionals: readonly string[], work: (session: CliSession, log: LogId) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  return withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const card = await findIncident(session, positionals[1] ?? '');
    return card.ok ? work(session, card.value.log) : card;
  });
}

function grouped(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
