import { BrowserWindow, session, type Session } from 'electron';
import { fail, ok } from '#base';
import type { PackedPrintJob } from '#ipc';
import { wipe, wipeSoon } from '../files/wipe.ts';
import type { HandlersOf } from '../ipc/router.ts';
import { isPrintAddress } from '../lockdown/blockRequests.ts';
import { lockSession } from '../lockdown/lockSession.ts';
import { createPrintShelf } from './printShelf.ts';
import { countPages, toDialogSettings, toPdfSettings } from './pdfSettings.ts';

export interface PrintDesk {
  readonly handlers: HandlersOf<'document.renderPdf' | 'document.print'>;
  /** Ends every page being printed, with its process. */
  readonly abandon: () => void;
}

/**
 * Prints pages in a hidden window of its own: a session in memory, no script, no preload, no network, and one address
 * that works once. What a page says can therefore not act, not ask and not stay.
 */
export function createPrintDesk(): PrintDesk {
  const shelf = createPrintShelf();
  const open = new Set<BrowserWindow>();
  let prepared: Promise<Session> | null = null;

  async function prepare(): Promise<Session> {
    // Without the prefix `persist:` a session lives in memory.
    const own = session.fromPartition('print', { cache: false });
    own.protocol.handle('app', shelf.serve);
    await lockSession(own, isPrintAddress);
    return own;
  }

  async function withPage<T>(job: PackedPrintJob, print: (window: BrowserWindow) => Promise<T>): Promise<T | null> {
    prepared ??= prepare();
    const window = createPrintWindow(await prepared);
    open.add(window);
    const address = shelf.put(job.html);
    try {
      await window.loadURL(address);
      wipe(job.html);
      return await print(window);
    } catch {
      // A page that was abandoned by a lock, or that Chromium could not lay out.
      return null;
    } finally {
      shelf.remove(address);
      wipe(job.html);
      open.delete(window);
      endPage(window);
    }
  }

  return {
    handlers: {
      'document.renderPdf': async (job) => {
        const pdf = await withPage(job, (window) => window.webContents.printToPDF(toPdfSettings(job)));
        if (pdf === null) return fail('render-failed', 'the pages could not be laid out');
        const bytes = new Uint8Array(pdf.buffer, pdf.byteOffset, pdf.byteLength);
        const pages = countPages(bytes);
        wipeSoon(bytes);
        return ok({ bytes, pages });
      },
      'document.print': async (job) => {
        const reason = await withPage(job, (window) => showPrintDialog(window, job));
        if (reason === null) return fail('render-failed', 'the pages could not be laid out');
        return reason === '' ? ok({}) : toPrintFailure(reason);
      },
    },
    abandon: () => {
      for (const window of open) endPage(window);
    },
  };
}

function createPrintWindow(own: Session): BrowserWindow {
  return new BrowserWindow({
    show: false,
    title: 'Holdfast',
    webPreferences: { session: own, javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webgl: false, plugins: false, spellcheck: false, devTools: false, backgroundThrottling: false },
  });
}

/** Resolves to the reason it was not printed, empty when it was. */
function showPrintDialog(window: BrowserWindow, job: PackedPrintJob): Promise<string> {
  return new Promise((resolve) => window.webContents.print(toDialogSettings(job), (printed, reason) => resolve(printed ? '' : reason || 'failed')));
}

function toPrintFailure(reason: string) {
  if (/cancel/i.test(reason)) return fail('cancelled', 'printing was cancelled');
  if (/no valid printers|deviceName|printer/i.test(reason)) return fail('no-printer', 'this computer has no printer: save the document as PDF instead');
  return fail('render-failed', 'the pages could not be printed');
}

// Its process ends at once, and with it what was laid out.
function endPage(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  window.webContents.forcefullyCrashRenderer();
  window.destroy();
}
