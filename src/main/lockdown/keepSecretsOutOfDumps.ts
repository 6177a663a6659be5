import { app } from 'electron';
import { writeFileSync } from 'node:fs';

/**
 * A crash must not write memory to a disk: no crash reporter, and on Linux an empty core-dump filter, which child
 * processes inherit and which holds whatever the system's core limit is. Chromium makes its sandboxed processes undumpable by itself.
 */
export function keepSecretsOutOfDumps(): void {
  app.commandLine.appendSwitch('disable-breakpad');
  app.commandLine.appendSwitch('disable-crash-reporter');
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0x0');
  } catch {
    // Without /proc there is nothing to switch; the system's own limit remains.
  }
}
