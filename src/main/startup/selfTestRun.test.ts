import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSelfTestRun, selfTestMs } from './selfTestRun.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function run() {
  const lines: string[] = [];
  const codes: number[] = [];
  return { lines, codes, selfTest: createSelfTestRun({ write: (line) => lines.push(line), end: (code) => codes.push(code) }) };
}

test('the first report counts, on one line', () => {
  const { lines, codes, selfTest } = run();
  selfTest.report(true, 'all\n well');
  selfTest.report(false, 'late');
  vi.advanceTimersByTime(selfTestMs * 2);
  expect(codes).toEqual([0]);
  expect(lines).toEqual(['holdfast self-test: passed (all well; 0.0 s)\n']);
});

test('a window that never reports fails', () => {
  const { lines, codes } = run();
  vi.advanceTimersByTime(selfTestMs);
  expect(codes).toEqual([1]);
  expect(lines[0]).toMatch(/^holdfast self-test: FAILED/);
});
