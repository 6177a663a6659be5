// Hand-overs: each item accepted or refused on its own. Keys: those of a grid; N hands over, A accepts, X refuses, Q asks, W answers, Shift A accepts the rest, Ctrl P prints the sheet.
import { useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import type { HandoverView, ItemStanding } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from '../roles/command.module.css';
import { KeyHints } from '../roles/KeyHints.tsx';
import { AnswerDialog, type Asked } from './AnswerDialog.tsx';
import { ItemsGrid } from './ItemsGrid.tsx';
import { NewHandoverDialog } from './NewHandoverDialog.tsx';
import { useAnswers } from './useAnswers.ts';

const hints = [{ keys: 'a', label: 'handover.hint.accept' }, { keys: 'x', label: 'handover.hint.refuse' }, { keys: 'q', label: 'handover.hint.query' }, { keys: 'w', label: 'handover.hint.answer' }, { keys: 'Shift+a', label: 'handover.hint.rest' }] as const;

export function HandoverScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('handovers', { log });
  const documents = useDocuments(log);
  const [wanted, setWanted] = useState<string | null>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const [isComposing, setComposing] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const views = query.state === 'ready' ? query.result : [];
  const view = views.find(({ handover }) => handover.id === wanted) ?? views[0];
  const row = view?.items.find(({ number }) => number === selected);
  const answers = useAnswers(log);
  const isOpen = (): boolean => row !== undefined && row.settled === null;
  // What is held in somebody's hands is looked at before it is taken: never together with the rest.
  const rest = (view?.items ?? []).filter(({ settled, item }) => settled === null && item.itemKind !== 'custody');
  const accept = (items: readonly ItemStanding[]): void => { if (view !== undefined) void answers.give(view.handover, items.map(({ number }) => ({ item: number, outcome: 'accepted', note: '' }))); };
  const ask = (outcome: Asked['outcome']) => (): void => { if (row !== undefined) setAsked({ item: row, outcome }); };
  const print = (): void => { if (view !== undefined) void documents.print('handover', [view.handover.id]); };
  useScreenCommands([
    { id: 'handover.new', label: 'handover.new', group: 'record', keys: ['n'], undo: 'entry', run: () => setComposing(true) },
    { id: 'handover.accept', label: 'handover.accept', group: 'record', keys: ['a'], undo: 'entry', when: isOpen, run: () => { if (row?.item.itemKind === 'custody') setAsked({ item: row, outcome: 'accepted' }); else if (row !== undefined) accept([row]); } },
    { id: 'handover.refuse', label: 'handover.refuse', group: 'record', keys: ['x'], undo: 'entry', when: isOpen, run: ask('refused') },
    { id: 'handover.query', label: 'handover.query', group: 'record', keys: ['q'], undo: 'entry', when: () => row !== undefined, run: ask('query') },
    { id: 'handover.answer', label: 'handover.answer', group: 'record', keys: ['w'], undo: 'entry', when: () => row !== undefined, run: ask('answer') },
    { id: 'handover.rest', label: 'handover.acceptRest', group: 'record', keys: ['Shift+a'], undo: 'entry', when: () => rest.length > 0, run: () => accept(rest) },
    { id: 'handover.print', label: 'handover.print', group: 'screen', keys: ['$mod+p'], undo: 'none', when: () => view !== undefined, run: print },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton lines={8} />;
  const compose = <Button variant="primary" keys="n" onPress={() => setComposing(true)}>{t('handover.new')}</Button>;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        {view === undefined ? null : <Select label={t('handover.choose')} isLabelHidden value={view.handover.id as string} onChange={(id) => { setWanted(id); setSelected(null); }} choices={views.map(({ handover }) => ({ value: handover.id as string, label: t('handover.named', { ref: handover.ref ?? '', from: handover.body.from, to: handover.body.to }) }))} />}
        <span className={styles['space']} />
        {view === undefined ? null : <Button keys="$mod+p" onPress={print}>{t('handover.print')}</Button>}
        {rest.length === 0 ? null : <Button keys="Shift+a" isBusy={answers.isBusy} onPress={() => accept(rest)}>{t('handover.acceptRest')}</Button>}
        {compose}
      </div>
      {view === undefined ? <EmptyState title={t('handover.emptyTitle')} text={t('handover.emptyText')}>{compose}</EmptyState> : (
        <>
          <Summary view={view} error={answers.error} />
          <ItemsGrid view={view} selected={selected} onSelect={setSelected} />
          <KeyHints hints={hints} />
        </>
      )}
      {isComposing ? <NewHandoverDialog log={log} onClose={() => setComposing(false)} onSealed={(id: EntityId) => { setWanted(id); setComposing(false); }} /> : null}
      {asked !== null && view !== undefined ? <AnswerDialog asked={asked} to={view.handover.body.to} from={view.handover.body.from} answers={answers} handover={view.handover} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

function Summary({ view, error }: { readonly view: HandoverView; readonly error: string | null }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const { handover, accepted, refused, open, completeAt, items } = view;
  return (
    <div className={styles['strip']} role="status">
      <span>{t('handover.figures', { items: items.length, accepted, refused, open })}</span>
      {completeAt === null ? <Badge tone="warn">{t('handover.staysWith', { from: handover.body.from })}</Badge> : <Badge tone="ok">{t('handover.complete', { time: time.instant(completeAt) })}</Badge>}
      <span className={styles['quiet']}>{t('handover.hash', { hash: handover.body.contentSha256.slice(0, 16) })}</span>
      {error === null ? null : <span role="alert">{error}</span>}
    </div>
  );
}
