import type { CaptureKind } from '#domain';
import { isCaptureKind } from './kinds.ts';

/** What stands in the capture bar. */
export interface CaptureDraft { readonly kind: CaptureKind; readonly text: string; /** Why it is late; empty when nobody was asked or nothing was said. */ readonly reason: string }

export const emptyCapture: CaptureDraft = { kind: 'note', text: '', reason: '' };

/** Reads a stored draft, or null when it is none. */
export function parseCaptureDraft(stored: unknown): CaptureDraft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { kind, text, reason } = stored as Readonly<Record<string, unknown>>;
  return isCaptureKind(kind) && typeof text === 'string' && typeof reason === 'string' ? { kind, text, reason } : null;
}
