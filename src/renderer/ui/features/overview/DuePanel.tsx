// What is due and who works on the incident.
import type { ReactNode } from 'react';
import type { UnixMs } from '#base';
import { isReleaseOverdue, titleOf, type Entity } from '#domain';
import type { EvidenceRow, OverviewView } from '#ipc';
import { useNow } from '../../grid/useNow.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { DateTime, Instant } from '../../kit/DateTime.tsx';
import { Panel, SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import { isDue } from '../actions/due.ts';
import styles from './overview.module.css';

const MOST = 8;

export function DuePanel({ view }: { readonly view: OverviewView }): ReactNode {
  const t = useText();
  const open = [...view.actionsOpen, ...view.tasksOpen].toSorted((left, right) => dueAt(left) - dueAt(right));
  return (
    <Panel title={t('overview.due')} aside={open.length > MOST ? t('overview.more', { count: open.length - MOST }) : undefined}>
      {open.length + view.releasesOpen.length === 0 ? <p className={styles['quiet']}>{t('overview.nothingDue')}</p> : <ul className={styles['rows']}>{view.releasesOpen.map((row) => <li key={row.entity.id}><ReleaseLine row={row} /></li>)}{open.slice(0, MOST).map((entity) => <li key={entity.id}><DueLine entity={entity} /></li>)}</ul>}
      <SectionHeading>{t('overview.people')}</SectionHeading>
      {view.people.length === 0 ? <p className={styles['quiet']}>{t('overview.nobody')}</p> : (
        <ul className={styles['rows']}>
          {view.people.map((person) => (
            <li key={person.name} className={`${styles['row'] ?? ''} ${styles['person'] ?? ''}`}>
              <span className={styles['initials']} aria-hidden="true">{initialsOf(person.name)}</span>
              <span>{person.name}<br /><span className={styles['note']}>{[person.role, t('overview.entries', { count: person.entries })].filter((part) => part !== null).join(' · ')}</span></span>
              <span className="mono muted"><Instant at={person.lastAt} detail="minute" isShort /></span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function DueLine({ entity }: { readonly entity: Entity<'action'> | Entity<'task'> }): ReactNode {
  const word = useWord();
  const t = useText();
  const isTask = entity.kind === 'task';
  const due = entity.body.due;
  const who = isTask ? (entity as Entity<'task'>).body.owner : (entity as Entity<'action'>).body.executor;
  const phase = entity.body.phase === undefined ? null : word('phase', entity.body.phase);
  const late = isDue(entity, useNow());
  return (
    <div className={`${styles['row'] ?? ''} ${styles['due'] ?? ''}`}>
      <span>
        <LinkButton onPress={() => reveal(isTask ? 'tasks' : 'actions', entity.id)}>{titleOf(entity)}</LinkButton>
        <br />
        <span className={styles['note']}>{[phase, who ?? null, word(isTask ? 'taskState' : 'actionState', entity.state ?? '')].filter((part) => part !== null).join(' · ')}</span>
      </span>
      {due === undefined ? null : <span className={`mono ${late ? (styles['late'] ?? '') : ''}`}>{late ? `${t('actions.overdue')} ` : ''}<DateTime occurred={due} isShort /></span>}
    </div>
  );
}

/** Evidence on its way to somebody: late when nobody has received it for a day. */
function ReleaseLine({ row: { entity, custody } }: { readonly row: EvidenceRow }): ReactNode {
  const t = useText();
  const late = isReleaseOverdue(custody, useNow() as UnixMs);
  if (custody.pendingRelease === null) return null;
  const { to, since } = custody.pendingRelease;
  return (
    <div className={`${styles['row'] ?? ''} ${styles['due'] ?? ''}`}>
      <span>
        <LinkButton onPress={() => reveal('evidence', entity.id)}>{titleOf(entity)}</LinkButton>
        <br />
        <span className={styles['note']}>{t('evidence.awaited', { to })}</span>
      </span>
      <span className={`mono ${late ? (styles['late'] ?? '') : ''}`}>{late ? `${t('actions.overdue')} ` : ''}<Instant at={since} detail="minute" isShort /></span>
    </div>
  );
}

function dueAt(entity: Entity<'action'> | Entity<'task'>): number {
  return entity.body.due?.at ?? Number.MAX_SAFE_INTEGER;
}

function initialsOf(name: string): string {
  const parts = name.split(/[\s.]+/).filter((part) => part !== '');
  return `${parts[0]?.charAt(0) ?? ''}${parts.length > 1 ? (parts.at(-1)?.charAt(0) ?? '') : ''}`.toUpperCase();
}
