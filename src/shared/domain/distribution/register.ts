import type { EntityId } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';

export type ReportType = BodyOf<'report'>['documentType'];

/** An issue, who got it, and what came after it. */
export interface IssueLine {
  readonly report: Entity<'report'>;
  readonly deliveries: readonly Entity<'distribution'>[];
  /** The newest issue that stands in its place, if any. */
  readonly supersededBy: Entity<'report'> | null;
  /** Those who got this issue and not the one in its place: they must be told. Each once. */
  readonly toTell: readonly { readonly recipient: string; readonly organisation: string | null }[];
}

/** Deliveries of issues of a type that stand, in the order of the journal. */
export function deliveries(state: IncidentState, type: ReportType): readonly Entity<'distribution'>[] {
  const issues = new Set<string>(standingOf(state, 'report').flatMap((report) => (report.body.documentType === type ? [report.id] : [])));
  return standingOf(state, 'distribution').filter(({ body }) => issues.has(body.report));
}

/**
 * Who got which issue, in the order of the journal (docs/spec/distribution.md section 2). Give entities of one incident; retracted ones are left out.
 * Deliveries of something that is no issue here are not in it.
 */
export function distributionRegister(reports: readonly Entity<'report'>[], distributions: readonly Entity<'distribution'>[]): readonly IssueLine[] {
  const standing = reports.filter(({ retracted }) => retracted === null);
  const later = new Map<EntityId, Entity<'report'>>(standing.flatMap((report) => (report.body.supersedes === undefined ? [] : [[report.body.supersedes, report] as const])));
  return standing.map((report): IssueLine => {
    const got = gotBy(report, distributions);
    const supersededBy = newestAfter(report, later);
    if (supersededBy === null) return { report, deliveries: got, supersededBy, toTell: [] };
    const told = new Set(gotBy(supersededBy, distributions).map(keyOf));
    const untold = new Map(got.filter((delivery) => !told.has(keyOf(delivery))).map((delivery) => [keyOf(delivery), { recipient: delivery.body.recipient, organisation: delivery.body.organisation ?? null }]));
    return { report, deliveries: got, supersededBy, toTell: [...untold.values()] };
  });
}

function gotBy(report: Entity<'report'>, distributions: readonly Entity<'distribution'>[]): readonly Entity<'distribution'>[] {
  return distributions.filter(({ retracted, body }) => retracted === null && body.report === report.id);
}

// Entries may name each other in a circle; each issue is passed once.
function newestAfter(report: Entity<'report'>, later: ReadonlyMap<EntityId, Entity<'report'>>): Entity<'report'> | null {
  const passed = new Set<EntityId>([report.id]);
  let newest: Entity<'report'> | null = null;
  for (let next = later.get(report.id); next !== undefined && !passed.has(next.id); next = later.get(next.id)) {
    passed.add(next.id);
    newest = next;
  }
  return newest;
}

function keyOf({ body }: Entity<'distribution'>): string {
  return [body.recipient, body.organisation ?? ''].map((part) => part.trim().toLowerCase()).join('\n');
}
