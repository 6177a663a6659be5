import { exhaustive, type EntityId, type EntryId, type LogId } from '#base';
import { isBlocked, type ChannelsView, type ChannelTrust, type CodeSheetUse, type TrustReason } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useQuery } from '../../port/useQuery.ts';

const none: ChannelsView = { major: null, rows: [] };
const noSheets: readonly CodeSheetUse[] = [];

/** All channels with the trust in them. Empty until they are read. */
export function useChannels(log: LogId): ChannelsView {
  const query = useQuery('channels', { log });
  return query.state === 'ready' ? query.result : none;
}

/** Code sheets and the line that comes next. */
export function useCodeSheets(log: LogId): readonly CodeSheetUse[] {
  const query = useQuery('codeSheets', { log });
  return query.state === 'ready' ? query.result : noSheets;
}

/** Why a channel is trusted or not, in words, the deciding reason first. */
export function useReasonText(): (reason: TrustReason) => string {
  const t = useText();
  const word = useWord();
  return (reason) => {
    switch (reason.kind) {
      case 'stated': return t(reason.reason === null ? 'channels.reason.stated' : 'channels.reason.statedBecause', { trust: word('channelState', reason.trust), by: reason.by, reason: reason.reason ?? '', number: reason.number });
      case 'corporate': return t('channels.reason.corporate', { number: reason.number });
      case 'shares': return t(reason.dependency === 'carrier' || reason.dependency === 'vendor' ? 'channels.reason.doubt' : 'channels.reason.shares', { what: word('channelDependency', reason.dependency) });
      case 'needs': return t('channels.reason.needs', { name: reason.name });
      default: return exhaustive(reason);
    }
  };
}

/** A decision that lets a message go out on one channel all the same; `channel` is null for a corporate one that is not in the registry. */
export interface Override { readonly channel: EntityId | null; readonly decision: EntryId }

/** True when nothing may go out on the channel yet. */
export function isHeld(channel: Pick<ChannelTrust, 'channel' | 'trust'> | null, isDoubted: boolean, override: Override | null): boolean {
  if (!(channel === null ? isDoubted : isBlocked(channel))) return false;
  return override === null || override.channel !== (channel?.channel.id ?? null);
}
