// Everything that is open or missing in the incident, part by part, with the entry it is about. Keys: J and K move, Enter goes to the entry, $mod P prints the document.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { completenessTopics, type OpenLine } from '#domain';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useGridOutput } from '../../grid/useGridOutput.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { screenOfKind } from '../../inspector/screenOfKind.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { reveal, showScreen } from '../../session/actions.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from './closure.module.css';

interface Row { readonly key: string; readonly line: OpenLine }

/** Where lines without an entry lead to. */
const screenOfTopic: Readonly<Record<OpenLine['topic'], string>> = {
  journal: 'integrity', milestones: 'milestones', clocks: 'clocks', evidence: 'evidence', actions: 'actions', decisions: 'decisions', messages: 'messages', scope: 'systems', closure: 'closure',
};

export function CompletenessView({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const documents = useDocuments(log);
  const query = useQuery('completeness', { log });
  const [selected, setSelected] = useState<string | null>(null);
  const found = query.state === 'ready' ? query.result : null;
  const rows = useMemo((): readonly Row[] => (found?.lines ?? []).map((line, index) => ({ key: `${index} ${line.problem} ${line.subject?.id ?? ''}`, line })), [found]);
  const columns = useMemo((): readonly GridColumn<Row>[] => [
    { id: 'topic', header: t('completeness.topic'), width: 156, muted: true, hideBelow: 900, text: ({ line }) => t(`completeness.topic.${line.topic}`) },
    { id: 'problem', header: t('completeness.problem'), width: 216, text: ({ line }) => t(`completeness.problem.${line.problem}`) },
    { id: 'ref', header: t('grid.ref'), width: 96, mono: true, text: ({ line }) => line.subject?.ref ?? '' },
    { id: 'what', header: t('completeness.what'), width: 220, minWidth: 140, grow: true, text: ({ line }) => line.subject?.title ?? '' },
    { id: 'detail', header: t('completeness.detail'), width: 220, minWidth: 120, grow: true, text: ({ line }) => (line.problem === 'milestone-missing' ? word('milestone', line.detail) : line.detail) },
    { id: 'entry', header: t('completeness.entry'), width: 72, mono: true, align: 'end', hideBelow: 900, text: ({ line }) => (line.subject === null ? '' : String(line.subject.number)) },
  ], [t, word]);
  const output = useGridOutput(t('completeness.title'), columns, () => Promise.resolve(rows), () => false);
  const print = async (): Promise<void> => void (await documents.print('completeness'));
  useScreenCommands([{ id: 'completeness.print', label: 'completeness.print', group: 'screen', undo: 'none', run: print }]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (found === null) return <Skeleton />;
  return (
    <>
      <div className={styles['counts']} role="status">
        <strong>{t('completeness.count', { count: found.lines.length })}</strong>
        {completenessTopics.map((topic) => <Badge key={topic} tone={found.counts[topic] === 0 ? 'ok' : 'neutral'}>{t('completeness.countOf', { topic: t(`completeness.topic.${topic}`), count: found.counts[topic] })}</Badge>)}
        <span className={styles['space']} />
        <Button onPress={() => void print()}>{t('completeness.print')}</Button>
        <Button onPress={() => showScreen('reports')}>{t('completeness.issue')}</Button>
      </div>
      <DataGrid
        label={t('completeness.title')} columns={columns} total={rows.length} rowAt={(index) => rows[index]} rowKey={({ key }) => key} selected={selected} onSelect={({ key }) => setSelected(key)} onCopy={output.copy}
        onOpen={({ line }) => (line.subject === null ? showScreen(screenOfTopic[line.topic]) : reveal(screenOfKind(line.subject.kind), line.subject.id))}
        empty={<EmptyState title={t('completeness.empty')} text={t('completeness.emptyText')} />}
      />
    </>
  );
}
