import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';
import { asAnyEntity } from './select.ts';
import { defang } from './defang.ts';

/** Longest title; longer ones end in an ellipsis. The whole text is in the entity. */
export const TITLE_LENGTH = 300;

/** What to call an entity in a list or a link, in one line, as it reads today. */
export function titleOf(entity: Entity): string {
  return toLine(longTitleOf(entity));
}

/** A value of a word list as words: `highSeverityConfirmed` and `in-progress` become `High severity confirmed` and `In progress`. */
export function valueToWords(value: string): string {
  const spaced = value.replaceAll(/[-_:]/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** One line: white space folded, cut at TITLE_LENGTH without splitting a character. */
export function toLine(text: string): string {
  const folded = text.length > 4 * TITLE_LENGTH ? text.slice(0, 4 * TITLE_LENGTH).toWellFormed() : text;
  const line = folded.replaceAll(/\s{2,}|[^\S ]/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function longTitleOf(entity: Entity): string {
  const any = asAnyEntity(entity);
  switch (any.kind) {
    case 'incident': return any.body.title;
    case 'person': return any.body.role ? `${any.body.name}, ${any.body.role}` : any.body.name;
    case 'note': return any.body.text;
    case 'event': return any.body.fact;
    case 'evidence': return any.body.name;
    case 'action':
    case 'task': return any.body.title;
    case 'decision': return any.state === 'proposed' ? any.body.question : any.body.choice;
    case 'system': return any.body.name;
    case 'account': return any.body.realm ? `${any.body.realm}\\${any.body.principal}` : any.body.principal;
    case 'indicator': return defang(any.body.indicatorType, any.body.value);
    case 'contact': return any.body.organisation ? `${any.body.name}, ${any.body.organisation}` : any.body.name;
    case 'communication': {
      const who = [any.body.counterpart, any.body.outcome && valueToWords(any.body.outcome).toLowerCase()].filter(Boolean).join(', ');
      return who === '' ? any.body.text : `${who}: ${any.body.text}`;
    }
    case 'milestone': return `${valueToWords(any.body.milestone)}: ${any.body.basis}`;
    case 'assessment': return `Severity ${any.body.severity}: ${any.body.reason}`;
    case 'narrative': return `${valueToWords(any.body.section)}: ${any.body.text}`;
    case 'report': return `${any.body.title}, issue ${any.body.issue}`;
    case 'export': return `Exported as ${any.body.format}: ${any.body.rows} rows, ${any.body.leftOut} left out`;
    case 'witness': return witnessTitle(any.body);
    case 'time-authority': return `Time-stamp authority: ${any.body.name}`;
    case 'recovery': return `${valueToWords(any.body.what)}: ${any.body.detail}`;
  }
}

function witnessTitle(body: BodyOf<'witness'>): string {
  switch (body.witnessKind) {
    case 'head-slip': return `Head slip from ${body.from}: feed ${body.feedCode.slice(0, 4)}-${body.feedCode.slice(4)} had ${body.size} frames`;
    case 'stamp-request': return 'Time stamp requested for the journal as it stands';
    case 'stamp-token': return 'Time stamp received for the journal as it stood';
  }
}
