// One assessment: what it changed against the one before it, and by which criteria. Keys: those of the inspector.
import type { ReactNode } from 'react';
import { isEntityOf, localCriteria } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import inspector from '../../inspector/inspector.module.css';
import { SectionHeading } from '../../kit/Panel.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import { useChangeText, useSeries } from './useSeries.ts';

export function AssessmentInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const changeText = useChangeText();
  const view = (useSeries(log) ?? []).find(({ assessment }) => assessment.id === entity);
  return (
    <EntityInspector log={log} entity={entity}>
      {({ entity: found }) => (
        <>
          {view === undefined || view.changed.length === 0 ? null : (
            <section>
              <SectionHeading>{t('assessments.changed')}</SectionHeading>
              <ul className={inspector['links']}>{view.changed.map((change) => <li key={change.field}>{changeText(change)}</li>)}</ul>
            </section>
          )}
          {isEntityOf(found, 'assessment') && found.body.criteriaVersion === localCriteria.version ? <p className={inspector['linkName']}>{t('assessments.localDefault', { version: localCriteria.version })}</p> : null}
        </>
      )}
    </EntityInspector>
  );
}
