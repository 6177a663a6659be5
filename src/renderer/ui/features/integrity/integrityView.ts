import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const integrityTabs = ['overview', 'witnesses', 'disclosure', 'chain'] as const;
export type IntegrityTab = (typeof integrityTabs)[number];

/** Which part of the integrity screen is shown; commands of other screens lead here too. */
export const integrityView = createStore<{ readonly tab: IntegrityTab }>(() => ({ tab: 'overview' }));

/** Shows a part of the integrity screen. */
export function showIntegrityTab(tab: IntegrityTab): void {
  integrityView.setState({ tab });
}

/** The part that is shown. */
export function useIntegrityTab(): IntegrityTab {
  return useStore(integrityView, (state) => state.tab);
}
