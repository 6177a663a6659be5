import type { BodyOf } from '../entries/bodies.ts';
import { sortedJson } from '../projection/amend.ts';
import type { Entity } from '../view.ts';

type AssessmentField = keyof BodyOf<'assessment'>;

/** One assessment of the series, with what it changed against the one before it that stands. */
export interface AssessmentView { readonly assessment: Entity<'assessment'>; readonly isCurrent: boolean; readonly changed: readonly { readonly field: AssessmentField; readonly from: unknown; readonly to: unknown }[] }

// The reason is written anew each time; that it differs says nothing.
const notCompared: readonly AssessmentField[] = ['reason'];

/** The series, newest first (docs/spec/intake.md section 3). Retracted assessments stay, change nothing and are compared with nothing. */
export function assessmentSeries(assessments: readonly Entity<'assessment'>[]): readonly AssessmentView[] {
  const series: AssessmentView[] = [];
  let before: BodyOf<'assessment'> | null = null;
  for (const assessment of assessments.toSorted((left, right) => left.stamp.number - right.stamp.number)) {
    const stands = assessment.retracted === null;
    series.push({ assessment, isCurrent: false, changed: stands && before !== null ? changesBetween(before, assessment.body) : [] });
    if (stands) before = assessment.body;
  }
  const current = series.findLastIndex((view) => view.assessment.retracted === null);
  return series.map((view, index) => (index === current ? { ...view, isCurrent: true } : view)).reverse();
}

function changesBetween(from: BodyOf<'assessment'>, to: BodyOf<'assessment'>): AssessmentView['changed'] {
  const fields = [...new Set([...Object.keys(to), ...Object.keys(from)])] as AssessmentField[];
  return fields.filter((field) => !notCompared.includes(field) && sortedJson(from[field] ?? null) !== sortedJson(to[field] ?? null)).map((field) => ({ field, from: from[field], to: to[field] }));
}
