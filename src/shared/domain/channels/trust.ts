import type { EntityId } from '#base';
import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';

export type Trust = 'trusted' | 'distrusted' | 'compromised' | 'unknown';
type Dependency = BodyOf<'channel'>['dependencies'][number];

/** Why a channel is trusted or not. `number` is the entry since which it holds. */
export type TrustReason =
  | { readonly kind: 'stated'; readonly number: number; readonly trust: Trust; readonly by: string; readonly reason: string | null }
  | { readonly kind: 'corporate'; readonly number: number }
  | { readonly kind: 'shares'; readonly number: number; readonly dependency: Dependency }
  | { readonly kind: 'needs'; readonly number: number; readonly name: string; readonly subject: EntityId };

/** One channel and what follows for it (docs/spec/channels.md section 2). */
export interface ChannelTrust {
  readonly channel: Entity<'channel'>;
  readonly trust: Trust;
  /** What decided, the newest first; a statement that something newer outweighs is left out. Empty: nothing was said and nothing speaks against it. */
  readonly reasons: readonly TrustReason[];
  /** True when it neither belongs to the organisation under attack nor shares anything with it. */
  readonly outOfBand: boolean;
}

/** All standing channels with the trust in them. `major` is the number of the entry that made the incident major, null when it is not. */
export interface ChannelsView { readonly major: number | null; readonly rows: readonly ChannelTrust[] }

// What an intruder in the environment controls; a carrier or a vendor in common only raises doubt.
const controlled: readonly Dependency[] = ['identity-provider', 'device', 'network'];
const suspectSystems: readonly string[] = ['suspected', 'in-scope', 'compromised', 'contained', 'collected'];
const suspectAccounts: readonly string[] = ['suspected', 'compromised'];

/** Trust in every channel that stands, as the journal reads (docs/spec/channels.md section 2). */
export function channelsView(state: IncidentState): ChannelsView {
  const major = majorSince(state);
  const channels = standingOf(state, 'channel');
  const suspects = suspectThings(state);
  const byName = new Map(channels.flatMap((channel) => namesOf(channel).map((name) => [name, channel] as const)));
  const known = new Map<EntityId, ChannelTrust>();
  const judge = (channel: Entity<'channel'>, asking: readonly EntityId[]): ChannelTrust => {
    const found = known.get(channel.id);
    if (found !== undefined) return found;
    const needed = channel.body.needs.flatMap((name): readonly TrustReason[] => {
      const suspect = suspects.get(fold(name));
      if (suspect !== undefined) return [{ kind: 'needs', name, subject: suspect.id, number: suspect.number }];
      const other = byName.get(fold(name));
      // Two channels that need each other say nothing about one another.
      if (other === undefined || other.id === channel.id || asking.includes(other.id)) return [];
      const { trust, reasons } = judge(other, [...asking, channel.id]);
      return trust === 'distrusted' || trust === 'compromised' ? [{ kind: 'needs', name, subject: other.id, number: reasons[0]?.number ?? 0 }] : [];
    });
    const judged = weigh(channel, [...majorReasons(channel, major), ...needed]);
    if (asking.length === 0) known.set(channel.id, judged);
    return judged;
  };
  return { major, rows: channels.map((channel) => judge(channel, [])) };
}

/** The number of the entry since which the incident is major, null when it is not. */
export function majorSince({ incident }: IncidentState): number | null {
  if (incident === null || !incident.body.major) return null;
  const change = incident.changes.findLast((each) => each.type === 'amend' && each.field === 'major' && !each.reverted);
  return change?.stamp.number ?? incident.stamp.number;
}

/** The channel that an address, a number, a name or a reference means, or null. */
export function findChannel<T extends { readonly channel: Entity<'channel'> }>(rows: readonly T[], written: string): T | null {
  const wanted = fold(written);
  return wanted === '' ? null : (rows.find(({ channel }) => namesOf(channel).includes(wanted)) ?? null);
}

/** True when a message may not go out here without a decision. */
export function isBlocked({ trust }: Pick<ChannelTrust, 'trust'>): boolean {
  return trust === 'distrusted' || trust === 'compromised';
}

function majorReasons({ body }: Entity<'channel'>, major: number | null): readonly TrustReason[] {
  if (major === null) return [];
  return [...(body.corporate === true ? [{ kind: 'corporate', number: major } as const] : []), ...body.dependencies.map((dependency) => ({ kind: 'shares', number: major, dependency }) as const)];
}

// A word of trust holds against what was known when it was given, and not against what came to light afterwards.
function weigh(channel: Entity<'channel'>, causes: readonly TrustReason[]): ChannelTrust {
  const outOfBand = channel.body.corporate !== true && channel.body.dependencies.length === 0;
  const stated = statementOf(channel);
  const against = causes.filter((cause) => stated === null || cause.number > stated.number);
  const hard = against.filter((cause) => cause.kind !== 'shares' || controlled.includes(cause.dependency));
  const newestFirst = (reasons: readonly TrustReason[]): readonly TrustReason[] => reasons.toSorted((left, right) => right.number - left.number);
  if (stated !== null && (stated.trust === 'compromised' || stated.trust === 'distrusted')) return { channel, trust: stated.trust, reasons: newestFirst([stated, ...against]), outOfBand };
  if (hard.length > 0) return { channel, trust: 'distrusted', reasons: newestFirst(against), outOfBand };
  if (stated !== null) return { channel, trust: stated.trust, reasons: newestFirst([stated, ...against]), outOfBand };
  return { channel, trust: 'unknown', reasons: newestFirst(against), outOfBand };
}

function statementOf(channel: Entity<'channel'>): Extract<TrustReason, { readonly kind: 'stated' }> | null {
  if (channel.state === null || channel.state === 'unstated') return null;
  const trust = channel.state as Trust;
  const change = channel.changes.findLast((each) => each.type === 'transition' && !each.reverted);
  return change?.type === 'transition'
    ? { kind: 'stated', number: change.stamp.number, trust, by: change.stamp.author.name, reason: change.reason }
    : { kind: 'stated', number: channel.stamp.number, trust, by: channel.stamp.author.name, reason: null };
}

function suspectThings(state: IncidentState): ReadonlyMap<string, { readonly id: EntityId; readonly number: number }> {
  const found = new Map<string, { readonly id: EntityId; readonly number: number }>();
  for (const system of standingOf(state, 'system')) {
    if (suspectSystems.includes(system.state ?? '')) for (const name of [system.body.name, ...system.body.addresses]) found.set(fold(name), { id: system.id, number: stateSince(system) });
  }
  for (const account of standingOf(state, 'account')) {
    if (suspectAccounts.includes(account.state ?? '')) for (const name of [account.body.principal, titleOf(account)]) found.set(fold(name), { id: account.id, number: stateSince(account) });
  }
  return found;
}

function stateSince(entity: Entity): number {
  return entity.changes.findLast((change) => change.type === 'transition' && !change.reverted)?.stamp.number ?? entity.stamp.number;
}

function namesOf({ ref, body }: Entity<'channel'>): readonly string[] {
  return [body.address, body.label, ref ?? ''].map(fold).filter((name) => name !== '');
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
