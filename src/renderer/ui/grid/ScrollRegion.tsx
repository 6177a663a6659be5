// A part of a page that scrolls by itself, named and reachable by keyboard, as a scrolling region must be. Keys: arrows scroll.
import type { ReactNode } from 'react';

const reachable = { tabIndex: 0, role: 'region' } as const;

export function ScrollRegion({ label, className, children }: { readonly label: string; readonly className: string | undefined; readonly children: ReactNode }): ReactNode {
  return <div {...reachable} aria-label={label} className={className}>{children}</div>;
}
