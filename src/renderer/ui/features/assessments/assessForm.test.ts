import { expect, test } from 'vitest';
import { localCriteria } from '#domain';
import { assessmentDraft, beginWith, suggestedPriority } from './assessForm.ts';

test('the priority follows the criteria until somebody chooses another', () => {
  const values = { ...beginWith(null), severity: 'critical', urgency: 'high', reason: 'it spreads' };
  expect(suggestedPriority(localCriteria, values)).toBe('P1');
  expect(assessmentDraft(values).body).toEqual({ severity: 'critical', urgency: 'high', priority: 'P1', reason: 'it spreads', criteriaVersion: localCriteria.version });
  expect(assessmentDraft({ ...values, priority: 'P2' }).body.priority).toBe('P2');
});

test('a new assessment begins with the one in force, but for the reason', () => {
  const values = beginWith({ severity: 'medium', urgency: 'low', priority: 'P3', reason: 'one laptop', affectedSystems: 3, verisAttributes: ['integrity'] });
  expect(values).toMatchObject({ severity: 'medium', urgency: 'low', priority: null, reason: '', affectedSystems: 3 });
  expect(beginWith({ severity: 'medium', urgency: 'low', priority: 'P1', reason: 'x' })['priority']).toBe('P1');
  expect(assessmentDraft({ ...values, reason: 'two laptops' }).body).toMatchObject({ priority: 'P3', affectedSystems: 3, verisAttributes: ['integrity'] });
});
