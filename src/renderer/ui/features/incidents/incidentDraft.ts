import { clockProfiles, incidentTypes, severities, tlpLabels, type BodyOf } from '#domain';

/** What stands in the dialog for a new incident. */
export interface IncidentDraft {
  /** The empty text: the next free reference of this vault. */
  readonly ref: string;
  readonly title: string;
  readonly severity: BodyOf<'incident'>['severity'];
  readonly tlp: BodyOf<'incident'>['tlp'];
  readonly types: readonly BodyOf<'incident'>['types'][number][];
  readonly detected: string;
  readonly zone: string;
  readonly summary: string;
  readonly exercise: boolean;
  readonly profiles: readonly (typeof clockProfiles)[number][];
  /** Ids of packs of rules that come with the console. */
  readonly packs: readonly string[];
}

/** A draft to begin with; severity high and AMBER because the first hour rarely knows better. */
export function emptyIncident(zone: string): IncidentDraft {
  return { ref: '', title: '', severity: 'high', tlp: 'AMBER', types: [], detected: '', zone, summary: '', exercise: false, profiles: [], packs: [] };
}

/** Reads a stored draft, or null when it is none. */
export function parseIncidentDraft(stored: unknown): IncidentDraft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const draft = stored as Readonly<Record<string, unknown>>;
  const severity = severities.find((value) => value === draft['severity']);
  const tlp = tlpLabels.find((value) => value === draft['tlp']);
  const { ref, title, detected, zone, summary, exercise, types } = draft;
  if (severity === undefined || tlp === undefined || typeof title !== 'string' || typeof detected !== 'string' || typeof zone !== 'string') return null;
  if (typeof summary !== 'string' || typeof exercise !== 'boolean' || !Array.isArray(types)) return null;
  // Drafts written before there was a choice have none.
  const listOf = (key: string): readonly unknown[] => (Array.isArray(draft[key]) ? draft[key] as readonly unknown[] : []);
  const [profiles, packs] = [listOf('profiles'), listOf('packs')];
  return { profiles: clockProfiles.filter((profile) => profiles.includes(profile)), packs: packs.filter((pack) => typeof pack === 'string'), ref: typeof ref === 'string' ? ref : '', title, severity, tlp, detected, zone, summary, exercise, types: incidentTypes.filter((type) => types.includes(type)) };
}

/** The next reference of a vault in the form `INC-2026-0042`: one above the highest of the year. */
export function nextIncidentRef(refs: readonly string[], now: number): string {
  const start = `INC-${new Date(now).getUTCFullYear()}-`;
  const highest = refs.reduce((most, ref) => (ref.startsWith(start) ? Math.max(most, Number(ref.slice(start.length)) || 0) : most), 0);
  return start + String(highest + 1).padStart(4, '0');
}
