// How far a channel is trusted, as a word with its colour. Not interactive.
import type { ReactNode } from 'react';
import type { Trust } from '#domain';
import { useWord } from '../../i18n/words.ts';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';

const tones: Readonly<Record<Trust, BadgeTone>> = { trusted: 'ok', distrusted: 'danger', compromised: 'danger', unknown: 'neutral' };

export function TrustMark({ trust }: { readonly trust: Trust }): ReactNode {
  const word = useWord();
  return <Badge tone={tones[trust]}>{word('channelState', trust)}</Badge>;
}
