import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('bytes that went are paid off before the next piece, and a pause saves nothing up', () => {
  let now = 1_000;
  const pace = createPace(() => now);
  pace.spend(2 ** 20);
  expect([pace.waitMs(), pace.pieceBytes()]).toEqual([0, 2 ** 20]);
  pace.limit(100_000);
  expect([pace.waitMs(), pace.pieceBytes()]).toEqual([0, 50_000]);
  pace.spend(100_000);
  expect(pace.waitMs()).toBe(1_000);
  now += 600;
  expect(pace.waitMs()).toBe(400);
  now += 60_000;
  pace.spend(50_000);
  expect(pace.waitMs()).toBe(500);
  pace.limit(32 * 1_024);
  expect(pace.pieceBytes()).toBe(16_384);
  pace.limit(1_000);
  expect([pace.waitMs(), pace.pieceBytes()]).toEqual([0, 16_384]);
  pace.spend(16_384);
  pace.limit(null);
  expect(pace.waitMs()).toBe(0);
});

test('whatever the limit, so many seconds carry no more than it grants and one piece', () => {
  for (const perSecond of [1_000, 70_000, 900_000, 3_000_000]) {
    let now = 0;
    const pace = createPace(() => now);
    pace.limit(perSecond);
    let sent = 0;
    while (now < 20_000) {
      if (pace.waitMs() === 0) {
        pace.spend(pace.pieceBytes());
        sent += pace.pieceBytes();
      } else now += pace.waitMs();
    }
    expect(sent).toBeLessThanOrEqual(20 * perSecond + pace.pieceBytes());
    expect(sent).toBeGreaterThanOrEqual(20 * perSecond - 1);
  }
});
