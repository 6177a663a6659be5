import { randomBytes } from 'node:crypto';

/** Writes down a bug and answers the id under which it can be found. */
export type ReportBug = (error: unknown) => string;

/**
 * Reports bugs as one line each: an id, the class of the error and where in the program it was thrown. The message of
 * the error is left out, because it may quote a path, a file name or text of a case.
 */
export function createBugReporter(write: (line: string) => void): ReportBug {
  return (error) => {
    const id = randomBytes(4).toString('hex');
    write(`holdfast: bug ${id} ${describeBug(error)}\n`);
    return id;
  };
}

/** Class and call sites of an error, without its message. */
export function describeBug(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  // The stack begins with the message, and a message of several lines can look like a call site.
  const sites = (error.stack ?? '').replace(error.message, '').split('\n').flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []);
  return [error.constructor.name, ...sites.slice(0, 8).map(withoutFolders)].join(' < ');
}

// `name (file:///home/someone/app/out/main/index.js:12:3)` becomes `name index.js:12:3`.
function withoutFolders(site: string): string {
  const place = /([^/\\(\s]+:\d+:\d+)\)?$/.exec(site)?.[1] ?? '?';
  const caller = /^([\w.$<> ]+) \(/.exec(site)?.[1] ?? '';
  return `${caller} ${place}`.trim();
}
