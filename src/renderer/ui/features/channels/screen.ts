import type { ScreenDefinition } from '../../shell/screen.ts';
import { ChannelInspector } from './ChannelInspector.tsx';
import { ChannelsScreen } from './ChannelsScreen.tsx';

/** The channels and the trust in them. */
export const channelsScreen: ScreenDefinition = {
  id: 'channels', label: 'channels.title', section: 'talk', keys: 'g Shift+k', count: (header) => ({ type: 'number', value: header.counts['channel'] ?? 0 }), Component: ChannelsScreen, Inspector: ChannelInspector,
};
