import { useCallback } from 'react';
import { useText, type MessageValues } from './intl.tsx';
import { isMessageId, type MessageId } from './messages.ts';

type ListOf<Id> = Id extends `vocabulary.${infer List}.${string}` ? List : never;
/** The value lists of the domain that have labels: `severity`, `actionState`, `evidenceKind` … */
export type VocabularyList = ListOf<MessageId>;

/** `word('actionState', 'in-progress')`: the label of a value. A value of a newer version is shown as it stands. */
export function useWord(): (list: VocabularyList, value: string) => string {
  const t = useText();
  return useCallback((list, value) => {
    const id = `vocabulary.${list}.${value}`;
    return isMessageId(id) ? t(id) : value;
  }, [t]);
}

/** `failure(error.kind)`: what a failed call means, in words for the person who made it. */
export function useFailureText(): (kind: string, values?: MessageValues) => string {
  const t = useText();
  return useCallback((kind, values) => {
    const id = `failure.${kind}`;
    return isMessageId(id) ? t(id, values) : t('failure.internal');
  }, [t]);
}
