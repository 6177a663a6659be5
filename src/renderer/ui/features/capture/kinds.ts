import { captureKinds, type CaptureKind } from '#domain';
import type { MessageId } from '../../i18n/messages.ts';


/** Label and key of each kind. */
export const kindFacts: Readonly<Record<CaptureKind, { readonly label: MessageId; readonly keys: string }>> = {
  note: { label: 'capture.kind.note', keys: 'Alt+n' },
  event: { label: 'capture.kind.event', keys: 'Alt+t' },
  action: { label: 'capture.kind.action', keys: 'Alt+a' },
  decision: { label: 'capture.kind.decision', keys: 'Alt+d' },
  call: { label: 'capture.kind.call', keys: 'Alt+c' },
  task: { label: 'capture.kind.task', keys: 'Alt+k' },
  system: { label: 'capture.kind.system', keys: 'Alt+s' },
  account: { label: 'capture.kind.account', keys: 'Alt+u' },
  indicator: { label: 'capture.kind.indicator', keys: 'Alt+i' },
  milestone: { label: 'capture.kind.milestone', keys: 'Alt+m' },
  evidence: { label: 'capture.kind.evidence', keys: 'Alt+e' },
};

/** True for a kind of the bar. */
export function isCaptureKind(text: unknown): text is CaptureKind {
  return captureKinds.some((kind) => kind === text);
}
