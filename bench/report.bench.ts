// A post-incident report of 1,000 timeline rows, from projected state to PDF in the real app, against printToPDF of the
// same rows as a bare table in the same app and run.
import type { PrintJob } from '#ipc';
import { projectIncident } from '#domain';
import { buildPostIncident, renderHtml, renderRunning } from '#report';
import { createJournal, happened, START } from '../src/shared/domain/testing/journal.ts';
import { launchHoldfast } from '../test/support/runtime.ts';
import { median, printFigure } from './support/figure.ts';

const ROWS = 1000;
const RUNS = 5;

const journal = createJournal();
journal.add('incident', { ref: 'INC-2026-1000', title: 'A thousand events', severity: 'high', types: [], verdict: 'confirmed', major: false, tlp: 'AMBER', exercise: true, zone: 'Europe/Oslo' });
for (let row = 0; row < ROWS; row += 1) {
  journal.add('event', { track: row % 3 === 0 ? 'adversary' : 'system', fact: `service installed on host ${row}, demand start, LocalSystem`, host: `TRD-FS${row % 40}`, source: 'event log' }, { occurred: happened(START + row * 7000) });
}
const state = projectIncident(journal.entries);

function buildReport(): PrintJob {
  const document = buildPostIncident({ state, zone: 'Europe/Oslo', producedBy: 'Holdfast bench', feeds: [] });
  const rendering = { issue: null, contentSha256: 'ab'.repeat(32), generatedAt: '2026-11-22T03:00:00Z', generatedBy: 'bench', fontCss: '' };
  return { title: 'report', html: renderHtml(document, rendering), ...renderRunning(document, rendering) };
}

function buildBareTable(): PrintJob {
  const rows = Array.from({ length: ROWS }, (_, row) => `<tr><td>2026-11-21 06:00:00Z</td><td>system</td><td>service installed on host ${row}, demand start, LocalSystem</td><td>TRD-FS${row % 40}</td><td>entry ${row}</td></tr>`);
  return { title: 'table', html: `<!doctype html><title>table</title><table>${rows.join('')}</table>`, header: '<span></span>', footer: '<span></span>' };
}

const holdfast = await launchHoldfast();
async function timePrint(build: () => PrintJob): Promise<number> {
  const started = performance.now();
  const job = build();
  const pages = await holdfast.window.evaluate(async (printed) => {
    const answer = (await (globalThis as unknown as { readonly holdfast: { readonly call: (name: string, input: unknown) => Promise<unknown> } }).holdfast.call('document.renderPdf', printed)) as { readonly ok: boolean; readonly value?: { readonly pages: number } };
    return answer.ok ? (answer.value?.pages ?? 0) : 0;
  }, job);
  if (pages === 0) throw new Error('nothing was printed');
  return performance.now() - started;
}

const report: number[] = [];
const table: number[] = [];
for (let run = 0; run <= RUNS; run += 1) {
  const [reportMs, tableMs] = [await timePrint(buildReport), await timePrint(buildBareTable)];
  if (run === 0) continue;
  report.push(reportMs);
  table.push(tableMs);
}
await holdfast.close();
printFigure({ name: 'report of 1,000 timeline rows to PDF', value: median(report), unit: 'ms', baseline: `printToPDF of the bare table, ${Math.round(median(table))} ms`, ratio: median(report) / median(table) });
process.exit(0);
