import { bytesToHex, fail, ok, type Failure, type Result } from '#base';
import { carryOutRotation, prepareRotation, readRotation, withdrawRotation, type NewKeys, type RotationReport } from '#server';
import { textOption, type Command } from '../command.ts';

const choices: readonly NewKeys[] = ['tls', 'identity', 'both'];

export const adminRotateCommand: Command = {
  path: ['admin', 'rotate'],
  about: 'give a server other keys, signed by the old ones',
  positionals: [],
  options: {
    data: { type: 'string', value: 'DIR', about: 'folder of the server', required: true },
    new: { type: 'string', value: 'WHICH', about: 'make new keys and announce them: tls, identity or both' },
    switch: { type: 'boolean', about: 'use the keys that were announced' },
    withdraw: { type: 'boolean', about: 'take back what was announced' },
  },
  notes: ['Without --new, --switch and --withdraw it shows what is announced. A running server reads it on SIGHUP.', 'Consoles take new keys while the old ones serve: switch when those that matter have. Vouchers end with the identity that signed them.'],
  run: async ({ options }) => {
    const data = textOption(options, 'data') ?? '';
    const wanted = textOption(options, 'new');
    const which = choices.find((one) => one === wanted);
    if (wanted !== undefined && which === undefined) return fail('usage', '--new is tls, identity or both');
    if ([wanted !== undefined, options['switch'] === true, options['withdraw'] === true].filter(Boolean).length > 1) return fail('usage', 'only one of --new, --switch and --withdraw');
    const done: Result<RotationReport, Failure> = which !== undefined ? await prepareRotation(data, which) : options['switch'] === true ? await carryOutRotation(data) : options['withdraw'] === true ? await withdrawRotation(data) : await readRotation(data);
    if (!done.ok) return done;
    const { fingerprint, announced } = done.value;
    return ok({
      lines: [`fingerprint ${fingerprint}`, ...(announced === null ? [] : [`announced ${announced.fingerprint}`, `since ${new Date(announced.at).toISOString()}`])],
      data: { fingerprint, announced: announced === null ? null : { fingerprint: announced.fingerprint, at: announced.at, rotation: bytesToHex(announced.bytes) } },
    });
  },
};
