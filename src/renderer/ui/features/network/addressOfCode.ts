/** The address in the code of a server (`HFA1:<host>:<port>:<pin>:<identity>`), or null when it is none. The engine reads the whole code; this is for the question of the system. */
export function addressOfCode(code: string): string | null {
  const match = /^HFA1:([^:]+):(\d{1,5}):[0-9A-F]{64}:[0-9A-F]{64}$/i.exec(code.trim());
  return match === null ? null : `${(match[1] ?? '').replaceAll(/%3a/gi, ':').toLowerCase()}:${match[2] ?? ''}`;
}
