import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { IncidentState } from '../view.ts';
import type { CaptureContext } from '../views.ts';

/** Names that the capture bar can link to. Retracted entities are left out; people are authors, persons and contacts. */
export function captureContext(state: IncidentState): CaptureContext {
  const people = new Set([...standingOf(state, 'person').map((person) => person.body.name), ...standingOf(state, 'contact').map((contact) => contact.body.name)]);
  const tags = new Map<string, number>();
  for (const row of state.journal) {
    people.add(row.stamp.author.name);
    for (const tag of row.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  const refs = [...state.entities.values()].filter((entity) => entity.ref !== null && entity.kind !== 'incident' && entity.retracted === null);
  return {
    zone: state.incident?.body.zone ?? 'UTC',
    people: [...people],
    systems: standingOf(state, 'system').map((system) => ({ id: system.id, name: system.body.name })),
    accounts: standingOf(state, 'account').flatMap((account) => {
      const { principal, realm } = account.body;
      return [{ id: account.id, name: principal }, ...(realm ? [{ id: account.id, name: `${realm}\\${principal}` }] : [])];
    }),
    refs: refs.map((entity) => ({ id: entity.id, ref: entity.ref as string, title: titleOf(entity) })),
    tags: [...tags].sort((left, right) => right[1] - left[1]).map(([tag]) => tag),
  };
}
