import type { UnixMs } from '#base';
import type { Entity } from '../view.ts';

/** A bridge with everybody who was ever on it. */
export interface BridgeView {
  readonly bridge: Entity<'bridge'>;
  readonly people: readonly Entity<'attendance'>[];
  readonly present: number;
  /** People on the bridge now of whom nobody made sure who they are. */
  readonly unverified: number;
  /** When it was opened with a roll-call; null while nobody was called. */
  readonly openedAt: UnixMs | null;
  readonly closedAt: UnixMs | null;
}

/** Standing bridges with their roll-calls, the open ones first, the newest first among them (docs/spec/channels.md section 4). */
export function bridgeViews(bridges: readonly Entity<'bridge'>[], attendance: readonly Entity<'attendance'>[]): readonly BridgeView[] {
  return bridges.filter((bridge) => bridge.retracted === null).map((bridge): BridgeView => {
    const people = attendance.filter((person) => person.body.bridge === bridge.id && person.retracted === null).toSorted((left, right) => left.stamp.number - right.stamp.number);
    const present = people.filter((person) => person.state === 'present');
    const closed = bridge.state === 'closed' ? bridge.changes.findLast((change) => change.type === 'transition' && !change.reverted) : undefined;
    return {
      bridge, people, present: present.length, unverified: present.filter(({ body }) => !isVerified(body.check)).length, openedAt: openedAt(bridge, people), closedAt: closed?.stamp.occurred.at ?? null,
    };
  }).toSorted((left, right) => Number(left.bridge.state === 'closed') - Number(right.bridge.state === 'closed') || right.bridge.stamp.number - left.bridge.stamp.number);
}

/** True when somebody proved who they are: an answer that failed, and none at all, are no proof. */
export function isVerified({ means, result }: Entity<'attendance'>['body']['check']): boolean {
  return means !== 'not-verified' && result === 'passed';
}

function openedAt(bridge: Entity<'bridge'>, people: readonly Entity<'attendance'>[]): UnixMs | null {
  const joined = people.flatMap(({ stamp }) => (stamp.occurred.at === null ? [] : [stamp.occurred.at]));
  const { at } = bridge.stamp.occurred;
  return at === null || joined.length === 0 ? null : (Math.max(at, Math.min(...joined)) as UnixMs);
}
