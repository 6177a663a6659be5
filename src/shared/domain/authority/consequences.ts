import { isEntityOf } from '../entities/select.ts';
import { toLine, titleOf } from '../entities/title.ts';
import type { IncidentState } from '../view.ts';
import type { EntryDraft } from '../views.ts';

/** What a writer records together with a draft: an override that is not ratified asks for the action to be rolled back (docs/spec/authority.md section 4). */
export function consequencesOf(draft: EntryDraft, state: IncidentState): readonly EntryDraft[] {
  if (draft.kind !== 'transition' || draft.body.state !== 'not-ratified') return [];
  const action = state.entities.get(draft.body.target);
  if (!isEntityOf(action, 'action') || action.state === 'not-ratified') return [];
  const title = toLine(`Roll back ${action.ref ?? ''}: ${titleOf(action)}`);
  return [{ kind: 'task', occurred: draft.occurred, body: { ref: '', title, phase: 'contain', state: 'open' }, links: [{ relation: 'derived-from', to: action.id }] }];
}
