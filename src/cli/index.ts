import { runCommandLine } from './run.ts';
import { createTerminal } from './terminal.ts';

// The exit code is set, not forced: what was printed is still written when the output is a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2), createTerminal());
