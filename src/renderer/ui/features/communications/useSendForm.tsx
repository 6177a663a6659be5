import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { findChannel } from '#domain';
import type { FieldValues } from '../../inspector/fields/values.ts';
import { HeldBack } from '../channels/HeldBack.tsx';
import { isHeld, useChannels, type Override } from '../channels/useChannels.ts';

/** What the form of a message does about its channel: says why nothing goes out there, holds it back until that is decided, and names channel and decision. */
export interface SendForm {
  readonly notice: (values: FieldValues) => ReactNode;
  readonly guard: (values: FieldValues) => boolean;
  readonly more: (values: FieldValues) => Readonly<Record<string, unknown>>;
}

/** Checks every outgoing message against the trust in its channel (docs/spec/channels.md section 3). A corporate channel that is not in the registry is doubted in a major incident. */
export function useSendForm(log: LogId): SendForm {
  const { major, rows } = useChannels(log);
  const [override, setOverride] = useState<Override | null>(null);
  const read = (values: FieldValues) => {
    const written = typeof values['channel'] === 'string' ? values['channel'] : '';
    const channel = findChannel(rows, written);
    return { written, channel, isDoubted: major !== null && values['corporate'] === true, isOut: values['direction'] === 'out' };
  };
  return {
    notice: (values) => {
      const { written, channel, isDoubted, isOut } = read(values);
      if (!isOut || !isHeld(channel, isDoubted, override)) return null;
      return <HeldBack log={log} channel={channel} name={written} onDecided={(decision) => setOverride({ channel: channel?.channel.id ?? null, decision })} />;
    },
    guard: (values) => {
      const { channel, isDoubted, isOut } = read(values);
      return !isOut || !isHeld(channel, isDoubted, override);
    },
    more: (values) => {
      const { channel, isOut } = read(values);
      const isDecided = isOut && override !== null && override.channel === (channel?.channel.id ?? null);
      return { ...(channel === null ? {} : { via: channel.channel.id }), ...(isDecided ? { override: override.decision } : {}) };
    },
  };
}
