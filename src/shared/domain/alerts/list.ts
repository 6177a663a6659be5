import { foldName } from '../authority/names.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Occurred } from '../entries/time.ts';

/** Why lines of a list are not an alert: no text can be read there, or what has to be there is missing. */
export const alertRejections = ['no-header', 'bad-line', 'no-rule', 'no-tool', 'bad-time', 'too-long', 'too-many'] as const;
export type AlertRejection = (typeof alertRejections)[number];

/** Lines of a list, counted from 1, both included. */
export interface LineRange { readonly line: number; readonly lastLine: number }
/** One alert of a list as it would be recorded; the reference is given when it is. */
export interface ReadAlert extends LineRange { readonly occurred: Occurred; readonly body: Omit<BodyOf<'alert'>, 'ref'> }
export interface RejectedAlert extends LineRange { readonly reason: AlertRejection }
/** A list as it was read: every line that is not blank and not the header is in exactly one of the two. */
export interface ReadAlertList { readonly alerts: readonly ReadAlert[]; readonly rejected: readonly RejectedAlert[] }

/** An alert that comes earlier in the list or stands in the journal already. */
export interface RepeatedAlert { readonly alert: ReadAlert; readonly of: 'list' | 'journal'; readonly ref: string | null }
export interface AlertList { readonly fresh: readonly ReadAlert[]; readonly repeated: readonly RepeatedAlert[]; readonly rejected: readonly RejectedAlert[] }

/** Most alerts that are taken in from one list. */
export const MAX_ALERTS = 2000;

/** Tells new alerts from those that are there: the same tool and its id, or without an id the same line of the same tool (docs/spec/intake.md section 7). */
export function sortOutAlerts({ alerts, rejected }: ReadAlertList, standing: readonly BodyOf<'alert'>[]): AlertList {
  const inJournal = new Map(standing.flatMap((body) => identityOf(body).map((key): readonly [string, string] => [key, body.ref])));
  const inList = new Set<string>();
  const fresh: ReadAlert[] = [];
  const repeated: RepeatedAlert[] = [];
  for (const alert of alerts) {
    const [key] = identityOf(alert.body);
    if (key !== undefined && inJournal.has(key)) repeated.push({ alert, of: 'journal', ref: inJournal.get(key) ?? null });
    else if (key !== undefined && inList.has(key)) repeated.push({ alert, of: 'list', ref: null });
    else fresh.push(alert);
    if (key !== undefined) inList.add(key);
  }
  return { fresh, repeated, rejected };
}

/** By what an alert is known again, as a list of none or one; one typed by hand without id and line is like no other. */
export function identityOf({ tool, sourceId, raw }: Pick<BodyOf<'alert'>, 'tool' | 'sourceId' | 'raw'>): readonly string[] {
  const id = sourceId?.trim() ?? '';
  if (id !== '') return [`id\n${foldName(tool)}\n${id}`];
  return raw === undefined || raw.trim() === '' ? [] : [`line\n${foldName(tool)}\n${raw.trim()}`];
}
