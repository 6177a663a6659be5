import { expect, test } from 'vitest';
import { initialValues, missingFields } from '../../inspector/fields/values.ts';
import { incidentOf, openingFields, receivedAt, reportDraft, reportFields } from './reportForm.ts';

const blank = initialValues([...reportFields, ...openingFields], null);

test('nothing but what was said must be filled in', () => {
  expect(missingFields([...reportFields, ...openingFields], blank)).toEqual(['text']);
  expect(reportDraft({ ...blank, text: ' Files end in .locked ' }).body).toEqual({ ref: '', text: 'Files end in .locked', channel: 'phone' });
  expect(receivedAt(blank)).toBeNull();
});

test('an incident opened from a report is titled by its first line, and low only when it is observed', () => {
  const values = { ...blank, text: `${'x'.repeat(200)}\nsecond line` };
  expect(incidentOf(values, 'INC-2026-0001', 'UTC')).toMatchObject({ ref: 'INC-2026-0001', title: `${'x'.repeat(119)}…`, severity: 'high', verdict: 'suspected', zone: 'UTC' });
  expect(incidentOf({ ...values, title: 'Odd logins', observeOnly: true }, 'R', 'UTC')).toMatchObject({ title: 'Odd logins', severity: 'low' });
});
