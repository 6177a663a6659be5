import { clipboard, dialog, type BrowserWindow } from 'electron';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok } from '#base';
import type { OpenVault } from '#disk';
import type { SourceGrant } from '#ipc';
import type { HandlersOf } from '../ipc/router.ts';
import { safeFileName } from './safeFileName.ts';
import { wipe, wipeSoon } from './wipe.ts';
import { writeAtomically } from './writeAtomically.ts';

const MEBIBYTE = 1024 * 1024;
const SOURCE_BYTES = 64 * MEBIBYTE;
const READ_BYTES = 256 * MEBIBYTE;

type FileCalls = 'sources.choose' | 'sources.fromPaths' | 'sources.fromBytes' | 'copies.choose' | 'bundles.choose' | 'bundles.chooseFolder' | 'destination.choose' | 'file.save' | 'file.read' | 'clipboard.writeText';
export interface FileDesk {
  readonly handlers: HandlersOf<FileCalls>;
  /** Empties the clipboard when it still holds what this app put there since the last lock. */
  readonly clearClipboard: () => Promise<void>;
}

/**
 * Files in and out of the console. The window never names a path: it gets tokens for what a person chose in a dialog or
 * dropped, and bytes of files a person opened.
 */
export function createFileDesk(options: { readonly window: () => BrowserWindow | null; readonly vault: () => OpenVault | null }): FileDesk {
  let copied: string | null = null;

  async function grantFiles(paths: readonly string[]): Promise<readonly SourceGrant[]> {
    const vault = options.vault();
    if (vault === null) return [];
    const granted = await Promise.all(paths.map((file) => vault.grants.addFile(file)));
    return granted.flatMap((result) => (result.ok ? [result.value] : []));
  }

  return {
    handlers: {
      'sources.choose': async () => {
        const chosen = await showOpen(options.window(), { title: 'Choose evidence files', properties: ['openFile', 'multiSelections', 'showHiddenFiles', 'dontAddToRecent'] });
        return chosen.length === 0 ? cancelled() : ok({ grants: await grantFiles(chosen) });
      },
      'sources.fromPaths': async ({ paths }) => ok({ grants: await grantFiles(paths) }),
      'sources.fromBytes': async ({ name, bytes }) => {
        if (bytes.byteLength > SOURCE_BYTES) return fail('too-large', 'more than 64 MiB cannot be kept in memory: save it as a file first');
        const vault = options.vault();
        return vault === null ? fail('denied', 'no vault is open') : ok(vault.grants.addBytes(name, bytes));
      },
      'copies.choose': async ({ sort }) => {
        const vault = options.vault();
        if (vault === null) return fail('denied', 'no vault is open');
        const [place] = await showOpen(options.window(), sort === 'vault'
          ? { title: 'Choose another copy of this vault', properties: ['openDirectory', 'dontAddToRecent'] }
          : { title: 'Choose a journal package', properties: ['openFile', 'dontAddToRecent'], filters: [{ name: '.hfp', extensions: ['hfp'] }] });
        if (place === undefined) return cancelled();
        const granted = await vault.addCopy(place);
        return granted.ok ? ok({ ...granted.value, path: place }) : granted;
      },
      'bundles.choose': async ({ sort }) => {
        const vault = options.vault();
        if (vault === null) return fail('denied', 'no vault is open');
        const places = await showOpen(options.window(), sort === 'folder'
          ? { title: 'Choose the folder or stick with bundles', properties: ['openDirectory', 'dontAddToRecent'] }
          : { title: 'Choose bundle files', properties: ['openFile', 'multiSelections', 'dontAddToRecent'], filters: [{ name: '.age', extensions: ['age'] }] });
        const [first] = places;
        if (first === undefined) return cancelled();
        const granted = await Promise.all(places.map((place) => vault.addBundleFiles(place)));
        const grants = granted.flatMap((one) => (one.ok ? [one.value] : []));
        return grants.length === 0 ? fail('missing', 'nothing of what was chosen is there') : ok({ grants, path: sort === 'folder' ? first : path.dirname(first) });
      },
      'bundles.chooseFolder': async () => {
        const vault = options.vault();
        if (vault === null) return fail('denied', 'no vault is open');
        const [place] = await showOpen(options.window(), { title: 'Choose a folder or stick for the bundle', properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'] });
        if (place === undefined) return cancelled();
        const granted = await vault.addBundleFolder(place);
        return granted.ok ? ok({ ...granted.value, path: place }) : granted;
      },
      'destination.choose': async ({ suggestedName }) => {
        const vault = options.vault();
        if (vault === null) return fail('denied', 'no vault is open');
        const file = await showSave(options.window(), 'Extract to', suggestedName);
        return file === null ? cancelled() : ok({ destination: vault.grants.addDestination(file), path: file });
      },
      'file.save': async ({ suggestedName, bytes }) => {
        const file = await showSave(options.window(), 'Save', suggestedName);
        const written = file === null ? cancelled() : await writeAtomically(file, bytes);
        wipe(bytes);
        return written.ok ? ok({ path: file ?? '' }) : written;
      },
      'file.read': async ({ extensions }) => {
        const filters = extensions.length === 0 ? {} : { filters: [{ name: extensions.map((extension) => `.${extension}`).join(', '), extensions: [...extensions] }] };
        const [file] = await showOpen(options.window(), { title: 'Open', properties: ['openFile', 'dontAddToRecent'], ...filters });
        return file === undefined ? cancelled() : readWhole(file);
      },
      'clipboard.writeText': async ({ text }) => {
        await clipboard.writeText(text);
        copied = digest(text);
        return ok({});
      },
    },
    clearClipboard: async () => {
      const ours = copied;
      copied = null;
      // Reading answers at once in older versions of Electron and later in newer ones.
      if (ours !== null && digest(await clipboard.readText()) === ours) await clipboard.clear();
    },
  };
}

function cancelled() {
  return fail('cancelled', 'nothing was chosen');
}

async function showOpen(window: BrowserWindow | null, options: Electron.OpenDialogOptions): Promise<readonly string[]> {
  const answer = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return answer.canceled ? [] : answer.filePaths;
}

async function showSave(window: BrowserWindow | null, title: string, suggestedName: string): Promise<string | null> {
  const options: Electron.SaveDialogOptions = { title, defaultPath: safeFileName(suggestedName), properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'] };
  const answer = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}

async function readWhole(file: string) {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > READ_BYTES) return fail('too-large', 'this file is larger than 256 MiB');
      const bytes = new Uint8Array(await handle.readFile());
      wipeSoon(bytes);
      return ok({ name: path.basename(file), bytes });
    } finally {
      await handle.close();
    }
  } catch {
    return fail('io', 'the file could not be read');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
