/** Rows fetched at once: a screen of 4K at 28 px is 77 rows, so one page holds it with room to scroll. */
export const PAGE_ROWS = 200;

export interface PageWindow { readonly offset: number; readonly limit: number }

/**
 * The window to ask for when rows `first` to `last` (inclusive) are visible: aligned to half pages, so that scrolling
 * within a screen or two asks for nothing new, and always covering the visible rows.
 */
export function windowFor(first: number, last: number, pageRows: number = PAGE_ROWS): PageWindow {
  const half = Math.max(1, Math.floor(pageRows / 2));
  const offset = Math.max(0, Math.floor((Math.max(0, first) - half / 2) / half) * half);
  const needed = Math.max(0, last) + 1 - offset;
  return { offset, limit: Math.max(pageRows, Math.ceil(needed / half) * half) };
}

/** True when the window already holds all visible rows. */
export function covers(window: PageWindow, first: number, last: number): boolean {
  return window.offset <= Math.max(0, first) && window.offset + window.limit > Math.max(0, last);
}
