import { useState } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

export interface ItemWork { readonly busy: 'verify' | 'extract' | null; readonly verify: () => Promise<void>; readonly extract: () => Promise<void> }

/** Checking and extracting one sealed item. A check is recorded as a custody event with its result. */
export function useItemWork(log: LogId, item: Entity<'evidence'>): ItemWork {
  const t = useText();
  const failure = useFailureText();
  const { bytes } = useUnits();
  const engine = useEngine();
  const desktop = useDesktop();
  const [busy, setBusy] = useState<ItemWork['busy']>(null);
  const ref = item.ref ?? '';

  const verify = async (): Promise<void> => {
    const answer = await engine.call('evidence.verify', { log, item: item.id });
    if (!answer.ok) showToast({ tone: 'danger', title: t('evidence.verifyFailed', { ref }), text: failure(answer.error.kind) });
    else if (answer.value.result === 'match') showToast({ tone: 'ok', title: t('evidence.verified', { ref }), text: answer.value.sha256 });
    else showToast({ tone: 'danger', title: t('evidence.mismatch', { ref }), text: answer.value.sha256 });
  };
  const extract = async (): Promise<void> => {
    const chosen = await desktop.call('destination.choose', { suggestedName: item.body.sourceName ?? item.body.name });
    if (!chosen.ok) return;
    const answer = await engine.call('evidence.extract', { log, item: item.id, destination: chosen.value.destination });
    if (answer.ok) showToast({ tone: 'ok', title: t('evidence.extracted', { ref, bytes: bytes(answer.value.bytes) }), text: chosen.value.path });
    else showToast({ tone: 'danger', title: t('evidence.extractFailed', { ref }), text: failure(answer.error.kind) });
  };
  const alone = (name: 'verify' | 'extract', work: () => Promise<void>) => async (): Promise<void> => {
    if (busy !== null) return;
    setBusy(name);
    try {
      await work();
    } finally {
      setBusy(null);
    }
  };
  return { busy, verify: alone('verify', verify), extract: alone('extract', extract) };
}
