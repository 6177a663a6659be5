import { dialog, utilityProcess, type BrowserWindow } from 'electron';
import type { HubChild } from './hubDesk.ts';

/** Starts the process of the hub: its own bundle, no arguments, no standard streams, a channel to main and nothing else. */
export function forkHub(modulePath: string): HubChild {
  const child = utilityProcess.fork(modulePath, [], { serviceName: 'Holdfast war-room hub', stdio: 'ignore', execArgv: [] });
  return {
    post: (order) => child.postMessage(order),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      const { pid } = child;
      if (pid === undefined) child.kill();
      else killNow(pid);
    },
  };
}

/** The question is asked in a dialog of the system: a page that was taken over could press its own buttons, and must not be able to open a port. */
export async function confirmHub(window: BrowserWindow | null, address: string): Promise<boolean> {
  const question = {
    type: 'question' as const, title: 'Holdfast', buttons: ['Start the hub', 'Cancel'], defaultId: 1, cancelId: 1, noLink: true,
    message: `Start a war-room hub on ${address}?`,
    detail: 'Everybody on that network can then reach this port of this machine until the hub is stopped or the vault is locked. The hub keeps sealed frames only, and holds no key of the vault.',
  };
  const answer = window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
  return answer.response === 0;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
