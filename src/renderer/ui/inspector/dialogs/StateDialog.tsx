// Moves an entity to another state. The usual next states come first; any other is possible and will be marked as unusual.
// Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf, nextStates, openPersistenceChecks, statesOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Select } from '../../kit/Select.tsx';
import { CautionNotes } from '../../features/recovery/CautionNotes.tsx';
import { stateListOf } from '../History.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

export function StateDialog({ log, entity, state: wanted, onClose }: { readonly log: LogId; readonly entity: Entity; readonly state?: string; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const list = stateListOf(entity.kind);
  const usual = nextStates(entity.kind, entity.state ?? '');
  const others = statesOf(entity.kind).filter((state) => state !== entity.state && !usual.includes(state));
  const [state, setState] = useState<string | null>(wanted ?? usual[0] ?? others[0] ?? null);
  const open = state === 're-enabled' && isEntityOf(entity, 'account') ? openPersistenceChecks(entity) : null;
  const wordOf = (value: string): string => (list === null ? value : word(list, value));
  return (
    <ReasonDialog
      log={log} title={t('inspector.stateTitle')} explanation={t('inspector.stateNow', { state: wordOf(entity.state ?? '') })} label={t('inspector.stateReason')} submitLabel={t('inspector.stateSubmit')} isReasonRequired={false} onClose={onClose}
      canSubmit={state !== null && open === null} toDraft={(reason) => ({ kind: 'transition', occurred: null, body: { target: entity.id, state: state ?? '', ...(reason === '' ? {} : { reason }) } })}
    >
      <Select
        label={t('inspector.stateNext')} value={state} onChange={setState} autoFocus
        choices={[...usual.map((value) => ({ value, label: wordOf(value) })), ...others.map((value) => ({ value, label: wordOf(value), note: t('inspector.stateUnusual') }))]}
      />
      {open === null ? null : <p role="alert">{t('inspector.checksOpen', { checks: open.map((check) => word('persistenceCheck', check)).join(', ') })}</p>}
      {state === null ? null : <CautionNotes log={log} entity={entity.id} state={state} />}
    </ReasonDialog>
  );
}
