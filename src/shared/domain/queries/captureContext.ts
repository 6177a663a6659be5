import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { refLetters, type NumberedKind } from '../entities/nextRef.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { CaptureContext } from '../views.ts';

const numberedKinds = Object.keys(refLetters) as readonly NumberedKind[];

/** Names that the capture bar can link to. Retracted entities are left out; people are authors, persons and contacts. */
export function captureContext(state: IncidentState): CaptureContext {
  const people = new Set([...standingOf(state, 'person').map((person) => person.body.name), ...standingOf(state, 'contact').map((contact) => contact.body.name)]);
  for (const name of state.tally.authors.keys()) people.add(name);
  const refs = numberedKinds.flatMap((kind): readonly Entity[] => standingOf(state, kind)).sort((left, right) => left.stamp.number - right.stamp.number);
  return {
    zone: state.incident?.body.zone ?? 'UTC',
    people: [...people],
    systems: standingOf(state, 'system').map((system) => ({ id: system.id, name: system.body.name })),
    accounts: standingOf(state, 'account').flatMap((account) => {
      const { principal, realm } = account.body;
      return [{ id: account.id, name: principal }, ...(realm ? [{ id: account.id, name: `${realm}\\${principal}` }] : [])];
    }),
    refs: refs.map((entity) => ({ id: entity.id, ref: entity.ref as string, title: titleOf(entity) })),
    tags: [...state.tally.tags].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1)).map(([tag]) => tag),
  };
}
