import type { DiskEnvironment } from '../environment.ts';
import type { OpenVault } from '../vault/door.ts';
/** Free space that never matters. */
export declare const ampleSpace: Pick<DiskEnvironment, 'space'>;
/** A folder that lives as long as the test. */
export declare function createTestFolder(): Promise<string>;
/** A finished vault with a head and one slot of filler, open until the test ends. */
export declare function createTestVault(options?: {
    readonly environment?: Partial<DiskEnvironment>;
    readonly sealWorker?: URL;
    readonly name?: string;
    readonly ballastBytes?: number;
}): Promise<{
    readonly vault: OpenVault;
    readonly folder: string;
    readonly hostStateDir: string;
}>;
/** As much of a vault head as the disk looks at. */
export declare function createHead(vaultId?: string): Uint8Array;
