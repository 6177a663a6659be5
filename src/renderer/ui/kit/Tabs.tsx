// Views of one thing, one at a time. Keys: arrows move between tabs. Pattern: ARIA tabs.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Tabs.module.css';

export interface TabItem { readonly id: string; readonly label: string; readonly content: ReactNode }

export function Tabs({ label, items, selected, onSelect }: { readonly label: string; readonly items: readonly TabItem[]; readonly selected?: string; readonly onSelect?: (id: string) => void }) {
  const controlled = selected === undefined ? {} : { selectedKey: selected };
  return (
    <AriaTabs className={cx(styles['tabs'])} {...controlled} onSelectionChange={(key) => onSelect?.(String(key))}>
      <TabList aria-label={label} className={cx(styles['list'])}>
        {items.map((item) => <Tab key={item.id} id={item.id} className={cx(styles['tab'])}>{item.label}</Tab>)}
      </TabList>
      {items.map((item) => <TabPanel key={item.id} id={item.id} className={cx(styles['panel'])}>{item.content}</TabPanel>)}
    </AriaTabs>
  );
}
