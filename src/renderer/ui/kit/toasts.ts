import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

export interface ToastContent {
  readonly tone: 'plain' | 'ok' | 'warn' | 'danger';
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });
const SHORT_MS = 6000;

/** Says something beside the work; what went wrong stays until it is dismissed. Returns the disposer. */
export function showToast(content: ToastContent): () => void {
  const key = toastQueue.add(content, content.tone === 'danger' ? {} : { timeout: SHORT_MS });
  return () => toastQueue.close(key);
}

/** Takes all messages away: on lock nothing of the case may stay on screen. */
export function clearToasts(): void {
  toastQueue.clear();
}
