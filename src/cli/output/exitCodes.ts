/** What the process answers to the shell; documented in docs/spec/cli.md. */
export const exitCodes = {
  ok: 0,
  /** The work was not done; for `verify`: something does not hold. */
  failed: 1,
  /** What could be done or checked holds, but not everything could be (`verify`, `repair`, `bundle import`, `slip-check`). */
  incomplete: 2,
  /** `verify` only: not a vault or package, or not readable as one. */
  malformed: 3,
  /** The arguments do not fit the command (sysexits EX_USAGE). */
  usage: 64,
  /** A body or field does not fit its kind (EX_DATAERR). */
  data: 65,
  /** A vault, file or incident that was named does not exist (EX_NOINPUT). */
  missing: 66,
  /** The disk is full or a file could not be written (EX_IOERR). */
  io: 74,
  /** The vault is open in another process (EX_TEMPFAIL). */
  held: 75,
  /** The passphrase or recovery key does not open the vault (EX_NOPERM). */
  wrongKey: 77,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for the kind of an expected failure. */
export function exitCodeFor(kind: string): ExitCode {
  switch (kind) {
    case 'wrong-key': return exitCodes.wrongKey;
    case 'held': return exitCodes.held;
    case 'missing': case 'not-a-vault': case 'unknown-target': case 'unknown-log': case 'unknown-grant': case 'vanished': case 'not-a-copy': return exitCodes.missing;
    case 'invalid-entry': case 'bad-slip': case 'bad-certificate': case 'bad-recipient': case 'bad-words': case 'bad-invitation': case 'malformed-request': case 'bad-voucher': case 'bad-pairing': case 'weak-passphrase': case 'nothing-to-export': case 'cannot-redact': return exitCodes.data;
    case 'disk-full': case 'io': case 'read-only': case 'unreadable': case 'exists': return exitCodes.io;
    case 'usage': return exitCodes.usage;
    default: return exitCodes.failed;
  }
}
