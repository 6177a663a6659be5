// One bridge: its roll-call, and who is on it now. Keys: R goes through the roll-call, P prints it, those of the inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isVerified, type BridgeView } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import styles from './bridges.module.css';
import { useBridges } from './BridgesScreen.tsx';
import { RollCallDialog } from './RollCallDialog.tsx';

export function BridgeInspector({ log, entity }: InspectorProps): ReactNode {
  const view = useBridges(log).find(({ bridge, people }) => bridge.id === entity || people.some((person) => person.id === entity));
  return (
    <EntityInspector log={log} entity={entity} actions={({ entity: found }) => (view === undefined || found.kind !== 'bridge' ? null : <RollCall log={log} view={view} />)}>
      {({ entity: found }) => (view === undefined || found.kind !== 'bridge' ? null : <People view={view} />)}
    </EntityInspector>
  );
}

function RollCall({ log, view }: { readonly log: LogId; readonly view: BridgeView }): ReactNode {
  const t = useText();
  const documents = useDocuments(log);
  const [isOpen, setOpen] = useState(false);
  const print = async (): Promise<void> => void (await documents.print('roll-call', [view.bridge.id]));
  useScreenCommands([
    { id: 'bridge.rollCall', label: 'bridges.rollCallCommand', group: 'record', keys: ['r'], undo: 'entry', run: () => setOpen(true) },
    { id: 'bridge.print', label: 'bridges.printCommand', group: 'screen', keys: ['p'], undo: 'none', run: print },
  ]);
  return (
    <>
      <Button keys="r" onPress={() => setOpen(true)}>{t('bridges.rollCall')}</Button>
      <Button keys="p" onPress={() => void print()}>{t('bridges.print')}</Button>
      {isOpen ? <RollCallDialog log={log} view={view} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function People({ view }: { readonly view: BridgeView }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  return (
    <section>
      <SectionHeading>{t('bridges.rollCall')}</SectionHeading>
      {view.people.length === 0 ? <p>{t('bridges.noRollCall')}</p> : null}
      <ul className={styles['people']}>
        {view.people.map((person) => (
          <li key={person.id} data-left={person.state === 'left' ? '' : undefined}>
            <span>{[person.body.person, person.body.organisation, person.body.role].filter(Boolean).join(' · ')}</span>
            <span className={styles['marks']}>
              <Badge tone={isVerified(person.body.check) ? 'ok' : 'warn'}>{isVerified(person.body.check) ? word('verificationMeans', person.body.check.means) : t('bridges.notVerified')}</Badge>
              <span className={styles['time']}>{time.occurred(person.stamp.occurred)}</span>
              <span>{person.state === null ? '' : word('attendanceState', person.state)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
