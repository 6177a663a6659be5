// Everything about one entity: head, when, its fields, links, body, history, seal, and what can be done with it.
// Keys (commands of the present selection): M amend, S state, T tag, Shift L link, Shift A attest, Delete retract, Shift C copy the reference.
import type { ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { isEntityOf, titleOf, type Entity } from '#domain';
import type { EntityDetail } from '#ipc';
import { toneOfState } from '../grid/useListColumns.tsx';
import { useText } from '../i18n/intl.tsx';
import { useFailureText, useWord } from '../i18n/words.ts';
import { Badge } from '../kit/Badge.tsx';
import { ErrorState } from '../kit/ErrorState.tsx';
import { SectionHeading } from '../kit/Panel.tsx';
import { Skeleton } from '../kit/Skeleton.tsx';
import { useQuery } from '../port/useQuery.ts';
import { GivenFrom } from '../features/approvals/GivenFrom.tsx';
import { ActionTechniques } from './ActionTechniques.tsx';
import { Conflicts } from './Conflicts.tsx';
import { EntityActions } from './EntityActions.tsx';
import { Facts, type Fact } from './Facts.tsx';
import type { FieldSpec } from './fields/field.ts';
import { fieldsByKind } from './fields/fieldsByKind.ts';
import { useFieldText } from './fields/useFieldText.ts';
import { History, stateListOf } from './History.tsx';
import { Links } from './Links.tsx';
import { Seal } from './Seal.tsx';
import { When } from './When.tsx';
import styles from './inspector.module.css';

export interface EntityInspectorProps {
  readonly log: LogId;
  readonly entity: EntityId;
  /** Sections of the kind, between the time and the links. */
  readonly children?: (detail: EntityDetail) => ReactNode;
  /** Buttons of the kind, before those every entity has. */
  readonly actions?: (detail: EntityDetail) => ReactNode;
  readonly head?: (detail: EntityDetail) => ReactNode;
  /** Fields of the table that `children` shows in a way of its own. */
  readonly ownFields?: readonly string[];
}

export function EntityInspector({ log, entity, children, actions, head, ownFields = [] }: EntityInspectorProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const detail = useQuery('entity', { log, entity });
  if (detail.state === 'failed') return <ErrorState title={t('inspector.failed')} text={failure(detail.kind)} />;
  if (detail.state === 'loading') return <Skeleton />;
  if (detail.result === null) return <ErrorState title={t('inspector.gone')} />;
  // The last result stays while another selection loads: it must not be taken for the new one.
  if (detail.result.entity.id !== entity) return <Skeleton />;
  const found = detail.result;
  return (
    <div className={styles['inspector']} key={found.entity.id}>
      <Head entity={found.entity} />
      {head?.(found)}
      {found.entity.retracted === null ? null : (
        <p className={styles['banner']} role="note">{t('inspector.retractedBy', { who: found.entity.retracted.stamp.author.name, reason: found.entity.retracted.reason })}</p>
      )}
      <Conflicts log={log} entity={found.entity} />
      <EntityActions log={log} entity={found.entity}>{actions?.(found)}</EntityActions>
      <When stamp={found.entity.stamp} />
      {children?.(found)}
      <Fields entity={found.entity} leaveOut={ownFields} />
      {isEntityOf(found.entity, 'approval') ? <GivenFrom log={log} approval={found.entity} /> : null}
      {isEntityOf(found.entity, 'action') ? <ActionTechniques actionKind={found.entity.body.actionKind} /> : null}
      <Links linked={found.linked} />
      <Tags tags={found.entity.envelope.tags} />
      <History entity={found.entity} />
      <Seal log={log} stamp={found.entity.stamp} />
    </div>
  );
}

function Head({ entity }: { readonly entity: Entity }): ReactNode {
  const word = useWord();
  const t = useText();
  const list = stateListOf(entity.kind);
  const title = isEntityOf(entity, 'milestone') ? word('milestone', entity.body.milestone) : titleOf(entity);
  return (
    <header>
      <h2 className={styles['title']} data-struck={entity.retracted === null ? undefined : ''}>{title}</h2>
      <div className={styles['subtitle']}>
        <span>{[entity.ref, word('entryKind', entity.kind), t('inspector.entryNumber', { number: entity.stamp.number })].filter((part) => part !== null).join(' · ')}</span>
        {entity.state === null || list === null ? null : <Badge tone={toneOfState(entity)}>{word(list, entity.state)}</Badge>}
        {entity.changes.some((change) => change.type === 'amend' && !change.reverted) ? <Badge tone="warn">{t('grid.amended')}</Badge> : null}
      </div>
    </header>
  );
}

/** Short fields as facts, long ones as paragraphs, raw records in a box. A field that says no more than the heading is left out. */
function Fields({ entity, leaveOut }: { readonly entity: Entity; readonly leaveOut: readonly string[] }): ReactNode {
  const t = useText();
  const text = useFieldText();
  const body = entity.body as Readonly<Record<string, unknown>>;
  const title = titleOf(entity);
  const shown = fieldsByKind[entity.kind].filter((field) => !leaveOut.includes(field.name)).map((field) => ({ field, value: text(field, body[field.name]) })).filter((item): item is { field: FieldSpec; value: string } => item.value !== null && item.value !== title);
  const isLong = (field: FieldSpec, value: string): boolean => field.type === 'text' && (value.length > 60 || value.includes('\n') || ('mono' in field && field.mono === true));
  const facts: readonly Fact[] = shown.filter(({ field, value }) => !isLong(field, value)).map(({ field, value }) => ({ label: t(field.label), value: field.type === 'technique' ? <TechniqueMark text={value} /> : value, isMono: 'mono' in field && field.mono === true }));
  return (
    <>
      {facts.length === 0 ? null : <section><SectionHeading>{t('inspector.about')}</SectionHeading><Facts facts={facts} /></section>}
      {shown.filter(({ field, value }) => isLong(field, value)).map(({ field, value }) => (
        <section key={field.name}>
          <SectionHeading>{t(field.label)}</SectionHeading>
          {'mono' in field && field.mono === true ? <pre className={styles['raw']}>{value}</pre> : <p className={styles['prose']}>{value}</p>}
        </section>
      ))}
    </>
  );
}

/** `T1569.002` in its frame, and the name it was recorded with. */
export function TechniqueMark({ text }: { readonly text: string }): ReactNode {
  const [id = '', ...name] = text.split(' ');
  return <><span className={styles['technique']}>{id}</span>{name.length === 0 ? null : ` ${name.join(' ')}`}</>;
}

function Tags({ tags }: { readonly tags: readonly string[] }): ReactNode {
  const t = useText();
  if (tags.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('inspector.tags')}</SectionHeading>
      <div className={styles['tags']}>{tags.map((tag) => <Badge key={tag} isMono>{`#${tag}`}</Badge>)}</div>
    </section>
  );
}
