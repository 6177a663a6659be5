import { IndicatorInspector } from './IndicatorInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { IndicatorsScreen } from './IndicatorsScreen.tsx';

/** Indicators of compromise. */
export const indicatorsScreen: ScreenDefinition = {
  id: 'indicators', label: 'indicators.title', section: 'scope', keys: 'g i', count: (header) => ({ type: 'number', value: header.counts['indicator'] ?? 0 }), Component: IndicatorsScreen, Inspector: IndicatorInspector,
};
