import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

// View state: what was typed into the filter of each list, so that coming back to a screen finds it again.
const store = createStore<{ readonly lineByList: Readonly<Record<string, string>> }>(() => ({ lineByList: {} }));

/** The filter line of a list and how to change it. */
export function useFilterLine(list: string): readonly [string, (line: string) => void] {
  const line = useStore(store, (state) => state.lineByList[list] ?? '');
  return [line, (next) => setFilterLine(list, next)];
}

/** Sets the filter line of a list, from anywhere in the window. */
export function setFilterLine(list: string, line: string): void {
  store.setState((state) => ({ lineByList: { ...state.lineByList, [list]: line } }));
}
