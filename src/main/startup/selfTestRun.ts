/** How long the whole self-test may take. */
export const selfTestMs = 180_000;

/** The end of a run with --self-test: one line and an exit code. */
export interface SelfTestRun {
  readonly report: (passed: boolean, detail: string) => void;
}

/** Starts the clock. `end` leaves the process with 0 or 1. Only the first report counts. */
export function createSelfTestRun(options: { readonly write: (line: string) => void; readonly end: (code: 0 | 1) => void }): SelfTestRun {
  let done = false;
  const startedAt = performance.now();
  function report(passed: boolean, detail: string): void {
    if (done) return;
    done = true;
    clearTimeout(patience);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    options.write(`holdfast self-test: ${passed ? 'passed' : 'FAILED'} (${detail.replace(/\s+/g, ' ')}; ${seconds} s)\n`);
    options.end(passed ? 0 : 1);
  }
  const patience = setTimeout(report, selfTestMs, false, 'no result within three minutes');
  return { report };
}
