// Evidence: the items and their custody, the volatility checklist, legal holds, and how items were acquired and examined. Keys: those of the part shown.
import { useCallback, useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { ChecklistView } from '../safekeeping/ChecklistView.tsx';
import { HoldsView } from '../safekeeping/HoldsView.tsx';
import { WorkView } from '../safekeeping/WorkView.tsx';
import { EvidenceItems } from './EvidenceItems.tsx';
import styles from './evidence.module.css';

const parts = ['items', 'checklist', 'work', 'holds'] as const;
type Part = (typeof parts)[number];
const allItems = {};

export function EvidenceScreen(props: ScreenProps): ReactNode {
  const t = useText();
  const { log } = props;
  const [part, setPart] = useState<Part>('items');
  const query = useQuery('safekeeping', { log });
  const items = useQuery('evidence', { log, filter: allItems });
  const refOf = useCallback((item: EntityId) => (items.state === 'ready' ? (items.result.find(({ entity }) => entity.id === item)?.entity.ref ?? '') : ''), [items]);
  useScreenCommands(parts.map((id) => ({ id: `evidence.show.${id}`, label: `safekeeping.show.${id}` as const, group: 'screen' as const, undo: 'none' as const, run: () => setPart(id) })));
  return (
    <div className={styles['screen']}>
      <div className={styles['parts']}><SegmentedControl label={t('safekeeping.parts')} value={part} onChange={setPart} choices={parts.map((value) => ({ value, label: t(`safekeeping.part.${value}`) }))} /></div>
      {part === 'items' ? <EvidenceItems {...props} /> : null}
      {part === 'holds' ? <HoldsView log={log} /> : null}
      {part !== 'items' && part !== 'holds' && query.state !== 'ready' ? <Skeleton /> : null}
      {part === 'checklist' && query.state === 'ready' ? <ChecklistView log={log} checklists={query.result.checklists} /> : null}
      {part === 'work' && query.state === 'ready' ? <WorkView view={query.result} refOf={refOf} /> : null}
    </div>
  );
}
