// Everything that happened to an entity after it was sealed, oldest first; originals stand struck through beside what replaced them.
import type { ReactNode } from 'react';
import { exhaustive } from '#base';
import type { Change, Entity } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useWord, type VocabularyList } from '../i18n/words.ts';
import { Instant } from '../kit/DateTime.tsx';
import { SectionHeading } from '../kit/Panel.tsx';
import { fieldsByKind } from './fields/fieldsByKind.ts';
import { useAmendedText } from './useAmendedText.ts';
import styles from './inspector.module.css';

const stateListByKind: Readonly<Record<string, VocabularyList>> = {
  action: 'actionState', decision: 'decisionState', task: 'taskState', system: 'systemState', account: 'accountState', indicator: 'indicatorState', finding: 'findingState', incident: 'incidentState',
  channel: 'channelState', bridge: 'bridgeState', attendance: 'attendanceState', 'code-sheet': 'codeSheetState', subscription: 'subscriptionState',
};

/** The vocabulary that names the states of a kind; null for kinds without states. */
export function stateListOf(kind: string): VocabularyList | null {
  return stateListByKind[kind] ?? null;
}

export function History({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useText();
  const custody = new Set(entity.changes.flatMap((change) => (change.type === 'custody' ? [change.stamp.entryId] : [])));
  // What is said of a custody event stands beside that event.
  const changes = entity.changes.filter((change) => change.type !== 'custody' && !(change.type === 'attest' && custody.has(change.target)));
  if (changes.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('inspector.history')}</SectionHeading>
      <ol className={styles['history']}>
        {changes.map((change) => (
          <li key={change.stamp.entryId} className={styles['change']} data-tone={toneOf(change)} data-reverted={isReverted(change) ? '' : undefined}>
            <ChangeLine entity={entity} change={change} />
            <div className={styles['changeWhen']}><Instant at={change.stamp.recorded.at} />{` · ${change.stamp.author.name}`}{isReverted(change) ? ` · ${t('inspector.takenBack')}` : ''}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ChangeLine({ entity, change }: { readonly entity: Entity; readonly change: Change }): ReactNode {
  const t = useText();
  const word = useWord();
  const states = stateListOf(entity.kind);
  const stateWord = (state: string | null): string => (state === null ? t('inspector.noChoice') : states === null ? state : word(states, state));
  switch (change.type) {
    case 'amend': return <Amendment entity={entity} change={change} />;
    case 'retract': return <div>{t('inspector.changeRetracted', { reason: change.reason })}</div>;
    case 'transition': return <div>{change.reason === null ? t('inspector.changeState', { from: stateWord(change.from), to: stateWord(change.to) }) : t('inspector.changeStateReason', { from: stateWord(change.from), to: stateWord(change.to), reason: change.reason })}</div>;
    case 'custody': return <div>{word('custodyType', change.custody.type)}</div>;
    case 'link': return <div>{t('inspector.changeLinked', { relation: word('linkRelation', change.link.relation) })}{change.link.note === undefined ? '' : ` · ${change.link.note}`}</div>;
    case 'attest': return <div>{t(change.verdict === 'confirm' ? 'inspector.changeConfirmed' : 'inspector.changeDisputed')}{change.note === null ? '' : ` · ${change.note}`}</div>;
    default: return exhaustive(change);
  }
}

function Amendment({ entity, change }: { readonly entity: Entity; readonly change: Extract<Change, { type: 'amend' }> }): ReactNode {
  const t = useText();
  const read = useAmendedText(entity.kind, change.field);
  const field = fieldsByKind[entity.kind].find((candidate) => candidate.name === change.field);
  return (
    <>
      <div>{t('inspector.changeAmended', { field: field === undefined ? change.field : t(field.label) })}</div>
      <div className={styles['original']}><del>{read(change.from)}</del></div>
      <div className={styles['changed']}><ins>{read(change.to)}</ins></div>
      <div className={styles['linkName']}>{t('inspector.because', { reason: change.reason })}</div>
    </>
  );
}

function isReverted(change: Change): boolean {
  return 'reverted' in change && change.reverted;
}

function toneOf(change: Change): string {
  if (change.type === 'retract' || (change.type === 'attest' && change.verdict === 'dispute')) return 'danger';
  if (change.type === 'amend') return 'warn';
  return change.type === 'attest' ? 'ok' : 'plain';
}
