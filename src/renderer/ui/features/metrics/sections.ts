import type { DurationFigure, IncidentMetrics, MetricsView } from '#domain';
import type { Translate } from '../../i18n/intl.tsx';
import type { VocabularyList } from '../../i18n/words.ts';

/** One line of a chart: what it is, its figure in words, and how long its bar is, 0 to 1. */
export interface Bar { readonly id: string; readonly label: string; readonly value: string; readonly share: number; readonly tone: 'plain' | 'ok' | 'warn' | 'danger' }
export interface ChartSection { readonly id: string; readonly title: string; readonly note: string | null; readonly bars: readonly Bar[] }

export interface SectionTools {
  readonly t: Translate;
  readonly word: (list: VocabularyList, value: string) => string;
  /** A duration in milliseconds as words. */
  readonly span: (ms: number) => string;
}

/** The figures as charts: the same for the screen and for paper. */
export function chartSections(view: MetricsView, tools: SectionTools): readonly ChartSection[] {
  const { t, word } = tools;
  const shares = (id: 'severity' | 'verdict' | 'type' | 'state', list: VocabularyList, values: MetricsView['bySeverity']): ChartSection => {
    const most = Math.max(1, ...values.map(({ count }) => count));
    return { id, title: t(`metrics.by.${id}`), note: null, bars: values.map(({ name, count }) => ({ id: name, label: word(list, name), value: String(count), share: count / most, tone: 'plain' })) };
  };
  return [
    durationsSection(view, tools), disruptionSection(view.disruption, t), clocksSection(view.clocks, t), shares('severity', 'severity', view.bySeverity), shares('type', 'incidentType', view.byType), shares('verdict', 'verdict', view.byVerdict), shares('state', 'incidentState', view.byState),
    authoritySection(view.authority, t), evidenceSection(view.evidence, t), journalSection(view.journal, tools), learningSection(view.learning, view.recurrences, view.counted, t),
  ].filter(({ bars }) => bars.length > 0);
}

// How long it took to report stands first: it is measured at the reports, not between milestones.
function durationsSection({ durations: between, reporting }: MetricsView, { t, span }: SectionTools): ChartSection {
  const figures: readonly (Omit<DurationFigure, 'duration'> & { readonly duration: DurationFigure['duration'] | 'reporting' })[] = [{ duration: 'reporting', ...reporting }, ...between];
  const longest = Math.max(1, ...figures.map(({ p90Ms }) => p90Ms ?? 0));
  const negative = figures.reduce((sum, figure) => sum + figure.negative, 0);
  return {
    id: 'durations', title: t('metrics.durations'), note: negative === 0 ? null : t('metrics.negative', { count: negative }),
    bars: figures.filter(({ n }) => n > 0).map(({ duration, n, medianMs, p90Ms }) => ({
      id: duration, label: t(`metrics.duration.${duration}`), value: t('metrics.medianOf', { median: span(medianMs ?? 0), p90: span(p90Ms ?? 0), n }), share: (medianMs ?? 0) / longest, tone: 'plain',
    })),
  };
}

function disruptionSection({ actions, stated, minutes, customers }: MetricsView['disruption'], t: Translate): ChartSection {
  const bar = (id: 'minutes' | 'customers', value: number): Bar => ({ id, label: t(`metrics.disruption.${id}`), value: String(value), share: 0, tone: 'plain' });
  return { id: 'disruption', title: t('metrics.disruption'), note: t('metrics.disruptionNote', { stated, actions }), bars: stated === 0 ? [] : [bar('minutes', minutes), bar('customers', customers)] };
}

function clocksSection(clocks: MetricsView['clocks'], t: Translate): ChartSection {
  const total = clocks.met + clocks.late + clocks.missed + clocks.waived;
  const tones = { met: 'ok', late: 'warn', missed: 'danger', waived: 'plain' } as const;
  return {
    id: 'clocks', title: t('metrics.clocks'), note: null,
    bars: total === 0 ? [] : (['met', 'late', 'missed', 'waived'] as const).map((name) => ({ id: name, label: t(`metrics.clock.${name}`), value: part(clocks[name], total), share: clocks[name] / total, tone: tones[name] })),
  };
}

function authoritySection(authority: MetricsView['authority'], t: Translate): ChartSection {
  const total = authority.standing + authority.approval + authority.override + authority.notStated;
  const bar = (name: keyof IncidentMetrics['authority'], tone: Bar['tone']): Bar => ({ id: name, label: t(`metrics.authority.${name}`), value: part(authority[name], total), share: authority[name] / Math.max(1, total), tone });
  return { id: 'authority', title: t('metrics.authority'), note: null, bars: total === 0 ? [] : [bar('standing', 'ok'), bar('approval', 'ok'), bar('override', 'warn'), bar('notStated', 'warn'), bar('notRatified', 'danger'), bar('rolledBack', 'plain')] };
}

function evidenceSection(evidence: MetricsView['evidence'], t: Translate): ChartSection {
  const bar = (name: 'gaps' | 'mismatches' | 'overdue', tone: Bar['tone']): Bar => ({ id: name, label: t(`metrics.evidence.${name}`), value: part(evidence[name], evidence.items), share: evidence[name] / Math.max(1, evidence.items), tone });
  return { id: 'evidence', title: t('metrics.evidence', { items: evidence.items }), note: null, bars: evidence.items === 0 ? [] : [bar('gaps', 'warn'), bar('mismatches', 'danger'), bar('overdue', 'warn')] };
}

function journalSection(journal: MetricsView['journal'], { t, span }: SectionTools): ChartSection {
  const bar = (name: 'late' | 'amended' | 'retracted' | 'findings'): Bar => ({ id: name, label: t(`metrics.journal.${name}`), value: part(journal[name], journal.entries), share: journal[name] / Math.max(1, journal.entries), tone: 'plain' });
  return {
    id: 'journal', title: t('metrics.journal', { entries: journal.entries }), note: journal.medianLatenessMs === null ? t('metrics.journalNote') : `${t('metrics.journalNote')} ${t('metrics.lateness', { span: span(journal.medianLatenessMs) })}`,
    bars: journal.entries === 0 ? [] : [bar('late'), bar('amended'), bar('retracted'), bar('findings')],
  };
}

function learningSection(learning: MetricsView['learning'], recurrences: number, counted: number, t: Translate): ChartSection {
  const bar = (name: 'effective' | 'overdue', tone: Bar['tone']): Bar => ({ id: name, label: t(`metrics.learning.${name}`), value: part(learning[name], learning.actions), share: learning[name] / Math.max(1, learning.actions), tone });
  return { id: 'learning', title: t('metrics.learning', { lessons: learning.lessons, actions: learning.actions }), note: null, bars: [
    ...(learning.actions === 0 ? [] : [bar('effective', 'ok'), bar('overdue', 'danger')]),
    ...(counted === 0 ? [] : [{ id: 'recurrences', label: t('metrics.recurrences'), value: part(recurrences, counted), share: recurrences / counted, tone: 'warn' as const }]),
  ] };
}

function part(count: number, of: number): string {
  return of === 0 ? String(count) : `${count} / ${of} · ${Math.round((100 * count) / of)} %`;
}
