import { useMemo } from 'react';
import type { RunStep } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';

export interface PlaybookWords {
  readonly phase: (step: RunStep) => string;
  readonly kind: (step: RunStep) => string;
  /** Two approvers, capture first. */
  readonly marks: (step: RunStep) => string;
  readonly state: (step: RunStep) => string;
  /** What settled it, by whom: references, or the remark. */
  readonly by: (step: RunStep) => string;
}

/** How steps are put into words. */
export function usePlaybookWords(): PlaybookWords {
  const t = useText();
  const word = useWord();
  return useMemo(() => ({
    phase: ({ step }) => word('playbookPhase', step.phase),
    kind: ({ step }) => word('playbookStepKind', step.kind),
    marks: ({ step }) => [step.twoApprovers === true ? t('playbooks.twoApprovers') : null, step.captureFirst === true ? t('playbooks.captureFirst') : null].filter((mark) => mark !== null).join(', '),
    state: ({ outcome }) => (outcome === null ? t('playbooks.open') : word('playbookOutcome', outcome)),
    by: ({ settlements: [first] }) => {
      if (first === undefined) return '';
      const work = first.by.map(({ ref, title }) => ref ?? title).join(', ');
      return [work, first.remark, t('playbooks.byEntry', { name: first.stamp.author.name, number: first.stamp.number })].filter((part) => part !== null && part !== '').join(' · ');
    },
  }), [t, word]);
}
