import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { Entity, IncidentState } from '../view.ts';
import { fold } from '../updates/fold.ts';

/** Case numbers of those to whom a message goes, each with whose it is: contacts that it names by name, organisation or address (docs/spec/messages.md section 5). */
export function theirNumbers(state: IncidentState, { body }: Entity<'message'>): readonly { readonly who: string; readonly number: string }[] {
  const named = new Set([...body.recipients, body.audience ?? ''].map(fold).filter((text) => text !== ''));
  return standingOf(state, 'contact').flatMap((contact) => {
    const number = contact.body.caseNumber?.trim() ?? '';
    const names = [contact.body.name, titleOf(contact), contact.body.organisation ?? '', ...contact.body.emails, ...contact.body.numbers];
    return number === '' || !names.some((name) => named.has(fold(name))) ? [] : [{ who: titleOf(contact), number }];
  });
}
