// Numbers that others gave to this incident, and the earlier incident that it repeats. Keys: every line is a button that goes to its thing.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { AmendDialog } from '../../inspector/dialogs/AmendDialog.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { Button } from '../../kit/Button.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { reveal } from '../../session/actions.ts';
import { RecurrenceLine } from './RecurrenceLine.tsx';
import styles from './overview.module.css';

const noFilter = {};

export function ReferencesPanel({ log, incident }: { readonly log: LogId; readonly incident: Entity<'incident'> }): ReactNode {
  const t = useText();
  const query = useQuery('entities', { log, kind: 'outside-reference', filter: noFilter });
  const [open, setOpen] = useState<'reference' | 'repeats' | null>(null);
  useScreenCommands([
    { id: 'overview.reference', label: 'references.create', group: 'record', undo: 'entry', run: () => setOpen('reference') },
    { id: 'overview.repeats', label: 'references.setRepeats', group: 'record', undo: 'entry', run: () => setOpen('repeats') },
  ]);
  const standing = (query.state === 'ready' ? query.result : []).filter((entity) => isEntityOf(entity, 'outside-reference')).filter(({ retracted }) => retracted === null);
  return (
    <Panel title={t('references.title')} aside={<Button variant="link" onPress={() => setOpen('reference')}>{t('references.create')}</Button>}>
      {standing.length === 0 ? <p className={styles['quiet']}>{t('references.none')}</p> : (
        <ul className={styles['rows']}>
          {standing.map((entity) => (
            <li key={entity.id} className={`${styles['row'] ?? ''} ${styles['due'] ?? ''}`}>
              <span>
                <LinkButton onPress={() => reveal('journal', entity.id)}>{entity.body.system}</LinkButton>
                {entity.body.organisation || entity.body.note ? <><br /><span className={styles['note']}>{[entity.body.organisation, entity.body.note].filter(Boolean).join(' · ')}</span></> : null}
              </span>
              <span className="mono">{entity.body.reference}</span>
            </li>
          ))}
        </ul>
      )}
      <RecurrenceLine incident={incident} />
      {incident.body.recurrenceOf ? null : <Button variant="link" onPress={() => setOpen('repeats')}>{t('references.setRepeats')}</Button>}
      {open === 'reference' ? <EntityDialog log={log} kind="outside-reference" title="references.createTitle" onClose={() => setOpen(null)} /> : null}
      {open === 'repeats' ? <AmendDialog log={log} entity={incident} field="recurrenceOf" onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}
