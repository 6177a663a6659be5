// How the tools talk: one line per fact on standard error, so that standard output stays free for results.

/** Prints one line about what is going on. */
export function say(line) {
  process.stderr.write(`holdfast: ${line}\n`);
}

/** A failure the reader can act on: shown as one line, without a stack. */
export class Plain extends Error {}

/** Runs a tool's main function; a `Plain` failure becomes one line, anything else keeps its stack. Exit code 1 either way. */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof Plain) say(error.message);
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
