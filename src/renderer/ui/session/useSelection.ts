import type { EntityId } from '#base';
import { useSession } from './store.ts';

/** What is selected on a screen, or on the present one. */
export function useSelection(screen?: string): EntityId | null {
  return useSession((state) => state.selectionByScreen[screen ?? state.screen] ?? null);
}
