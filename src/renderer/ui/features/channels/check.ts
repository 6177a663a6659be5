import type { EntityId } from '#base';
import type { BodyOf, CodeSheetUse } from '#domain';

export type Check = BodyOf<'attendance'>['check'];
/** A check of identity while it is written: `sheet` null takes the first sheet that has a line left, `line` empty the line that comes next. */
export interface CheckDraft { readonly means: Check['means']; readonly result: Check['result']; readonly sheet: EntityId | null; readonly line: string }

export const noCheck: CheckDraft = { means: 'call-back', result: 'passed', sheet: null, line: '' };

/** The sheet and the line that a caller is asked for; null when no sheet has a line left. */
export function challengeOf(draft: CheckDraft, sheets: readonly CodeSheetUse[]): { readonly use: CodeSheetUse; readonly line: number } | null {
  const use = sheets.find(({ sheet, next }) => (draft.sheet === null ? next !== null : sheet.id === draft.sheet));
  const line = draft.line.trim() === '' ? use?.next ?? null : Number(draft.line);
  return use === undefined || line === null || !Number.isInteger(line) || line < 1 || line > use.sheet.body.lines || use.used.includes(line) ? null : { use, line };
}

/** The check as it is recorded: the number of the line, never its words. Null while a line must be chosen first. */
export function toCheck(draft: CheckDraft, sheets: readonly CodeSheetUse[]): Check | null {
  if (draft.means === 'not-verified') return { means: 'not-verified', result: 'failed' };
  if (draft.means !== 'code-line') return { means: draft.means, result: draft.result };
  const challenge = challengeOf(draft, sheets);
  return challenge === null ? null : { means: 'code-line', result: draft.result, sheet: challenge.use.sheet.id, line: challenge.line };
}
