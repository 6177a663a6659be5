import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawTimeline } from './drawTimeline.ts';

const mark = fc.record({ at: fc.integer({ min: 0, max: 4e12 }), label: fc.string({ maxLength: 40 }), tone: fc.constantFrom('adversary' as const, 'defender' as const, 'milestone' as const, 'neutral' as const) });

test('every mark is drawn once, in order of time, inside the picture', () => {
  fc.assert(fc.property(fc.array(mark, { minLength: 1, maxLength: 30 }), (marks) => {
    const svg = drawTimeline(marks, 'story');
    const anchors = [...svg.matchAll(/<text x="(\d+)"/g)].map((match) => Number(match[1]));
    expect(anchors).toHaveLength(marks.length);
    expect(anchors).toEqual([...anchors].sort((left, right) => left - right));
    for (const x of anchors) expect(x).toBeGreaterThanOrEqual(0);
    for (const x of anchors) expect(x).toBeLessThanOrEqual(680);
  }), { numRuns: process.env.SLOW === '1' ? 5000 : 100 });
});

test('labels on one row do not overlap', () => {
  const svg = drawTimeline(Array.from({ length: 9 }, (_, index) => ({ at: index, label: 'a label of some length here', tone: 'neutral' as const })), 'story');
  const byRow = new Map<string, number[]>();
  for (const match of svg.matchAll(/<text x="(\d+)" y="([\d.-]+)" text-anchor="middle"/g)) {
    byRow.set(match[2] ?? '', [...(byRow.get(match[2] ?? '') ?? []), Number(match[1])]);
  }
  for (const centres of byRow.values()) {
    for (let index = 1; index < centres.length; index += 1) expect((centres[index] ?? 0) - (centres[index - 1] ?? 0)).toBeGreaterThan(27 * 5);
  }
});
