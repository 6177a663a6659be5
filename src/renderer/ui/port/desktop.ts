import { fail, type Answer, type CallName, type Client, type In, type Payload, type PushName, type Result } from '#base';
import type { DesktopContract, HoldfastApi, SourceGrant } from '#ipc';

declare global {
  interface Window {
    readonly holdfast: HoldfastApi;
  }
}

/** Everything the window asks of the main process, plus the two things only the preload can do. */
export interface Desktop extends Client<DesktopContract> {
  readonly grantsFromFiles: (files: readonly File[]) => Promise<readonly SourceGrant[]>;
}

/** The typed client over what the preload exposes. Answers are results; a broken bridge answers `closed`. */
export function createDesktop(api: HoldfastApi): Desktop {
  return {
    call: async <N extends CallName<DesktopContract>>(name: N, input: In<DesktopContract, N>) => {
      try {
        const answer = await api.call(name, input);
        return isResult(answer) ? (answer as Answer<DesktopContract, N>) : fail('internal', 'the answer is not a result');
      } catch {
        return fail('closed', 'the main process does not answer');
      }
    },
    on: <N extends PushName<DesktopContract>>(name: N, listener: (payload: Payload<DesktopContract, N>) => void) =>
      api.on(name, (payload) => listener(payload as Payload<DesktopContract, N>)),
    grantsFromFiles: (files) => api.grantsFromFiles(files),
  };
}

function isResult(value: unknown): value is Result<unknown, unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}
