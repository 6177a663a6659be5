import type { EntityId, UnixMs } from '#base';
import { foldName, formsOf } from '../authority/names.ts';
import { entitiesOf, standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';
import { refang } from '../scope/pasteList.ts';
import { identityOf } from './list.ts';

/** What alerts may have in common. */
export const sharedFields = ['rule', 'host', 'account', 'indicator'] as const;
export type SharedField = (typeof sharedFields)[number];
/** Alerts closer together than this and with something in common are proposed as one group: our own default, and a person may look with another one. */
export const GROUP_WINDOW_MS = 60 * 60_000;

export interface SharedValue { readonly field: SharedField; readonly value: string; readonly count: number }
/** Alerts that belong together, as far as the console can see. Nothing follows from it until a person joins them to a detection. */
export interface AlertGroup {
  /** The earliest alert. */
  readonly id: EntityId;
  /** In order of time. */
  readonly alerts: readonly EntityId[];
  readonly from: UnixMs;
  readonly to: UnixMs;
  /** What several of them have in common, the most frequent first. */
  readonly shared: readonly SharedValue[];
  /** How many of them a detection names. */
  readonly joined: number;
}
export interface AlertView {
  readonly alert: Entity<'alert'>;
  /** An earlier alert of the same tool with the same id. */
  readonly duplicateOf: { readonly id: EntityId; readonly ref: string } | null;
  /** The group, when it has company. */
  readonly group: EntityId | null;
  /** The milestone `detected` that rests on it. */
  readonly detection: EntityId | null;
}
export interface AlertsView { readonly windowMs: number; readonly alerts: readonly AlertView[]; readonly groups: readonly AlertGroup[] }

const MAX_SHARED = 6;

/** Alerts of an incident in the order of the journal, and the groups in order of time (docs/spec/intake.md section 7). */
export function alertsView(state: IncidentState, windowMs: number = GROUP_WINDOW_MS): AlertsView {
  const alerts = entitiesOf(state, 'alert');
  const duplicates = duplicatesOf(alerts);
  const detections = detectionsByAlert(state);
  const groups = groupAlerts(alerts.filter((alert) => alert.retracted === null && !duplicates.has(alert.id)), windowMs, detections);
  const groupOf = new Map(groups.flatMap((group) => group.alerts.map((id): readonly [EntityId, EntityId] => [id, group.id])));
  return { windowMs, groups, alerts: alerts.map((alert) => ({ alert, duplicateOf: duplicates.get(alert.id) ?? null, group: groupOf.get(alert.id) ?? null, detection: detections.get(alert.id) ?? null })) };
}

/** Alerts on which each detection rests, by the id of the alert: `derived-from`, of the milestone or of a link in force; the earliest detection counts. */
export function detectionsByAlert(state: IncidentState): ReadonlyMap<EntityId, EntityId> {
  const found = new Map<EntityId, EntityId>();
  const detections = standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'detected').toSorted((left, right) => (left.stamp.occurred.at ?? Infinity) - (right.stamp.occurred.at ?? Infinity) || left.stamp.number - right.stamp.number);
  for (const detection of detections) for (const alert of restsOn(detection)) if (!found.has(alert)) found.set(alert, detection.id);
  return found;
}

/** Entities from which a milestone is derived. */
export function restsOn(milestone: Entity<'milestone'>): readonly EntityId[] {
  const links = [...milestone.envelope.links, ...milestone.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === milestone.id ? [change.link] : []))];
  return links.flatMap(({ relation, to }) => (relation === 'derived-from' ? [to] : []));
}

function duplicatesOf(alerts: readonly Entity<'alert'>[]): ReadonlyMap<EntityId, { readonly id: EntityId; readonly ref: string }> {
  const first = new Map<string, { readonly id: EntityId; readonly ref: string }>();
  const duplicates = new Map<EntityId, { readonly id: EntityId; readonly ref: string }>();
  for (const alert of alerts) {
    if (alert.retracted !== null) continue;
    const [key] = identityOf(alert.body);
    if (key === undefined) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, { id: alert.id, ref: alert.body.ref });
    else duplicates.set(alert.id, before);
  }
  return duplicates;
}

interface Timed { readonly alert: Entity<'alert'>; readonly at: UnixMs }

function groupAlerts(alerts: readonly Entity<'alert'>[], windowMs: number, detections: ReadonlyMap<EntityId, EntityId>): readonly AlertGroup[] {
  const timed = alerts.flatMap((alert): readonly Timed[] => (alert.stamp.occurred.at === null ? [] : [{ alert, at: alert.stamp.occurred.at }])).sort((left, right) => left.at - right.at || left.alert.stamp.number - right.alert.stamp.number);
  const root = timed.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (root[at] !== at) at = root[at] ?? at;
    root[index] = at;
    return at;
  };
  const newest = new Map<string, number>();
  for (const [index, { alert, at }] of timed.entries()) {
    for (const key of keysOf(alert)) {
      const before = newest.get(key);
      // The root of a group is its earliest alert.
      if (before !== undefined && at - (timed[before]?.at ?? at) <= windowMs) {
        const [left, right] = [find(before), find(index)];
        root[Math.max(left, right)] = Math.min(left, right);
      }
      newest.set(key, index);
    }
  }
  const byRoot = new Map<number, Timed[]>();
  for (const [index, item] of timed.entries()) byRoot.set(find(index), [...(byRoot.get(find(index)) ?? []), item]);
  return [...byRoot.values()].flatMap((members) => toGroup(members, detections));
}

function toGroup(members: readonly Timed[], detections: ReadonlyMap<EntityId, EntityId>): readonly AlertGroup[] {
  const [first] = members;
  const last = members.at(-1);
  if (first === undefined || last === undefined || members.length < 2) return [];
  const counts = new Map<string, { readonly field: SharedField; readonly value: string; count: number }>();
  for (const { alert } of members) {
    for (const field of sharedFields) {
      const value = alert.body[field];
      if (value === undefined || value.trim() === '') continue;
      const key = `${field}\n${shortest(field, value)}`;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { field, value, count: 1 });
      else known.count += 1;
    }
  }
  const shared = [...counts.values()].filter(({ count }) => count > 1).sort((left, right) => right.count - left.count || sharedFields.indexOf(left.field) - sharedFields.indexOf(right.field)).slice(0, MAX_SHARED);
  return [{ id: first.alert.id, alerts: members.map(({ alert }) => alert.id), from: first.at, to: last.at, shared, joined: members.filter(({ alert }) => detections.has(alert.id)).length }];
}

// One key for a value, however long it is written.
function shortest(field: SharedField, value: string): string {
  if (field === 'rule') return foldName(value);
  if (field === 'indicator') return foldName(refang(value));
  return [...formsOf(value)].reduce((best, form) => (form.length < best.length ? form : best), foldName(value));
}

// Hosts and accounts are written with and without their domain; an indicator may have been defanged.
function keysOf({ body }: Entity<'alert'>): readonly string[] {
  const names = (field: 'host' | 'account'): readonly string[] => [...formsOf(body[field] ?? '')].map((form) => `${field}\n${form}`);
  const indicator = foldName(refang(body.indicator ?? ''));
  return [`rule\n${foldName(body.rule)}`, ...names('host'), ...names('account'), ...(indicator === '' ? [] : [`indicator\n${indicator}`])];
}
