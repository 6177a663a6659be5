import type { EntityId } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

/** What became of a code sheet (docs/spec/channels.md section 5). */
export interface CodeSheetUse {
  readonly sheet: Entity<'code-sheet'>;
  /** Lines that were asked for, passed or failed: crossed out on paper. */
  readonly used: readonly number[];
  /** The line to ask for next; null when all are used or the sheet is void. */
  readonly next: number | null;
  readonly failed: number;
}

type Checked = { readonly body: { readonly check?: BodyOf<'attendance'>['check'] }; readonly retracted: Entity['retracted'] };

/** The use of every sheet, from the calls and roll-calls that name its lines. A line is used once, whether it passed or failed, also when the call was retracted: it was spoken. */
export function codeSheetUse(sheets: readonly Entity<'code-sheet'>[], checked: readonly Checked[]): readonly CodeSheetUse[] {
  const bySheet = new Map<EntityId, { readonly lines: Set<number>; failed: number }>();
  for (const { body: { check } } of checked) {
    if (check?.sheet === undefined || check.line === undefined) continue;
    const found = bySheet.get(check.sheet) ?? { lines: new Set<number>(), failed: 0 };
    found.lines.add(check.line);
    if (check.result === 'failed') found.failed += 1;
    bySheet.set(check.sheet, found);
  }
  return sheets.filter((sheet) => sheet.retracted === null).map((sheet) => {
    const found = bySheet.get(sheet.id);
    const used = [...(found?.lines ?? [])].sort((left, right) => left - right);
    return { sheet, used, next: sheet.state === 'issued' ? firstUnused(used, sheet.body.lines) : null, failed: found?.failed ?? 0 };
  });
}

// Lines are asked for from the top, so that both sides know which one comes next.
function firstUnused(used: readonly number[], lines: number): number | null {
  const next = (used.at(-1) ?? 0) + 1;
  if (next <= lines) return next;
  for (let line = 1; line <= lines; line += 1) if (!used.includes(line)) return line;
  return null;
}
