// A disk for tests in the page: folders of vaults that outlive a reload, kept in IndexedDB of the page's origin.
export interface FakeVaultFolder {
  readonly token: string;
  name: string;
  isFinished: boolean;
  lastOpened: number | null;
  head: Uint8Array | null;
  host: Uint8Array | null;
  readonly slots: Map<string, Uint8Array>;
  readonly logs: Map<string, Uint8Array[]>;
  readonly evidence: Map<string, Uint8Array[]>;
}
export interface FakeDiskState {
  readonly vaults: Map<string, FakeVaultFolder>;
  preferences: unknown;
  /** The logs of a vault as they were when a copy of it was kept. */
  copy?: Map<string, Uint8Array[]>;
  /** Logs and host state of a moment, to go back to. */
  moment?: { readonly logs: ReadonlyMap<string, Uint8Array[]>; readonly host: Uint8Array | null };
}

const databaseName = 'fake-disk';

/** Opens the disk; `save` writes everything, durably. A disk that was never saved begins with the folders given. */
export async function openFakeDisk(prepared: readonly FakeVaultFolder[] = []): Promise<{ readonly state: FakeDiskState; readonly save: () => Promise<void> }> {
  const database = await request(() => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('state');
    return opening;
  });
  const stored = await request<FakeDiskState | undefined>(() => database.transaction('state').objectStore('state').get('state') as IDBRequest<FakeDiskState | undefined>);
  const state = stored ?? { vaults: new Map(prepared.map((folder) => [folder.token, folder])), preferences: null };
  return {
    state,
    save: () => new Promise((resolve, reject) => {
      const transaction = database.transaction('state', 'readwrite', { durability: 'strict' });
      transaction.objectStore('state').put(state, 'state');
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(new Error('the fake disk did not save'));
    }),
  };
}

/** A new, empty folder that is hidden until creation is finished. */
export function emptyFolder(token: string, name: string): FakeVaultFolder {
  return { token, name, isFinished: false, lastOpened: null, head: null, host: null, slots: new Map(), logs: new Map(), evidence: new Map() };
}

function request<T>(make: () => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const running = make();
    running.onsuccess = () => resolve(running.result);
    running.onerror = () => reject(new Error('the fake disk did not open'));
  });
}
