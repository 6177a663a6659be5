// The file system of this computer with so much room and no more: what goes beyond it fails as on a full disk, in the middle of a write.
import { systemFiles, type FileLayer } from '../../../src/disk/durable/fileLayer.ts';

export interface FullFiles { readonly files: FileLayer; /** Bytes that may still be written. */ room: number }

export function createFullFiles(): FullFiles {
  const full = (): Error => Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
  const state: FullFiles = {
    room: Infinity,
    files: {
      ...systemFiles,
      open: async (path, mode) => {
        const file = await systemFiles.open(path, mode);
        return {
          read: (buffer, offset, length, position) => file.read(buffer, offset, length, position), truncate: (length) => file.truncate(length), sync: () => file.sync(), datasync: () => file.datasync(), stat: () => file.stat(), close: () => file.close(),
          write: async (bytes, offset, length, position) => {
            if (state.room <= 0) throw full();
            const part = Math.min(length, state.room);
            state.room -= part;
            return file.write(bytes, offset, part, position);
          },
        };
      },
    },
  };
  return state;
}
