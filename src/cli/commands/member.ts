import path from 'node:path';
import { bytesToText, fail, formatUtc, ok, textToBytes, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { fingerprintMeans, invitationHistories, memberRoles } from '#domain';
import type { MembersView, MemberView } from '#ipc';
import { secretOptions, textOption, type Command, type OptionValues } from '../command.ts';
import { findIncident, withVault, type CliSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

const DAY_MS = 86_400_000;
const place = [{ name: 'vault', about: 'folder of the vault' }, { name: 'incident', about: 'reference or log id of the incident' }] as const;
const device = { name: 'member', about: 'fingerprint of the device, its beginning when only one fits, or its name' } as const;

export const memberListCommand: Command = {
  path: ['member', 'list'],
  about: 'print who may read and write an incident',
  positionals: place,
  options: { ...secretOptions },
  notes: ['Fingerprint, role, verification, entries, last entry (UTC), name; then removed devices and open invitations.'],
  run: ({ terminal, positionals, options }) => withLog(terminal, options, positionals, async (session, log) => {
    const view = await session.ask('members', { log });
    return ok({ lines: listLines(view), data: view });
  }),
};

export const memberInviteCommand: Command = {
  path: ['member', 'invite'],
  about: 'invite somebody; the words go into a new file and nowhere else',
  positionals: place,
  options: {
    for: { type: 'string', value: 'NAME', about: 'for whom, kept in this vault only', required: true },
    out: { type: 'string', value: 'FILE', about: 'new file for the words and the text of the QR code', required: true },
    role: { type: 'string', about: `${memberRoles.join(', ')}; writer when absent` },
    history: { type: 'string', about: `${invitationHistories.join(', ')}; all when absent` },
    days: { type: 'string', value: 'N', about: 'good for so many days; 3 when absent, 0 for no end' },
    ...secretOptions,
  },
  notes: ['The file holds a secret until the invitation is used: twelve words, twelve words of the incident, and on its second line the text of the code.'],
  run: ({ terminal, positionals, options }) => withLog(terminal, options, positionals, async (session, log) => {
    const role = memberRoles.find((value) => value === (textOption(options, 'role') ?? 'writer'));
    const history = invitationHistories.find((value) => value === (textOption(options, 'history') ?? 'all'));
    const days = Number(textOption(options, 'days') ?? '3');
    if (role === undefined || history === undefined || !Number.isInteger(days) || days < 0 || days > 3660) return fail('usage', 'role, history or days are not among the values that --help names');
    const target = path.resolve(textOption(options, 'out') ?? '');
    const made = await session.engine.handlers['member.invite']({ log, role, history, expires: days === 0 ? null : ((Date.now() + days * DAY_MS) as UnixMs), forWhom: textOption(options, 'for') ?? '' });
    if (!made.ok) return made;
    const { words, logWords, qrText, invitation, fingerprint, expires } = made.value;
    const written = terminal.writeNew(target, textToBytes(`${words} ${logWords}\n${qrText}\n`));
    if (!written.ok) return written;
    return ok({
      lines: [`wrote ${target}`, `invitation ${invitation}`, `role ${role}`, `history ${history}`, `until ${expires === null ? '-' : formatUtc(expires, 'minute')}`, `fingerprint ${fingerprint}`],
      data: { file: target, invitation, role, history, expires, fingerprint },
    });
  }),
};

export const memberRequestCommand: Command = {
  path: ['member', 'request'],
  about: 'ask to join an incident: makes a request file for who invited',
  positionals: [{ name: 'vault', about: 'folder of the vault that joins' }],
  options: {
    'words-file': { type: 'string', value: 'FILE', about: 'the first line holds the twenty-four words or the text of the code' },
    'words-fd': { type: 'string', value: 'N', about: 'the same from an open file descriptor' },
    out: { type: 'string', value: 'FILE', about: 'new file to write (.hfj)', required: true },
    ...secretOptions,
  },
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const words = readWords(terminal, options);
    if (!words.ok) return words;
    const made = await session.engine.handlers['member.joinRequest']({ invitation: words.value });
    if (!made.ok) return made;
    const target = path.resolve(textOption(options, 'out') ?? '');
    const written = terminal.writeNew(target, made.value.bytes);
    if (!written.ok) return written;
    const { fingerprint, logCode } = made.value;
    return ok({ lines: [`wrote ${target}`, `fingerprint ${fingerprint}`, `incident ${logCode.slice(0, 4)}-${logCode.slice(4)}`], data: { file: target, fingerprint, logCode } });
  }),
};

export const memberAdmitCommand: Command = {
  path: ['member', 'admit'],
  about: 'admit the device of a request file',
  positionals: place,
  options: {
    request: { type: 'string', value: 'FILE', about: 'the request file (.hfj)', required: true },
    compared: { type: 'string', about: `how the fingerprint was compared: ${fingerprintMeans.join(', ')}; without it the member stays unverified` },
    fingerprint: { type: 'string', value: 'DIGITS', about: 'admit by the fingerprint that was read out, when the invitation cannot be used any more' },
    role: { type: 'string', about: 'with --fingerprint: the role; writer when absent' },
    history: { type: 'string', about: 'with --fingerprint: all or from-now; all when absent' },
    ...secretOptions,
  },
  run: ({ terminal, positionals, options }) => withLog(terminal, options, positionals, async (session, log) => {
    const file = terminal.read(path.resolve(textOption(options, 'request') ?? ''));
    if (!file.ok) return file;
    const compared = textOption(options, 'compared');
    const means = fingerprintMeans.find((value) => value === compared);
    const role = memberRoles.find((value) => value === (textOption(options, 'role') ?? 'writer'));
    const history = invitationHistories.find((value) => value === (textOption(options, 'history') ?? 'all'));
    if ((compared !== undefined && means === undefined) || role === undefined || history === undefined) return fail('usage', 'compared, role or history are not among the values that --help names');
    const typed = textOption(options, 'fingerprint');
    const bytes = new Uint8Array(file.value);
    const done = await session.engine.handlers['member.admit']({ log, bytes, without: typed === undefined ? null : { typed, role, history }, check: means === undefined ? null : { means, name: null } });
    if (!done.ok) return done;
    const member = (await session.ask('members', { log })).members.find((one) => one.device === done.value.device);
    return ok({ lines: [`admitted ${member?.fingerprint ?? done.value.device}`, `role ${member?.role ?? '-'}`, `name ${done.value.name ?? '-'}`], data: { device: done.value.device, name: done.value.name, role: member?.role ?? null } });
  }),
};

export const memberRoleCommand: Command = {
  path: ['member', 'role'],
  about: 'change the role of a member',
  positionals: [...place, device],
  options: { role: { type: 'string', about: memberRoles.join(', '), required: true }, ...secretOptions },
  run: ({ terminal, positionals, options }) => withMember(terminal, options, positionals, async (session, log, member) => {
    const role = memberRoles.find((value) => value === textOption(options, 'role'));
    if (role === undefined) return fail('usage', `--role is one of ${memberRoles.join(', ')}`);
    const done = await session.engine.handlers['member.setRole']({ log, device: member.device, role });
    return done.ok ? ok({ lines: [`${member.fingerprint} is ${role}`], data: { device: member.device, role } }) : done;
  }),
};

export const memberRemoveCommand: Command = {
  path: ['member', 'remove'],
  about: 'remove a member and make a new key; the reason is sealed as a decision',
  positionals: [...place, device],
  options: { reason: { type: 'string', value: 'TEXT', about: 'why', required: true }, ...secretOptions },
  notes: ['Exit code 2: recorded as the first of two voices; another admin has to second it.'],
  run: ({ terminal, positionals, options }) => withMember(terminal, options, positionals, async (session, log, member) => {
    const done = await session.engine.handlers['member.remove']({ log, device: member.device, reason: textOption(options, 'reason') ?? '' });
    if (!done.ok) return done;
    const { effective } = done.value;
    return ok({ lines: [effective ? `removed ${member.fingerprint}` : `one voice to remove ${member.fingerprint}; another admin has to second it`], data: { device: member.device, effective }, ...(effective ? {} : { exitCode: 2 as const }) });
  }),
};

export const memberRotateCommand: Command = {
  path: ['member', 'rotate'],
  about: 'make a new key for the members as they are',
  positionals: place,
  options: { ...secretOptions },
  run: ({ terminal, positionals, options }) => withLog(terminal, options, positionals, async (session, log) => {
    const done = await session.engine.handlers['member.rotate']({ log });
    return done.ok ? ok({ lines: ['a new key is in force'], data: {} }) : done;
  }),
};

export const memberExposureCommand: Command = {
  path: ['member', 'exposure'],
  about: 'print what a device could read of an incident, and what came from it after its removal',
  positionals: [...place, device],
  options: { ...secretOptions },
  run: ({ terminal, positionals, options }) => withMember(terminal, options, positionals, async (session, log, member) => {
    const report = await session.engine.handlers['member.exposure']({ log, device: member.device });
    if (!report.ok) return report;
    const { entries, epochs, firstAt, lastAt, entriesBeyond, evidence, dataSets, framesAfter, entriesAfter, lastFrame, elsewhere } = report.value;
    const at = (time: UnixMs | null): string => (time === null ? '-' : formatUtc(time, 'second'));
    return ok({
      lines: [
        `entries ${entries}`, `keys ${epochs}`, `first ${at(firstAt)}`, `last ${at(lastAt)}`, `beyond ${entriesBeyond}`, ...evidence.map(({ ref, name }) => `evidence ${ref}\t${name}`), ...dataSets.map(({ ref, name }) => `data-set ${ref}\t${name}`),
        `last-frame ${lastFrame === null ? '-' : `${lastFrame.seq}\t${at(lastFrame.at)}\t${lastFrame.witnessed ? 'witnessed' : 'not witnessed'}`}`, `after-removal ${framesAfter} frames\t${entriesAfter} entries`, ...elsewhere.map(({ incident, removed }) => `elsewhere ${removed ? 'removed' : 'member'}\t${incident}`), 'what was read cannot be taken back',
      ],
      data: report.value,
    });
  }),
};

type Work<T> = (session: CliSession, log: LogId) => Promise<Result<T, Failure>>;

function withLog<T>(terminal: Terminal, options: OptionValues, [vault = '', incident = '']: readonly string[], work: Work<T>): Promise<Result<T, Failure>> {
  return withVault(terminal, options, vault, async (session) => {
    const card = await findIncident(session, incident);
    return card.ok ? work(session, card.value.log) : card;
  });
}

interface Named { readonly device: string; readonly fingerprint: string; readonly name: string | null }

function withMember<T>(terminal: Terminal, options: OptionValues, positionals: readonly string[], work: (session: CliSession, log: LogId, member: Named) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  return withLog(terminal, options, positionals, async (session, log) => {
    const view = await session.ask('members', { log });
    const named = (positionals[2] ?? '').trim().toLowerCase();
    const digits = named.replaceAll(' ', '');
    const fits = [...view.members, ...view.removed].filter((one) => one.device === digits || (digits.length >= 4 && one.fingerprint.replaceAll(' ', '').startsWith(digits)) || one.name?.toLowerCase() === named);
    const [only] = fits;
    if (only === undefined) return fail('missing', 'there is no such member; holdfast member list shows them');
    return fits.length === 1 ? work(session, log, only) : fail('usage', 'several members fit; write the whole fingerprint');
  });
}

function readWords(terminal: Terminal, options: OptionValues): Result<string, Failure> {
  const [file, descriptor] = [textOption(options, 'words-file'), textOption(options, 'words-fd')];
  if ((file === undefined) === (descriptor === undefined) || (descriptor !== undefined && !/^\d{1,4}$/.test(descriptor))) return fail('usage', 'name either --words-file FILE or --words-fd N: words are never taken from an argument');
  const read = terminal.read(file ?? Number(descriptor));
  if (!read.ok) return read;
  const line = bytesToText(read.value)?.split(/\r?\n/, 1)[0] ?? '';
  return line === '' ? fail('io', 'the words could not be read: the first line is empty or not UTF-8') : ok(line);
}

function listLines(view: MembersView): readonly string[] {
  const at = (time: UnixMs | null): string => (time === null ? '-' : formatUtc(time, 'second'));
  const toLine = (member: MemberView): string => [member.fingerprint, member.role, member.standing, member.entries, at(member.lastEntryAt), member.name ?? '-'].join('\t');
  return [
    ...view.members.map(toLine),
    ...view.removed.map((gone) => [gone.fingerprint, 'removed', `${gone.entriesAfter} after`, '-', at(gone.lastEntryAt), gone.name ?? '-'].join('\t')),
    ...view.invitations.map((one) => [one.invitation, `invitation ${one.role}`, one.history, one.expired ? 'expired' : 'open', at(one.expires), one.forWhom ?? '-'].join('\t')),
    ...(view.unopened === 0 ? [] : [`unopened ${view.unopened} frames`]),
    ...(view.newKey === 'not-due' ? [] : [`new key due: ${view.newKey}`]),
    ...(view.heads > 1 ? [`membership heads ${view.heads}`] : []),
  ];
}
