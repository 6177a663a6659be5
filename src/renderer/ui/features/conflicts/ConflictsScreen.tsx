// What people wrote without knowing of each other and that contradicts: each side by side, with what counts now, and the way to settle it. Keys: J and K move, D settles by a decision, A attests.
// Pattern: list of labelled articles, each with a table and buttons.
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { LogId } from '#base';
import type { MergeConflict } from '#domain';
import type { Queries } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { UnopenedNote } from '../members/UnopenedNote.tsx';
import { AttestDialog } from './AttestDialog.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { SameIncidentCard } from './SameIncidentCard.tsx';
import { SameIncidentDialog } from './SameIncidentDialog.tsx';
import { SettleDialog } from './SettleDialog.tsx';
import { isAttested, isDecided } from './settling.ts';
import { useSameIncidents, type PairSeen } from './useSameIncidents.ts';
import styles from './conflicts.module.css';

export function ConflictsScreen({ log }: ScreenProps): ReactNode {
  const failure = useFailureText();
  const t = useText();
  const query = useQuery('conflicts', { log });
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return query.state === 'loading' ? <Skeleton lines={8} /> : <Lists log={log} view={query.result} />;
}

function Lists({ log, view }: { readonly log: LogId; readonly view: Queries['conflicts']['result'] }): ReactNode {
  const t = useText();
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const same = useSameIncidents(log);
  const [pair, setPair] = useState<PairSeen | null>(null);
  const [asked, setAsked] = useState<{ readonly conflict: MergeConflict; readonly by: 'decision' | 'attest' } | null>(null);
  useFocused(list, (index) => setFocused(view.open[index]?.id ?? null));
  const at = view.open.findIndex(({ id }) => id === focused);
  const present = view.open[at] ?? view.open[0];
  const move = (step: number): void => {
    const next = view.open[Math.min(Math.max((at < 0 ? (step > 0 ? -1 : 0) : at) + step, 0), view.open.length - 1)];
    setFocused(next?.id ?? null);
    [...(list.current?.children ?? [])][view.open.findIndex(({ id }) => id === next?.id)]?.querySelector<HTMLElement>('[tabindex], button')?.focus();
  };
  const ask = (by: 'decision' | 'attest') => (): void => { if (present !== undefined) setAsked({ conflict: present, by }); };
  useScreenCommands([
    { id: 'conflicts.next', label: 'conflicts.next', group: 'screen', keys: ['j'], undo: 'none', when: () => view.open.length > 0, run: () => move(1) },
    { id: 'conflicts.previous', label: 'conflicts.previous', group: 'screen', keys: ['k'], undo: 'none', when: () => view.open.length > 0, run: () => move(-1) },
    { id: 'conflicts.settle', label: 'conflicts.settle', keywords: 'conflicts.settle.keywords', group: 'record', keys: ['d'], undo: 'entry', when: () => present !== undefined && isDecided(present), run: ask('decision') },
    { id: 'conflicts.same', label: 'conflicts.same.answer', keywords: 'conflicts.same.keywords', group: 'record', keys: ['m'], undo: 'none', when: () => same.open.length > 0, run: () => setPair(same.open[0] ?? null) },
    { id: 'conflicts.attest', label: 'conflicts.attest', group: 'record', keys: ['a'], undo: 'none', when: () => present !== undefined && isAttested(present), run: ask('attest') },
  ]);
  return (
    <div className={styles['page']}>
      <UnopenedNote log={log} />
      <p className={styles['lead']}>{t('conflicts.lead')}</p>
      {same.open.length === 0 ? null : <ul className={styles['list']} aria-label={t('conflicts.same.list')}>{same.open.map((seen, index) => <li key={seen.pair.id}><SameIncidentCard seen={seen} isFirst={index === 0} onAnswer={() => setPair(seen)} /></li>)}</ul>}
      {view.open.length === 0 && same.open.length > 0 ? null : view.open.length === 0 ? <EmptyState title={t('conflicts.empty')} text={t('conflicts.emptyText')} /> : (
        <ul ref={list} className={styles['list']} aria-label={t('conflicts.open')}>
          {view.open.map((conflict) => <li key={conflict.id}><ConflictCard conflict={conflict} isPresent={conflict.id === present?.id} onAsk={(by) => setAsked({ conflict, by })} /></li>)}
        </ul>
      )}
      {view.settled.length + same.answered.length === 0 ? null : (
        <Panel title={t('conflicts.settled', { count: view.settled.length + same.answered.length })}>
          <ul className={styles['list']} aria-label={t('conflicts.settledList')}>
            {view.settled.map((conflict) => <li key={conflict.id}><ConflictCard conflict={conflict} isPresent={false} onAsk={null} /></li>)}
            {same.answered.map((seen) => <li key={seen.pair.id}><SameIncidentCard seen={seen} onAnswer={null} /></li>)}
          </ul>
        </Panel>
      )}
      {pair === null ? null : <SameIncidentDialog seen={pair} onClose={() => setPair(null)} />}
      {asked?.by === 'decision' ? <SettleDialog log={log} conflict={asked.conflict} entities={view.entities} onClose={() => setAsked(null)} /> : null}
      {asked?.by === 'attest' ? <AttestDialog log={log} conflict={asked.conflict} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

// Which item of a list holds the focus: the keys of the screen act on that one.
function useFocused(list: RefObject<HTMLUListElement | null>, onFocus: (index: number) => void): void {
  useEffect(() => {
    const element = list.current;
    const take = ({ target }: FocusEvent): void => onFocus([...(element?.children ?? [])].findIndex((item) => target instanceof Node && item.contains(target)));
    element?.addEventListener('focusin', take);
    return () => element?.removeEventListener('focusin', take);
  });
}
