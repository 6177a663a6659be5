// One alert: its group, what they have in common, and the detection that rests on it. Keys: Shift J joins, those of the inspector.
import { useState, type ReactNode } from 'react';
import { titleOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import inspector from '../../inspector/inspector.module.css';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { JoinDialog } from './JoinDialog.tsx';
import { companyOf, useAlerts, useSharedText, useStandingText } from './useAlerts.ts';

const MOST_SHOWN = 20;

export function AlertInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const { view } = useAlerts(log);
  const shared = useSharedText();
  const standing = useStandingText(view);
  const [joining, setJoining] = useState<readonly Entity<'alert'>[] | null>(null);
  const found = view.alerts.find(({ alert }) => alert.id === entity) ?? null;
  const group = view.groups.find(({ alerts }) => alerts.includes(entity)) ?? null;
  const others = companyOf(view, entity).filter(({ id }) => id !== entity);
  return (
    <EntityInspector
      log={log} entity={entity}
      actions={() => (
        <>
          <Button {...(found?.detection === null ? { variant: 'primary' as const } : {})} keys="Shift+j" onPress={() => setJoining(companyOf(view, entity))}>{t('alerts.join')}</Button>
          {joining === null ? null : <JoinDialog log={log} alerts={joining} onClose={() => setJoining(null)} />}
        </>
      )}
    >
      {() => (
        <section>
          <SectionHeading>{t('alerts.group')}</SectionHeading>
          <ul className={inspector['links']}>
            {found?.detection ? <li><LinkButton onPress={() => { if (found.detection !== null) reveal('milestones', found.detection); }}>{t('alerts.restsOn')}</LinkButton></li> : null}
            {found?.detection ? null : <li>{standing(entity).text}</li>}
            {group === null ? null : <li>{shared(group)}</li>}
            {others.slice(0, MOST_SHOWN).map((alert) => <li key={alert.id}><LinkButton onPress={() => reveal('alerts', alert.id)}>{`${alert.body.ref} · ${titleOf(alert)}`}</LinkButton></li>)}
          </ul>
        </section>
      )}
    </EntityInspector>
  );
}
