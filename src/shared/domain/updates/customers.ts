import type { EntityId } from '#base';
import type { Fact } from '../clocks/definition.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { joinedWith } from '../scope/links.ts';
import type { Entity, IncidentState } from '../view.ts';
import { fold } from './fold.ts';

/** One customer of an incident. `id` is the first contact that stands for it, or the incident that names it. */
export interface Customer { readonly id: EntityId; readonly name: string; readonly contacts: readonly Entity<'contact'>[] }

/** The customers of an incident, the one that the incident names first (docs/spec/updates.md section 4). */
export function customersOf(state: IncidentState): readonly Customer[] {
  const found = new Map<string, { id: EntityId; name: string; contacts: Entity<'contact'>[] }>();
  for (const contact of standingOf(state, 'contact').filter(({ body }) => body.customer === true)) {
    const name = organisationOf(contact);
    const known = found.get(fold(name));
    if (known === undefined) found.set(fold(name), { id: contact.id, name, contacts: [contact] });
    else known.contacts.push(contact);
  }
  const named = state.incident?.body.customer?.trim() ?? '';
  if (state.incident === null || named === '' || found.has(fold(named))) return [...found.values()];
  return [{ id: state.incident.id, name: named, contacts: [] }, ...found.values()];
}

/** Facts with the customers that they concern, where an incident has several; a milestone about nobody is about all of them. */
export function withCustomers(state: IncidentState, facts: readonly Fact[]): readonly Fact[] {
  const customers = customersOf(state);
  if (customers.length < 2) return facts;
  return facts.map((fact) => {
    const entity = state.entities.get(fact.entry as EntityId);
    if (isEntityOf(entity, 'communication')) return { ...fact, customers: customers.filter((customer) => concerns(state, entity, customer)).map(({ id }) => id) };
    const mentioned = isEntityOf(entity, 'milestone') ? customers.filter(({ contacts }) => contacts.some(({ id }) => mentions(state, entity, id))).map(({ id }) => id) : [];
    return mentioned.length === 0 ? fact : { ...fact, customers: mentioned };
  });
}

/** Facts as they count for one customer: a milestone about it stands in the place of those about nobody. */
export function factsFor(customer: string, facts: readonly Fact[]): readonly Fact[] {
  const own = new Set(facts.filter((fact) => fact.kind.startsWith('milestone.') && fact.customers?.includes(customer) === true).map(({ kind }) => kind));
  return facts.filter((fact) => (fact.customers === undefined ? !own.has(fact.kind) : fact.customers.includes(customer)));
}

function concerns(state: IncidentState, communication: Entity<'communication'>, { name, contacts }: Customer): boolean {
  const { body } = communication;
  const sent = body.message === undefined ? undefined : state.entities.get(body.message);
  const message = isEntityOf(sent, 'message') ? sent.body : null;
  const served = message?.subscription === undefined ? undefined : state.entities.get(message.subscription);
  const audiences = [message?.audience, isEntityOf(served, 'subscription') ? served.body.audience : undefined, body.counterpart].flatMap((text) => (text === undefined ? [] : [fold(text)]));
  const addresses = new Set(contacts.flatMap((contact) => [titleOf(contact), contact.body.name, ...contact.body.emails, ...contact.body.numbers]).map(fold));
  return audiences.includes(fold(name)) || [...audiences, ...(message?.recipients ?? []).map(fold)].some((text) => addresses.has(text)) || contacts.some(({ id }) => mentions(state, communication, id));
}

function mentions(state: IncidentState, entity: Entity, contact: EntityId): boolean {
  return joinedWith(state, contact, ({ from, to }) => from === entity.id && to === contact).some(({ id }) => id === entity.id);
}

function organisationOf({ body }: Entity<'contact'>): string {
  const organisation = body.organisation?.trim() ?? '';
  return organisation === '' ? body.name.trim() : organisation;
}
