import { exhaustive, fail, ok, type EntryId, type Failure, type Result } from '#base';
import { valueToWords } from '../entities/title.ts';
import type { Entry } from '../entries/entry.ts';
import type { EntryDraft } from '../views.ts';

/** A step back as a forward entry: what to record, and the label of what it takes back. */
export interface UndoPlan { readonly label: string; readonly draft: EntryDraft }

/**
 * The entry that takes another one back: a retraction for what was created, a revert for a step. Fails with `not-undoable` for what
 * stays by its nature: an incident, custody, an attestation, an issued report, an export, a recovery, a person, an invitation.
 */
export function planUndo(entry: Entry): Result<UndoPlan, Failure<'not-undoable'>> {
  const label = labelOf(entry);
  switch (entry.kind) {
    case 'incident': case 'person': case 'report': case 'export': case 'recovery': case 'invitation':
    case 'custody': case 'attest':
      return fail('not-undoable', `${label.toLowerCase()} cannot be taken back`);
    case 'evidence':
      // The sealed parts exist; the item is struck through by a person who gives a reason, not by a key press.
      return fail('not-undoable', 'sealed evidence is retracted with a reason, not undone');
    case 'amend': case 'retract': case 'transition': case 'link': case 'revert':
      return ok({ label, draft: revertOf(entry.id) });
    case 'standing-approval': case 'approval': case 'readiness-check':
    case 'note': case 'event': case 'action': case 'decision': case 'task': case 'system': case 'account': case 'indicator': case 'contact':
    case 'communication': case 'milestone': case 'assessment': case 'intake': case 'alert': case 'declaration-rule': case 'outside-reference': case 'narrative': case 'witness': case 'time-authority':
    case 'assignment': case 'shift': case 'handover': case 'handover-item': case 'plan': case 'sitrep':
    case 'review': case 'lesson': case 'corrective-action': case 'deployment': case 'distribution': case 'acquisition': case 'examination': case 'legal-hold': case 'checklist-line': case 'playbook': case 'playbook-run': case 'playbook-step':
    case 'channel': case 'bridge': case 'attendance': case 'code-sheet': case 'message': case 'sign-off': case 'subscription':
    case 'fingerprint-check': case 'sync-server': case 'known-network':
    case 'data-set': case 'finding': case 'cause': case 'clock-pack': case 'calendar': case 'reportability':
      return ok({ label, draft: { kind: 'retract', body: { target: entry.id, reason: 'undone' }, occurred: null, source: 'undo' } });
    default:
      return exhaustive(entry);
  }
}

/** The entry that brings back what an undo took: a revert of the undo entry itself. */
export function planRedo(undo: { readonly id: EntryId; readonly label: string }): UndoPlan {
  return { label: undo.label, draft: revertOf(undo.id) };
}

/** What a step is called in the undo list, such as `Amend title` or `Action`. */
export function labelOf(entry: Entry): string {
  switch (entry.kind) {
    case 'amend': return `Amend ${valueToWords(entry.body.field).toLowerCase()}`;
    case 'transition': return `State ${valueToWords(entry.body.state).toLowerCase()}`;
    default: return valueToWords(entry.kind);
  }
}

function revertOf(target: EntryId): EntryDraft {
  return { kind: 'revert', body: { target }, occurred: null, source: 'undo' };
}
