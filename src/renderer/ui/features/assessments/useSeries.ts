import { useMemo } from 'react';
import type { LogId } from '#base';
import { assessmentSeries, isEntityOf, type AssessmentView } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { intakeFields } from '../../inspector/fields/intakeFields.ts';
import { useFieldText } from '../../inspector/fields/useFieldText.ts';
import { useQuery } from '../../port/useQuery.ts';

const noFilter = {};

/** The series of assessments, newest first; null while it loads. */
export function useSeries(log: LogId): readonly AssessmentView[] | null {
  const query = useQuery('entities', { log, kind: 'assessment', filter: noFilter });
  return useMemo(() => (query.state === 'ready' ? assessmentSeries(query.result.filter((entity) => isEntityOf(entity, 'assessment'))) : null), [query]);
}

/** One change of the series in words: `Severity: Medium → High`. */
export function useChangeText(): (change: AssessmentView['changed'][number]) => string {
  const t = useText();
  const text = useFieldText();
  return ({ field, from, to }) => {
    const spec = intakeFields.assessment.find((candidate) => candidate.name === field);
    if (spec === undefined) return field;
    const none = t('assessments.none');
    return t('assessments.change', { field: t(spec.label), from: text(spec, from) ?? none, to: text(spec, to) ?? none });
  };
}
