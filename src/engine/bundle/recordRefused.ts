import { ok, type LogId } from '#base';
import type { Core } from '../core/core.ts';
import { recoveryEntry } from '../host/newFeed.ts';
import { writingRight } from '../membership/view.ts';
import type { Session } from '../session/openSession.ts';

/** Records that frames of a bundle did not verify and were left out, once for each bundle (docs/spec/bundle.md section 3). Nothing of what they hold is named. */
export async function recordRefused(core: Core, session: Session, log: LogId, bundles: readonly string[], refused: number): Promise<boolean> {
  const entry = session.book.get(log);
  const membership = entry?.open.reader.membership() ?? null;
  if (entry === null || membership === null || refused === 0 || writingRight(entry.open, membership, session.keyring.device.ed25519) !== 'yes') return false;
  const state = entry.open.state();
  const named = [...new Set(bundles)].map((bundle) => bundle.slice(0, 8)).sort().join(', ');
  const detail = `${refused} ${refused === 1 ? 'frame' : 'frames'} of bundle ${named} did not verify and ${refused === 1 ? 'was' : 'were'} left out. What they hold is in no document.`;
  const isKnown = state.byKind.recovery.some((id) => {
    const body = state.entities.get(id)?.body;
    return body !== undefined && 'detail' in body && body.detail === detail;
  });
  if (isKnown) return false;
  const { random, zone } = core.options;
  const written = await entry.writer.record(() => ok([recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, what: 'damage', detail })]));
  return written.ok;
}
