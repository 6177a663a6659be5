import { useState } from 'react';
import type { RotationReading, SyncServerView } from '#ipc';
import { useDesktop, useEngine } from '../../port/ports.tsx';

/** A file of new keys that was opened for a server, and what it was found to be; `failed` when it could not be read at all. */
export interface RotationFile { readonly server: SyncServerView; readonly bytes: Uint8Array; readonly reading: RotationReading | { readonly is: 'failed' } }

/** Opens a rotation of a file for a server, by the dialog of main, and has it judged; nothing is taken by that. */
export function useRotationFile(): { readonly file: RotationFile | null; readonly choose: (server: SyncServerView) => Promise<void>; readonly clear: () => void } {
  const engine = useEngine();
  const desktop = useDesktop();
  const [file, setFile] = useState<RotationFile | null>(null);
  const choose = async (server: SyncServerView): Promise<void> => {
    const chosen = await desktop.call('file.read', { extensions: ['hfr'] });
    if (!chosen.ok) {
      setFile(chosen.error.kind === 'cancelled' ? null : { server, bytes: new Uint8Array(0), reading: { is: 'failed' } });
      return;
    }
    const { bytes } = chosen.value;
    const read = await engine.call('sync.readRotation', { server: server.id, rotation: bytes });
    setFile({ server, bytes, reading: read.ok ? read.value : { is: 'failed' } });
  };
  return { file, choose, clear: () => setFile(null) };
}
