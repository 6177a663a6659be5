// What is sent to a printer, as text: no machine that runs tests has one.
import { spawnSync } from 'node:child_process';
import { expect, type ElectronApplication } from '@playwright/test';

/** The text of a PDF, laid out as on its pages. */
export function textOfPdf(pdf: Buffer | string): string {
  const isFile = typeof pdf === 'string';
  const run = spawnSync('pdftotext', ['-layout', isFile ? pdf : '-', '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...(isFile ? {} : { input: pdf }) });
  if (run.status !== 0) throw new Error(`pdftotext: ${run.error?.message ?? run.stderr}`);
  return run.stdout;
}

/** Puts a printer that keeps what it gets in the place of the system's. Answers a function that waits until there are so many papers and gives the text of the last one. */
export async function keepPrints(app: ElectronApplication): Promise<(count: number) => Promise<string>> {
  await app.evaluate(({ app: electronApp }) => {
    const kept: string[] = [];
    (globalThis as unknown as { keptPrints: string[] }).keptPrints = kept;
    electronApp.on('web-contents-created', (_event, contents) => {
      contents.print = (_settings, done) => {
        void contents.printToPDF({ landscape: true }).then((pdf) => { kept.push(pdf.toString('base64')); done?.(true, ''); }, () => done?.(false, 'failed'));
      };
    });
  });
  return async (count) => {
    const kept = () => app.evaluate(() => (globalThis as unknown as { keptPrints: string[] }).keptPrints);
    await expect.poll(async () => (await kept()).length).toBe(count);
    return textOfPdf(Buffer.from((await kept()).at(-1) ?? '', 'base64'));
  };
}
