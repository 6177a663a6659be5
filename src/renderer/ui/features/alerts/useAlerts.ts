import type { EntityId, LogId } from '#base';
import { GROUP_WINDOW_MS, isEntityOf, type AlertGroup, type AlertsView, type AlertView, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useQuery } from '../../port/useQuery.ts';

const nothing: AlertsView = { windowMs: GROUP_WINDOW_MS, alerts: [], groups: [] };

/** Alerts and their groups as they stand now; `isReady` false: they are on their way. */
export function useAlerts(log: LogId, windowMs: number = GROUP_WINDOW_MS): { readonly view: AlertsView; readonly isReady: boolean } {
  const query = useQuery('alerts', { log, windowMs });
  return query.state === 'ready' ? { view: query.result, isReady: true } : { view: nothing, isReady: false };
}

/** The alert alone, or with those of its group, in order of time: what a person joins to a detection. */
export function companyOf(view: AlertsView, id: EntityId): readonly Entity<'alert'>[] {
  const group = view.groups.find(({ alerts }) => alerts.includes(id));
  const byId = new Map(view.alerts.map(({ alert }) => [alert.id, alert]));
  return (group?.alerts ?? [id]).flatMap((each) => byId.get(each) ?? []);
}

/** `host FS01 (4), rule Beacon (3)`: what a group has in common. */
export function useSharedText(): (group: AlertGroup) => string {
  const t = useText();
  return ({ shared }) => shared.map(({ field, value, count }) => t(`alerts.shared.${field}`, { value, count })).join(', ');
}

/** Where an alert stands, in a word: repeated, joined, in a group, alone. */
export function useStandingText(view: AlertsView): (id: EntityId) => { readonly text: string; readonly tone: 'ok' | 'accent' | 'neutral' } {
  const t = useText();
  const word = useWord();
  const byId = new Map(view.alerts.map((item): readonly [EntityId, AlertView] => [item.alert.id, item]));
  return (id) => {
    const found = byId.get(id);
    if (found?.duplicateOf) return { text: t('alerts.repeats', { ref: found.duplicateOf.ref }), tone: 'neutral' };
    if (found?.detection) return { text: word('milestone', 'detected'), tone: 'ok' };
    return found?.group ? { text: t('alerts.proposed'), tone: 'accent' } : { text: t('alerts.alone'), tone: 'neutral' };
  };
}

/** The alert that is selected, or null. */
export function selectedAlert(view: AlertsView, selected: string | null): Entity<'alert'> | null {
  const found = view.alerts.find(({ alert }) => alert.id === selected)?.alert;
  return isEntityOf(found, 'alert') ? found : null;
}
