import type { LogId } from '#base';
import type { Entity } from '#domain';
import type { ItemAnswer } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';

export interface Answers {
  /** Records what is said about items; true when it is sealed. Answers to questions are given by the outgoing person, everything else by the incoming one. */
  readonly give: (handover: Entity<'handover'>, answers: readonly ItemAnswer[]) => Promise<boolean>;
  readonly isBusy: boolean;
  readonly error: string | null;
}

/** Answers items of a hand-over; what follows from an acceptance is sealed with it. */
export function useAnswers(log: LogId): Answers {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const call = useCall(({ handover, answers }: { readonly handover: Entity<'handover'>; readonly answers: readonly ItemAnswer[] }) => {
    const by = answers[0]?.outcome === 'answer' ? handover.body.from : handover.body.to;
    return engine.call('handover.answer', { log, handover: handover.id, by, answers });
  });
  return {
    give: async (handover, answers) => {
      const recorded = await call.run({ handover, answers });
      if (recorded === null || !recorded.ok) return false;
      showToast({ tone: 'ok', title: t('handover.recorded', { count: recorded.value.entries }) });
      return true;
    },
    isBusy: call.busy,
    error: call.error === null ? null : failure(call.error.kind),
  };
}
