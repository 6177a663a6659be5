import { runCommandLine } from './run.ts';
import { createTerminal } from './terminal.ts';
import { servedAsPieceThread, startPieceThread } from './verify/pieceThread.ts';

// The exit code is set, not forced: what was printed is still written when the output is a pipe.
if (!servedAsPieceThread()) process.exitCode = await runCommandLine(process.argv.slice(2), { ...createTerminal(), startPieceThread: () => startPieceThread(new URL(import.meta.url)) });
