import type { BodyOf, Change, Entity, Occurred, Stamp } from '#domain';
import { code, type Cell, type Inline } from '../tree/blocks.ts';
import { isAfterRemoval } from './afterRemoval.ts';
import type { ReportInput } from './input.ts';
import { utcText, zoneText } from './times.ts';

/** UTC time with precision, and under it the time as written when another zone was meant. */
export function timeCell(occurred: Occurred, zone: string): Cell {
  const runs: Inline[] = [{ type: 'code', text: utcText(occurred) }];
  const local = zoneText(occurred, zone);
  if (local !== null) runs.push({ type: 'muted', text: `\n${local}` });
  return runs;
}

/** 'entry 14, K. Moen': where a line comes from. */
export function sourceCell(stamp: Stamp): Cell {
  return [{ type: 'text', text: `entry ${stamp.number}, ${stamp.author.name}` }];
}

/** The text of an entity with its marks: struck when retracted, and a note when amended, late, or written after its device was removed. */
export function markedCell(text: string, entity: Entity, input: Pick<ReportInput, 'afterRemoval'>): Cell {
  const runs: Inline[] = [{ type: entity.retracted === null ? 'text' : 'struck', text }];
  if (entity.retracted !== null) {
    runs.push({ type: 'muted', text: `\nretracted by ${entity.retracted.stamp.author.name} (entry ${entity.retracted.stamp.number}): ${entity.retracted.reason}` });
  }
  const amended = entity.changes.filter((change) => change.type === 'amend' && !change.reverted).map((change) => `entry ${change.stamp.number}`);
  if (amended.length > 0) runs.push({ type: 'muted', text: `\namended: ${amended.join(', ')}` });
  if (entity.stamp.latenessMs !== null) runs.push({ type: 'muted', text: `\nwritten ${latenessText(entity.stamp.latenessMs)} after the fact` });
  if (isAfterRemoval(input, entity.stamp)) runs.push({ type: 'muted', text: '\nwritten after its device was removed from the journal' });
  return runs;
}

/** How far a clock was ahead or behind: '41 s slow'. */
export function clockErrorText(ms: number): string {
  return `${Math.abs(ms) >= 1000 ? `${Math.abs(ms) / 1000} s` : `${Math.abs(ms)} ms`} ${ms < 0 ? 'slow' : 'fast'}`;
}

/** Why an action was allowed, in words. */
export function authorityText(authority: BodyOf<'action'>['authority']): string {
  switch (authority.basis) {
    case 'standing': return `standing approval ${authority.reference}`;
    case 'approval': return `approved by ${authority.approver}${authority.secondApprover === undefined ? '' : ` and ${authority.secondApprover}`}`;
    case 'override': return `emergency override: ${authority.harm}`;
    case 'not-stated': return 'not stated';
  }
}

/** A hash in full, broken only where the line ends. */
export function hashCell(hex: string): Cell {
  return code(hex);
}

/** '19 min' or '3 h 5 min'. */
export function latenessText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Latest state change of an entity to one of the given states, if any. */
export function enteredState(entity: Entity, states: readonly string[]): Extract<Change, { type: 'transition' }> | null {
  const found = entity.changes.filter((change) => change.type === 'transition' && !change.reverted && states.includes(change.to));
  return (found.at(-1) as Extract<Change, { type: 'transition' }> | undefined) ?? null;
}
