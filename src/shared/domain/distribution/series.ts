import type { EntityId } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

type IssuedType = BodyOf<'report'>['documentType'];
/** What an issue is of: a type of document, the entries it was made for, and for a worksheet which. */
export interface IssueSubject { readonly documentType: IssuedType; readonly items: readonly EntityId[]; readonly worksheet: string | null }

/** Documents that are printed from one entry, which they have to name. */
export const entryDocuments: readonly IssuedType[] = ['handover', 'sitrep', 'plan', 'message', 'roll-call'];

/** True for issues of one thing: same type, same entries in whatever order, same worksheet (docs/spec/distribution.md section 2). */
export function isSameSubject({ documentType, items = [], worksheet }: BodyOf<'report'>, of: IssueSubject): boolean {
  return documentType === of.documentType && (worksheet ?? null) === of.worksheet && new Set([...items, ...of.items]).size === new Set(items).size && new Set(items).size === new Set(of.items).size;
}

/** The number of the next issue. Documents of one entry and worksheets are numbered each for itself, all others by their type. Retracted issues keep their numbers. */
export function nextIssueNumber(reports: readonly Entity<'report'>[], of: IssueSubject): number {
  const isOwn = entryDocuments.includes(of.documentType) || of.documentType === 'worksheet';
  const before = reports.filter(({ body }) => (isOwn ? isSameSubject(body, of) : body.documentType === of.documentType));
  return Math.max(0, ...before.map(({ body }) => body.issue)) + 1;
}
