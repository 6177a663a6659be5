// Closing and learning: gates with what stands in their way, everything that is open or missing, reviews, lessons, corrective actions. Keys: those of the part shown.
import { useState, type ReactNode } from 'react';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { CompletenessView } from './CompletenessView.tsx';
import { CorrectiveActionsView } from './CorrectiveActionsView.tsx';
import { GatesView } from './GatesView.tsx';
import { LessonsView } from './LessonsView.tsx';
import { ReviewsView } from './ReviewsView.tsx';
import styles from './closure.module.css';

const parts = ['gates', 'completeness', 'reviews', 'lessons', 'actions'] as const;
type Part = (typeof parts)[number];

export function ClosureScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const [part, setPart] = useState<Part>('gates');
  useScreenCommands(parts.map((id) => ({ id: `closure.show.${id}`, label: `closure.show.${id}` as const, group: 'screen' as const, undo: 'none' as const, run: () => setPart(id) })));
  return (
    <div className={styles['screen']}>
      <div className={styles['parts']}><SegmentedControl label={t('closure.parts')} value={part} onChange={setPart} choices={parts.map((value) => ({ value, label: t(`closure.part.${value}`) }))} /></div>
      {part === 'gates' ? <GatesView log={log} /> : null}
      {part === 'completeness' ? <CompletenessView log={log} /> : null}
      {part === 'reviews' ? <ReviewsView log={log} /> : null}
      {part === 'lessons' ? <LessonsView log={log} /> : null}
      {part === 'actions' ? <CorrectiveActionsView log={log} /> : null}
    </div>
  );
}
