import { incidentTypes, severities, tlpLabels, type BodyOf } from '#domain';

/** What stands in the dialog for a new incident. */
export interface IncidentDraft {
  /** The empty text: the engine gives the next reference. */
  readonly ref: string;
  readonly title: string;
  readonly severity: BodyOf<'incident'>['severity'];
  readonly tlp: BodyOf<'incident'>['tlp'];
  readonly types: readonly BodyOf<'incident'>['types'][number][];
  readonly detected: string;
  readonly zone: string;
  readonly summary: string;
  readonly exercise: boolean;
}

/** A draft to begin with; severity high and AMBER because the first hour rarely knows better. */
export function emptyIncident(zone: string): IncidentDraft {
  return { ref: '', title: '', severity: 'high', tlp: 'AMBER', types: [], detected: '', zone, summary: '', exercise: false };
}

/** Reads a stored draft, or null when it is none. */
export function parseIncidentDraft(stored: unknown): IncidentDraft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const draft = stored as Readonly<Record<string, unknown>>;
  const severity = severities.find((value) => value === draft['severity']);
  const tlp = tlpLabels.find((value) => value === draft['tlp']);
  const { title, detected, zone, summary, exercise, types } = draft;
  if (severity === undefined || tlp === undefined || typeof title !== 'string' || typeof detected !== 'string' || typeof zone !== 'string') return null;
  if (typeof summary !== 'string' || typeof exercise !== 'boolean' || !Array.isArray(types)) return null;
  return { ref: '', title, severity, tlp, detected, zone, summary, exercise, types: incidentTypes.filter((type) => types.includes(type)) };
}
