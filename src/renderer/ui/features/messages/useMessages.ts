import type { EntityId, LogId } from '#base';
import type { MessageStanding } from '#domain';
import type { BadgeTone } from '../../kit/Badge.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';

const none: readonly MessageStanding[] = [];

/** All messages with where they stand, the newest first; null until they are read. */
export function useMessages(log: LogId): readonly MessageStanding[] | null {
  const query = useQuery('messages', { log });
  return query.state === 'ready' ? query.result : query.state === 'failed' ? none : null;
}

export const stageTones: Readonly<Record<MessageStanding['stage'], BadgeTone>> = {
  draft: 'neutral', 'in-review': 'accent', returned: 'warn', approved: 'accent', sent: 'ok', spoken: 'ok', 'handed-over': 'ok', acknowledged: 'ok', undelivered: 'danger',
};

/** Saves a message as an `.eml` file where the person says. */
export function useMessageExport(log: LogId): (message: EntityId) => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async (message) => {
    const made = await engine.call('export.message', { log, message });
    const saved = made.ok ? await desktop.call('file.save', { suggestedName: made.value.fileName, bytes: made.value.bytes }) : made;
    if (!saved.ok && saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('messages.exportFailed'), text: failure(saved.error.kind) });
    const leftOut = made.ok ? made.value.leftOut.reduce((sum, { count }) => sum + count, 0) : 0;
    if (saved.ok) showToast({ tone: leftOut > 0 ? 'warn' : 'ok', title: t('messages.exported'), text: leftOut > 0 ? t('messages.leftOut', { count: leftOut }) : t('messages.exportNote') });
  };
}
