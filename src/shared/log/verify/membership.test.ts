import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes } from '#base';
import { readyCrypto } from '#crypto';
import { createAdmins, createTeam, type Peer } from '../testing/team.ts';
import type { AdminOperation } from '../membership/types.ts';
import { createPieceFeeder } from './feedPieces.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckPiece } from './precheck.ts';
import type { VerificationReport } from './types.ts';
import { createLogVerifier } from './verifier.ts';

beforeAll(readyCrypto);

const verify = (frames: readonly Uint8Array[], peer: Peer | null = null): VerificationReport => {
  const verifier = createLogVerifier({ log: null, keys: peer === null ? null : { device: peer.device } });
  verifier.add(concatBytes(...frames));
  return verifier.finish();
};
const said = ({ lines }: VerificationReport) => Object.fromEntries(lines.map(({ code, text }) => [code, text]));

/** Members came and went, one of them after its removal, one beside it; one operation breaks a rule. */
function busyLog() {
  const { founder, admins: [, bad = founder], createPeer } = createAdmins(401, 2);
  const writer = createPeer();
  founder.admit(writer.device, 'writer');
  for (const peer of [bad, writer]) peer.take(...founder.frames());
  bad.admit(createPeer().device, 'reader');
  bad.write('meanwhile');
  founder.take(writer.write('seen'));
  founder.remove(bad.device);
  founder.remove(writer.device);
  founder.take(writer.write('late'), ...bad.frames());
  const proper = founder.plan({ op: 'rotate' });
  founder.force({ ...proper, epoch: { id: new Uint8Array(32), lockboxes: [] } } as AdminOperation);
  founder.write('and on');
  return { founder, writer };
}

describe('what the verifier says of a membership', () => {
  test('nothing of a log that never changed its own', () => {
    const { founder } = createTeam(400);
    founder.write('alone');
    expect(Object.keys(said(verify(founder.frames()))).filter((code) => /^(membership|operations|after|box)/.test(code))).toEqual([]);
  });

  test('who came, who went, what counts for nothing and what came after a removal', () => {
    const { founder } = busyLog();
    const report = verify(founder.frames());
    expect(report).toMatchObject({ verdict: 'failed', problems: [{ kind: 'malformed-body', text: expect.stringContaining('breaks the rules') }] });
    const lines = said(report);
    expect(lines['membership-changes']).toContain('1 device is a member now; 2 devices were removed.');
    expect(lines['operations-refused']).toContain('1 change of the membership breaks the rules');
    expect(lines['operations-for-nothing']).toContain('1 change of the membership counts for nothing');
    // Two of the admin, whose removal saw nothing of it, and the late one of the writer.
    expect(lines['after-removal']).toContain('3 frames are by a device that was removed');
    expect(Object.keys(lines)).not.toContain('content-failed');
    expect(Object.keys(lines)).not.toContain('authors-refused');
  });

  test('a box that does not open is said to who it is for, and changes no verdict', () => {
    const { founder } = createTeam(402);
    const proper = founder.plan({ op: 'rotate' });
    if (proper.op !== 'rotate') throw new Error('not a rotation');
    founder.force({ ...proper, epoch: { ...proper.epoch, lockboxes: proper.epoch.lockboxes.map(({ device }) => ({ device, box: new Uint8Array(96) })) } });
    expect(verify(founder.frames())).toMatchObject({ verdict: 'ok', problems: [] });
    const report = verify(founder.frames(), founder);
    expect(report).toMatchObject({ verdict: 'ok', problems: [{ kind: 'bad-lockbox' }] });
    expect(said(report)['box-does-not-open']).toContain('1 box for this device');
  });
});

test('a second thread changes nothing of the report', async () => {
  const { founder, writer } = busyLog();
  const helper: PieceHelper = { isReady: () => true, check: ({ bytes, frames }) => Promise.resolve(structuredClone(precheckPiece(bytes, frames))), end: () => undefined } as PieceHelper;
  for (const peer of [founder, writer, null]) {
    for (const frames of [founder.frames(), founder.frames().toReversed()]) {
      const feeder = createPieceFeeder(createLogVerifier({ log: founder.reader.log, keys: peer === null ? null : { device: peer.device } }), helper);
      for (const [index, frame] of frames.entries()) await feeder.add(frame, `piece ${index}`);
      const alone = createLogVerifier({ log: founder.reader.log, keys: peer === null ? null : { device: peer.device } });
      for (const [index, frame] of frames.entries()) alone.add(frame, `piece ${index}`);
      expect(await feeder.finish()).toEqual(alone.finish());
    }
  }
});
