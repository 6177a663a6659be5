const GUARDED = /^[\s"]*[=+\-@\u0000\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** One record of RFC 4180: every field quoted, quotes doubled, CRLF at the end. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/**
 * A field that no spreadsheet takes for a formula: an apostrophe goes in front where one could start (OWASP ASVS 1.2.10).
 * Fields that begin with an apostrophe get one too, so that taking one away always gives the field back.
 */
export function guardField(field: string): string {
  if (field.startsWith("'")) return `'${field}`;
  return GUARDED.test(field) && !PLAIN_NUMBER.test(field) ? `'${field}` : field;
}

/** Takes back what `guardField` did. */
export function unguardField(field: string): string {
  return field.startsWith("'") ? field.slice(1) : field;
}
