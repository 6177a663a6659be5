import { fail, ok, type EntryId, type Failure, type LogId, type Result } from '#base';
import type { BodyOf } from '#domain';
import type { RecordFailure, SealFailure, SourceGrant } from '#ipc';
import type { Core } from '../core/core.ts';
import { sealItem } from '../evidence/sealItem.ts';
import { createIncident } from '../logs/createIncident.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { fillTeam } from './fillTeam.ts';
import { attackSteps } from './storyAttack.ts';
import { commandSteps } from './storyCommand.ts';
import { reportSteps } from './storyReport.ts';
import { responseSteps } from './storyResponse.ts';
import { scopeSteps } from './storyScope.ts';
import { teamSteps } from './storyTeam.ts';
import { oslo, recordedAt, type Step, type Story } from './storyTypes.ts';

const INCIDENT: BodyOf<'incident'> = {
  ref: 'INC-2026-0042', title: 'Ransomware on file servers, Trondheim site', codename: 'KELP', severity: 'high', priority: 'P1',
  types: ['availability:sabotage', 'intrusions:privileged-account-compromise', 'information-content-security:data-leak'], verdict: 'confirmed', major: true,
  tlp: 'AMBER+STRICT', customer: 'Nord Havnelogistikk', exercise: true, zone: 'Europe/Oslo',
  summary: 'Finance and contract shares encrypted through the backup account. Data left the site before. Offline tapes are intact.',
};

/**
 * Records the demonstration incident by the ordinary calls, on a clock that plays the story back: the entries read as if the team had
 * written them on 21 November 2026. The incident is marked as an exercise, as every page of it says. `team`: with alerts, a subscription, a second member and an invitation that waits.
 */
export async function fillDemo(core: Core, session: Session, grants: readonly SourceGrant[], team = false): Promise<Result<{ readonly log: LogId }, Failure<SealFailure | RecordFailure>>> {
  try {
    return await play(core, session, grants, team);
  } finally {
    core.time.pretend(null);
  }
}

async function play(core: Core, session: Session, grants: readonly SourceGrant[], team: boolean): Promise<Result<{ readonly log: LogId }, Failure<SealFailure | RecordFailure>>> {
  core.time.pretend(recordedAt('06:52'));
  const created = await createIncident(core, session, { body: INCIDENT, occurred: oslo('2026-11-21 07:48') });
  if (!created.ok) return created;
  const { log } = created.value;
  const ids = new Map<string, { readonly id: EntryId; readonly ref: string }>();
  const story: Story = { id: (key) => known(ids, key).id, ref: (key) => known(ids, key).ref };
  for (const step of steps(team)) {
    core.time.pretend(recordedAt(step.at));
    const recorded = 'file' in step ? await sealStep(core, session, log, step, story, grants) : await draftStep(core, session, log, step, story);
    if (!recorded.ok) return recorded;
    if (step.key !== undefined) ids.set(step.key, recorded.value);
  }
  const filled = team ? await fillTeam(core, session, log) : ok(undefined);
  return filled.ok ? ok({ log }) : filled;
}

type Recorded = Result<{ readonly id: EntryId; readonly ref: string }, Failure<SealFailure | RecordFailure>>;

async function draftStep(core: Core, session: Session, log: LogId, step: Extract<Step, { readonly draft: unknown }>, story: Story): Promise<Recorded> {
  const recorded = await recordDrafts(core, session, log, () => ok([{ draft: step.draft(story) }]));
  if (!recorded.ok) return recorded;
  const [sealed] = recorded.value.sealed;
  if (sealed === undefined) throw new Error('a step without entries');
  return ok({ id: sealed.entryId, ref: sealed.ref ?? '' });
}

async function sealStep(core: Core, session: Session, log: LogId, step: Extract<Step, { readonly file: string }>, story: Story, grants: readonly SourceGrant[]): Promise<Recorded> {
  const grant = grants.find((candidate) => candidate.name === step.file);
  if (grant === undefined) return fail('unknown-grant', 'a file of the demonstration is missing');
  const modified = grant.modified === null ? {} : { sourceModified: grant.modified };
  const sealed = await sealItem(core, session, {
    log, grant: grant.grant, resume: null, legacyHashes: [], occurred: step.occurred ?? null, tags: step.tags, links: [],
    body: { ...step.evidence(story), sourceName: grant.name, ...modified },
  });
  return sealed.ok ? ok({ id: sealed.value.entryId, ref: sealed.value.ref ?? '' }) : sealed;
}

/** All steps in the order in which they were recorded. */
function steps(team: boolean): readonly Step[] {
  return [...scopeSteps, ...attackSteps, ...responseSteps, ...commandSteps, ...reportSteps, ...(team ? teamSteps : [])].toSorted((left, right) => recordedAt(left.at) - recordedAt(right.at));
}

function known(ids: ReadonlyMap<string, { readonly id: EntryId; readonly ref: string }>, key: string): { readonly id: EntryId; readonly ref: string } {
  const found = ids.get(key);
  if (found === undefined) throw new Error(`the story names "${key}" before it is recorded`);
  return found;
}
