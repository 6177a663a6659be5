import { useMemo, type ReactNode } from 'react';
import { nextStates, type Authority, type CreatingKind, type Entity, type Occurred } from '#domain';
import { useAuthorityText } from '../inspector/fields/useFieldText.ts';
import { useUnits } from '../i18n/format.ts';
import { useText, type Translate } from '../i18n/intl.tsx';
import { useWord, type VocabularyList } from '../i18n/words.ts';
import { Badge, type BadgeTone } from '../kit/Badge.tsx';
import type { ListColumn } from './EntityList.tsx';
import { useNow } from './useNow.ts';
import { useTimeText, type TimeText } from './useTimeText.ts';

/** What the columns of a list are built with. */
export interface ColumnTools<K extends CreatingKind> {
  readonly t: Translate;
  readonly time: TimeText;
  readonly word: (list: VocabularyList, value: string) => string;
  readonly span: (ms: number) => string;
  readonly authority: (authority: Authority) => string;
  /** Unix milliseconds, for what is overdue. */
  readonly now: number;
  readonly ref: ListColumn<K>;
  readonly state: (list: VocabularyList) => ListColumn<K>;
  readonly when: (id: string, header: string, read: (entity: Entity<K>) => Occurred | undefined) => ListColumn<K>;
}

/** Columns of a list, built anew only when the way of showing times changes. `build` is a function of the module. */
export function useListColumns<K extends CreatingKind>(build: (tools: ColumnTools<K>) => readonly ListColumn<K>[]): readonly ListColumn<K>[] {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { span } = useUnits();
  const authority = useAuthorityText();
  const now = useNow();
  return useMemo(() => build({
    t, time, word, span, authority, now,
    ref: { id: 'ref', header: t('grid.ref'), width: 96, mono: true, sortable: true, text: (entity) => entity.ref ?? '' },
    state: (list) => ({
      id: 'state', header: t('grid.state'), width: 140, sortable: true, text: (entity) => word(list, entity.state ?? ''),
      cell: (entity): ReactNode => (entity.state === null ? null : <Badge tone={toneOfState(entity)}>{word(list, entity.state)}</Badge>),
    }),
    when: (id, header, read) => ({
      id, header, width: 172, mono: true, sortable: true,
      text: (entity) => {
        const occurred = read(entity);
        return occurred === undefined ? '' : time.occurred(occurred);
      },
      // Without a time a row sorts to the end.
      sortBy: (entity) => read(entity)?.at ?? Number.MAX_SAFE_INTEGER,
    }),
  }), [build, t, time, word, span, authority, now]);
}

const toneByState: Readonly<Record<string, BadgeTone>> = {
  done: 'ok', verified: 'ok', ratified: 'ok', decided: 'ok', cleared: 'ok', restored: 'ok', 'in-service': 'ok', 're-enabled': 'ok', contained: 'ok', eradicated: 'ok', rebuilt: 'ok', monitored: 'ok', disabled: 'ok', 'credentials-reset': 'ok', 'persistence-checked': 'ok', deployed: 'ok', 'no-hit': 'ok', supported: 'ok',
  'in-progress': 'accent', assigned: 'accent', authorised: 'accent', accepted: 'accent', collected: 'accent', 'sessions-revoked': 'accent',
  proposed: 'warn', suspected: 'warn', blocked: 'warn', expired: 'warn', 'in-scope': 'warn', 'handed-over': 'warn', hit: 'danger',
  compromised: 'danger', ineffective: 'danger', 'not-ratified': 'danger', refused: 'danger', overturned: 'danger',
};

/** The tone of a state beside its word. */
export function toneOfState(entity: Entity): BadgeTone {
  const tone = entity.state === null ? undefined : toneByState[entity.state];
  return tone ?? (entity.state !== null && nextStates(entity.kind, entity.state).length === 0 ? 'ok' : 'neutral');
}
