// One report: who said it, whether it was answered and how long that took. Keys: K acknowledges, those of the inspector.
import { useState, type ReactNode } from 'react';
import { isEntityOf } from '#domain';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import inspector from '../../inspector/inspector.module.css';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';
import { useReports } from './useReports.ts';

export function IntakeInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const { span } = useUnits();
  const [isAnswering, setAnswering] = useState(false);
  const view = useReports(log).find(({ report }) => report.id === entity) ?? null;
  return (
    <EntityInspector
      log={log} entity={entity}
      actions={({ entity: found }) => (
        <>
          <Button {...(view?.acknowledgement === null ? { variant: 'primary' as const } : {})} keys="k" onPress={() => setAnswering(true)}>{t('intake.acknowledge')}</Button>
          {isAnswering && isEntityOf(found, 'intake') ? <AcknowledgeDialog log={log} report={found} onClose={() => setAnswering(false)} /> : null}
        </>
      )}
    >
      {() => (view === null ? null : (
        <section>
          <SectionHeading>{t('intake.answer')}</SectionHeading>
          <ul className={inspector['links']}>
            <li>{view.acknowledgement === null ? t('intake.notAcknowledged') : <LinkButton onPress={() => { if (view.acknowledgement !== null) reveal('communications', view.acknowledgement.message); }}>{t('intake.acknowledgedBy', { number: view.acknowledgement.number })}</LinkButton>}</li>
            {view.delayMs === null ? null : <li>{view.delayMs < 0 ? t('intake.delayBefore', { span: span(-view.delayMs) }) : t('intake.delay', { span: span(view.delayMs) })}</li>}
          </ul>
        </section>
      ))}
    </EntityInspector>
  );
}
