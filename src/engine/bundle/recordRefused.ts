import { ok, type LogId } from '#base';
import type { BodyOf } from '#domain';
import type { Core } from '../core/core.ts';
import { recoveryEntry } from '../host/newFeed.ts';
import { writingRight } from '../membership/view.ts';
import type { Session } from '../session/openSession.ts';

/** Records that frames of a bundle did not verify and were left out, once for each bundle (docs/spec/bundle.md section 3). Nothing of what they hold is named. */
export async function recordRefused(core: Core, session: Session, log: LogId, bundles: readonly string[], refused: number, reasons: ReadonlyMap<string, number>): Promise<boolean> {
  const entry = session.book.get(log);
  const membership = entry?.open.reader.membership() ?? null;
  if (entry === null || membership === null || refused === 0 || writingRight(entry.open, membership, session.keyring.device.ed25519) !== 'yes') return false;
  const state = entry.open.state();
  const short = [...new Set(bundles.map((bundle) => bundle.slice(0, 8)))].sort();
  const named = short.join(', ');
  const counted: BodyOf<'recovery'>['refused'] = { frames: refused, bundles: short, reasons: [...reasons].filter(([, frames]) => frames > 0).sort(([left], [right]) => (left < right ? -1 : 1)).map(([reason, frames]) => ({ reason, frames })) };
  const detail = `${refused} ${refused === 1 ? 'frame' : 'frames'} of bundle ${named} did not verify and ${refused === 1 ? 'was' : 'were'} left out. What they hold is in no document.`;
  const isKnown = state.byKind.recovery.some((id) => {
    const body = state.entities.get(id)?.body;
    return body !== undefined && 'detail' in body && body.detail === detail;
  });
  if (isKnown) return false;
  const { random, zone } = core.options;
  const written = await entry.writer.record(() => ok([recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, what: 'damage', detail, refused: counted })]));
  return written.ok;
}
