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
    const kept: { readonly header: string; readonly pdf: string }[] = [];
    (globalThis as unknown as { keptPrints: typeof kept }).keptPrints = kept;
    electronApp.on('web-contents-created', (_event, contents) => {
      contents.print = (settings, done) => {
        void contents.printToPDF({ landscape: true }).then((pdf) => { kept.push({ header: settings?.header ?? '', pdf: pdf.toString('base64') }); done?.(true, ''); }, () => done?.(false, 'failed'));
      };
    });
  });
  return async (count) => {
    const kept = () => app.evaluate(() => (globalThis as unknown as { keptPrints: readonly { readonly header: string; readonly pdf: string }[] }).keptPrints);
    await expect.poll(async () => (await kept()).length).toBe(count);
    const last = (await kept()).at(-1) ?? { header: '', pdf: '' };
    // The system's dialog prints the running head itself.
    return `${last.header}\n${textOfPdf(Buffer.from(last.pdf, 'base64'))}`;
  };
}
