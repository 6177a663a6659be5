import type { MessageId } from '../../i18n/messages.ts';

/** What the capture bar can record, in the order of its menu. `evidence` opens the dialog of the Evidence screen. */
export const captureKinds = ['note', 'event', 'action', 'decision', 'call', 'task', 'system', 'account', 'indicator', 'evidence'] as const;
export type CaptureKind = (typeof captureKinds)[number];

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
  evidence: { label: 'capture.kind.evidence', keys: 'Alt+e' },
};

/** True for a kind of the bar. */
export function isCaptureKind(text: unknown): text is CaptureKind {
  return captureKinds.some((kind) => kind === text);
}
