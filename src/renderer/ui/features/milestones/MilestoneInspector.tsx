// One milestone: what contradicts it, and which others may have been reached with it. Each of those is recorded on its own. Keys: those of the inspector.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, milestonesToConsider, type Entity, type MilestoneKind } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import inspector from '../../inspector/inspector.module.css';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { select } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { useConflicts } from './useConflicts.ts';

export function MilestoneInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector log={log} entity={entity} head={({ entity: found }) => (isEntityOf(found, 'milestone') ? <Contradictions log={log} milestone={found} /> : null)}>
      {({ entity: found }) => (isEntityOf(found, 'milestone') && found.retracted === null ? <Consider key={found.id} log={log} milestone={found} /> : null)}
    </EntityInspector>
  );
}

interface Props { readonly log: LogId; readonly milestone: Entity<'milestone'> }

function Contradictions({ log, milestone }: Props): ReactNode {
  const text = useConflicts(log).textOf(milestone.id);
  return text === null ? null : <p className={inspector['banner']} role="note">{text}</p>;
}

function Consider({ log, milestone }: Props): ReactNode {
  const t = useText();
  const word = useWord();
  const { milestones } = useConflicts(log);
  const [chosen, setChosen] = useState<MilestoneKind | null>(null);
  const standing = useMemo(() => new Set(milestones.filter(({ retracted }) => retracted === null).map(({ body }) => body.milestone)), [milestones]);
  const prompts = milestonesToConsider(milestone.body.milestone, standing);
  if (prompts.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('milestones.consider')}</SectionHeading>
      <p className={inspector['linkName']}>{t('milestones.considerHelp')}</p>
      <div className={inspector['actions']}>{prompts.map((kind) => <Button key={kind} onPress={() => setChosen(kind)}>{word('milestone', kind)}</Button>)}</div>
      {chosen === null ? null : <EntityDialog log={log} kind="milestone" title="milestones.createTitle" isTimeRequired preset={{ milestone: chosen }} onClose={() => setChosen(null)} onSealed={select} />}
    </section>
  );
}
