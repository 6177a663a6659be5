import { expect, test } from 'vitest';
import { emptyIncident, nextIncidentRef, parseIncidentDraft } from './incidentDraft.ts';

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

test('the next reference is one above the highest of the year', () => {
  const now = Date.UTC(2026, 10, 21);
  expect(nextIncidentRef([], now)).toBe('INC-2026-0001');
  expect(nextIncidentRef(['INC-2026-0007', 'INC-2025-0100', 'TICKET-9', 'INC-2026-x'], now)).toBe('INC-2026-0008');
});
