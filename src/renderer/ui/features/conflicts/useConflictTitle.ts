import type { MergeConflict } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { fieldsByKind } from '../../inspector/fields/fieldsByKind.ts';

/** What contradicts, in a few words. */
export function useConflictTitle({ kind, about, subject }: MergeConflict): string {
  const t = useText();
  const word = useWord();
  switch (kind) {
    case 'milestone': return t('conflicts.kind.milestone', { milestone: about === 'occurred' || about === null ? subject.title : word('milestone', about) });
    case 'stopped-twice': return t('conflicts.kind.stopped-twice', { clock: about ?? '' });
    case 'field': {
      const spec = fieldsByKind[subject.kind].find(({ name }) => name === about);
      return t('conflicts.kind.field', { field: spec === undefined ? (about ?? '') : t(spec.label) });
    }
    default: return t(`conflicts.kind.${kind}`);
  }
}
