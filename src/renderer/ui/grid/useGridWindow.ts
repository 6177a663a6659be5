import { useState } from 'react';
import { covers, windowFor, type PageWindow } from './page.ts';

/** The page to ask a live query for, following what the grid shows. */
export interface GridWindow { readonly window: PageWindow; readonly onVisible: (first: number, last: number) => void }

/** Keeps the window of rows that a query should hold; it moves only when visible rows fall outside it. */
export function useGridWindow(): GridWindow {
  const [window, setWindow] = useState<PageWindow>(() => windowFor(0, 0));
  const onVisible = (first: number, last: number): void => {
    setWindow((present) => (covers(present, first, last) ? present : windowFor(first, last)));
  };
  return { window, onVisible };
}
