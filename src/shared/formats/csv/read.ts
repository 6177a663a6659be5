import { ok, type Result } from '#base';
import { malformed, type ImportFailure } from '../event/event.ts';

export interface CsvRecord { readonly fields: readonly string[]; readonly line: number }

/**
 * Strict reader of RFC 4180 over chunks of text: fields may hold quotes, commas and line breaks inside quotes; records end with
 * CRLF, LF or CR. A quote inside an unquoted field, text after a closing quote, and an unclosed quote are failures with their line.
 * A byte order mark at the start is skipped.
 */
export function* readCsv(chunks: Iterable<string>): Generator<Result<CsvRecord, ImportFailure>> {
  let fields: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let line = 1;
  let recordLine = 1;
  let pendingLineFeed = false;
  let first = true;

  function finish(): CsvRecord {
    fields.push(field);
    const record = { fields, line: recordLine };
    fields = [];
    field = '';
    state = 'start';
    recordLine = line;
    return record;
  }

  for (const chunk of chunks) {
    for (const character of chunk) {
      if (first) {
        first = false;
        if (character === '\uFEFF') continue;
      }
      if (pendingLineFeed) {
        pendingLineFeed = false;
        if (character === '\n') {
          if (state === 'quoted') field += character;
          continue;
        }
      }
      if (character === '\n' || character === '\r') line += 1;
      if (state === 'quoted') {
        if (character === '"') state = 'closed';
        else field += character;
        if (character === '\r') pendingLineFeed = true;
        continue;
      }
      if (character === '\n' || character === '\r') {
        pendingLineFeed = character === '\r';
        if (state !== 'start' || fields.length > 0) yield ok(finish());
        else recordLine = line;
      } else if (character === ',') {
        fields.push(field);
        field = '';
        state = 'start';
      } else if (character === '"') {
        if (state === 'plain') {
          yield malformed(line, 'a quote stands inside a field that is not quoted');
          return;
        }
        if (state === 'closed') field += character;
        state = 'quoted';
      } else if (state === 'closed') {
        yield malformed(line, 'text follows a closing quote');
        return;
      } else {
        field += character;
        state = 'plain';
      }
    }
  }
  if (state === 'quoted') yield malformed(recordLine, 'a quote is never closed');
  else if (state !== 'start' || fields.length > 0) yield ok(finish());
}
