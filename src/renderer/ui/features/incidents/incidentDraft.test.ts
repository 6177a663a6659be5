import { expect, test } from 'vitest';
import { emptyIncident, parseIncidentDraft } from './incidentDraft.ts';

test('a stored draft comes back as it was', () => {
  const draft = { ...emptyIncident('Europe/Oslo'), title: 'Ransomware', types: ['malicious-code:infected-system' as const], exercise: true };
  expect(parseIncidentDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
});

test.each([null, 'text', {}, { ...emptyIncident('UTC'), severity: 'enormous' }, { ...emptyIncident('UTC'), types: 'spam' }])('what is no draft is refused', (stored) => {
  expect(parseIncidentDraft(stored)).toBeNull();
});

test('types that do not exist are left out', () => {
  expect(parseIncidentDraft({ ...emptyIncident('UTC'), types: ['test:test', 'made:up'] })?.types).toEqual(['test:test']);
});
