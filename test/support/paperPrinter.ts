// A printer for tests: what the app gives to the print dialog comes out as a PDF, of which the text and the number of pages are kept.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type ElectronApplication } from '@playwright/test';
import { freshFolder } from './runtime.ts';

/** `text` is in the order in which it is read, with single blanks. */
export interface Paper { readonly text: string; readonly pages: number }
export interface PaperPrinter {
  /** Waits for the sheet after those that were taken already. */
  readonly next: () => Promise<Paper>;
}

/** Puts the printer in the place of the system's dialog. The pages are laid out as they would be printed; header and footer stand on each of them. */
export async function plugPrinter(app: ElectronApplication): Promise<PaperPrinter> {
  await app.evaluate(({ webContents }) => {
    const [any] = webContents.getAllWebContents();
    const printed: string[] = [];
    Object.assign(globalThis, { printed });
    Object.getPrototypeOf(any).print = function print(this: Electron.WebContents, settings: { header?: string; footer?: string }, done: (ok: boolean, reason: string) => void) {
      const running = (text: string | undefined): string => `<span style="font-size:8px;margin-left:15mm">${(text ?? '').replaceAll('<', '&lt;')}</span>`;
      this.printToPDF({ pageSize: 'A4', displayHeaderFooter: true, headerTemplate: running(settings.header), footerTemplate: running(settings.footer), margins: { top: 0.75, bottom: 0.75, left: 0.6, right: 0.6 } })
        .then((pdf) => { printed.push(pdf.toString('base64')); done(true, ''); }, () => done(false, 'failed'));
    };
  });
  const folder = freshFolder('paper');
  let taken = 0;
  return {
    next: async () => {
      await expect.poll(() => app.evaluate(() => (globalThis as unknown as { printed: readonly string[] }).printed.length), { message: 'a sheet comes out of the printer' }).toBeGreaterThan(taken);
      const base64 = await app.evaluate((_, index) => (globalThis as unknown as { printed: readonly string[] }).printed[index] ?? '', taken);
      taken += 1;
      const file = path.join(folder, `${taken}.pdf`);
      writeFileSync(file, Buffer.from(base64, 'base64'));
      const tool = (name: string, ...args: readonly string[]): string => spawnSync(name, args, { encoding: 'utf8' }).stdout;
      return { text: tool('pdftotext', '-raw', file, '-').replaceAll(/\s+/g, ' '), pages: Number(/^Pages:\s+(\d+)/m.exec(tool('pdfinfo', file))?.[1]) };
    },
  };
}
