// The other documents of an incident, by what they are for: each to look at, to save in every format and to issue.
// Keys: Tab to the buttons, Space chooses an item. Nothing chosen means all items, for the register.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { titleOf, type Entity } from '#domain';
import type { DocumentProfile } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { DocumentLine, type OtherType, type Source } from './DocumentLine.tsx';
import styles from './reports.module.css';

const noFilter = {};
/** Documents that are printed from one entry, and the kind of that entry. */
const sourceKinds = { handover: 'handover', sitrep: 'sitrep', plan: 'plan', message: 'message', 'roll-call': 'bridge' } as const;
type EntryType = keyof typeof sourceKinds;
const groups: readonly { readonly id: 'evidence' | 'command' | 'outside' | 'record'; readonly types: readonly OtherType[] }[] = [
  { id: 'evidence', types: ['forensic-timeline', 'evidence-register', 'custody-form', 'evidence-label'] },
  { id: 'command', types: ['sitrep', 'handover', 'plan', 'containment-authorisation', 'call-sheet', 'channel-cards', 'roll-call'] },
  { id: 'outside', types: ['message', 'worksheet', 'law-enforcement-referral'] },
  { id: 'record', types: ['completeness', 'decision-log', 'lessons-learned', 'distribution-log'] },
];

export function OtherDocuments({ log, profile, issued }: { readonly log: LogId; readonly profile: DocumentProfile; readonly issued: readonly Entity<'report'>[] }): ReactNode {
  const t = useText();
  const [chosen, setChosen] = useState<readonly EntityId[]>([]);
  const common = { log, profile, issued };
  const line = (type: OtherType): ReactNode => {
    if (isEntryType(type)) return <EntryDocument key={type} {...common} type={type} />;
    if (type === 'worksheet') return <WorksheetDocument key={type} {...common} />;
    if (type === 'evidence-label') return <LabelDocument key={type} {...common} chosen={chosen} />;
    return <DocumentLine key={type} {...common} type={type} items={type === 'evidence-register' || type === 'custody-form' ? chosen : []} needsItems={type === 'custody-form'} />;
  };
  return (
    <>
      <ItemChoice log={log} chosen={chosen} onChoose={setChosen} />
      {groups.map(({ id, types }) => (
        <section key={id} aria-label={t(`reports.group.${id}`)} className={styles['group']}>
          <h2 className={styles['groupTitle']}>{t(`reports.group.${id}`)}</h2>
          <ul className={styles['list']}>{types.map(line)}</ul>
        </section>
      ))}
    </>
  );
}

type Common = Pick<Parameters<typeof DocumentLine>[0], 'log' | 'profile' | 'issued'>;

/** A document of one hand-over, situation report, plan, message or bridge, the newest first. */
function EntryDocument({ type, ...common }: Common & { readonly type: EntryType }): ReactNode {
  const query = useQuery('entities', { log: common.log, kind: sourceKinds[type], filter: noFilter });
  const sources = query.state === 'ready' ? query.result.filter(({ retracted }) => retracted === null).toReversed().map(sourceOf) : [];
  return <DocumentLine {...common} type={type} sources={sources} />;
}

function WorksheetDocument(common: Common): ReactNode {
  const query = useQuery('regulation', { log: common.log });
  const sources = query.state !== 'ready' ? [] : query.result.regimes.flatMap(({ regime }) => regime.worksheets.map(({ id, title }): Source => ({ id: `${regime.id}/${id}`, label: `${regime.id} · ${title}`, items: [], worksheet: { regime: regime.id, worksheet: id } })));
  return <DocumentLine {...common} type="worksheet" sources={sources} />;
}

/** A label is of one item: of those chosen, or of any. */
function LabelDocument({ chosen, ...common }: Common & { readonly chosen: readonly EntityId[] }): ReactNode {
  const rows = useQuery('evidence', { log: common.log, filter: noFilter });
  const sources = rows.state === 'ready' ? rows.result.filter(({ entity }) => chosen.length === 0 || chosen.includes(entity.id)).map(({ entity }) => sourceOf(entity)) : [];
  return <DocumentLine {...common} type="evidence-label" sources={sources} />;
}

function sourceOf(entity: Entity): Source {
  return { id: entity.id, label: [entity.ref, titleOf(entity)].filter(Boolean).join(' '), items: [entity.id] };
}

function isEntryType(type: OtherType): type is EntryType {
  return type in sourceKinds;
}

/** The evidence items that register, form and label are about. */
function ItemChoice({ log, chosen, onChoose }: { readonly log: LogId; readonly chosen: readonly EntityId[]; readonly onChoose: (items: readonly EntityId[]) => void }): ReactNode {
  const t = useText();
  const rows = useQuery('evidence', { log, filter: noFilter });
  if (rows.state !== 'ready' || rows.result.length === 0) return null;
  return (
    <fieldset className={styles['choice']}>
      <legend>{t('reports.chooseItems')}</legend>
      {rows.result.map(({ entity }) => (
        <Checkbox key={entity.id} isSelected={chosen.includes(entity.id)} onChange={(on) => onChoose(on ? [...chosen, entity.id] : chosen.filter((id) => id !== entity.id))}>
          {`${entity.ref ?? ''} ${entity.body.name}`}
        </Checkbox>
      ))}
    </fieldset>
  );
}
