import { fail, hostZone, isZone, ok, type Failure, type LogId, type Result } from '#base';
import { entryBodies, isEntryKind, type EntryDraft, type EntryKind } from '#domain';
import { secretOptions, textOption, type Command } from '../command.ts';
import { envelopeOptions, readEnvelope } from '../input/readEnvelope.ts';
import { fieldOptions, readBody, referenceFields } from '../input/readFields.ts';
import { findIncident, findReference, withVault, type CliSession } from '../session.ts';

/** Kinds that another command or the engine itself records. */
const ELSEWHERE: readonly EntryKind[] = ['incident', 'evidence', 'report', 'export', 'recovery', 'witness', 'time-authority', 'playbook', 'playbook-run', 'clock-pack', 'handover', 'sitrep', 'invitation', 'sync-server', 'known-network'];
const kinds = (Object.keys(entryBodies) as EntryKind[]).filter((kind) => !ELSEWHERE.includes(kind));

/** Values a draft needs and a person at a prompt rarely wants to type. */
const DEFAULTS: Readonly<Partial<Record<EntryKind, Readonly<Record<string, unknown>>>>> = {
  'standing-approval': { ref: '', systemKinds: [], accountKinds: [], exclusions: [] }, approval: { ref: '', targets: [], seat: 'single' },
  action: { ref: '', actionKind: 'other', targets: [], authority: { basis: 'not-stated' }, state: 'proposed' },
  decision: { ref: '', options: [], consulted: [], state: 'decided' }, task: { ref: '', state: 'open' },
  intake: { ref: '' }, alert: { ref: '' }, 'declaration-rule': { types: [] }, system: { ref: '', systemKind: 'other', addresses: [], criticality: 'normal', state: 'suspected' }, account: { ref: '', accountKind: 'user', state: 'suspected' },
  indicator: { ref: '', indicatorType: 'other', verdict: 'unknown', state: 'observed' }, contact: { contactKinds: [], numbers: [], emails: [] },
  'data-set': { ref: '', categories: [], subjects: [], regimes: [], jurisdictions: [], stateAtExposure: 'unknown', disclosed: 'unknown', encrypted: 'unknown' }, finding: { ref: '', findingKind: 'hypothesis', confidence: 'low', state: 'open' },
  review: { attendees: [], state: 'scheduled' }, lesson: { ref: '' }, 'corrective-action': { ref: '', state: 'proposed' },
  'legal-hold': { ref: '', items: [], state: 'in-force' }, acquisition: { check: 'not-applicable' }, event: { track: 'system' },
  channel: { ref: '', dependencies: [], needs: [], state: 'unstated' }, bridge: { ref: '', state: 'open' }, 'code-sheet': { ref: '', state: 'issued' },
  attendance: { check: { means: 'not-verified', result: 'failed' }, state: 'present' }, message: { ref: '', recipients: [] },
  subscription: { ref: '', recipients: [], begins: 'declared', until: 'resolved', owner: 'communications-lead', state: 'active' },
  assignment: { state: 'offered' }, plan: { objectives: [], workstreams: [], constraints: [], triggers: [] },
};

export const addCommand: Command = {
  path: ['add'],
  about: 'record an entry of any kind',
  positionals: [{ name: 'kind', about: kinds.join(', ') }, { name: 'vault', about: 'folder of the vault' }, { name: 'incident', about: 'reference or log id of the incident' }],
  options: { stdin: { type: 'boolean', about: 'read the body as a JSON object from standard input; options replace its fields' }, ...envelopeOptions, ...secretOptions },
  moreOptions: ([kind]) => (kind !== undefined && isEntryKind(kind) ? withoutEnvelope(fieldOptions(kind)) : {}),
  notes: ['Fields are named as in docs/spec/entries.md: holdfast add action <vault> <incident> --title "Isolate FS01" --targets FS01', 'Acting kinds take references where the specification says id: --target A-K7-003 or A-3.'],
  run: ({ terminal, positionals, options }) => {
    const [kind = '', vault = '', incident = ''] = positionals;
    if (!isEntryKind(kind) || !kinds.includes(kind)) return Promise.resolve(fail('usage', `"add" records these kinds: ${kinds.join(', ')}`));
    return withVault(terminal, options, vault, async (session) => {
      const card = await findIncident(session, incident);
      if (!card.ok) return card;
      const { log } = card.value;
      const typed = readBody(terminal, kind, options);
      if (!typed.ok) return typed;
      const body = await resolveReferences(session, log, kind, { ...DEFAULTS[kind], ...typed.value });
      if (!body.ok) return body;
      const zone = textOption(options, 'zone') ?? hostZone();
      const envelope = await readEnvelope(session, log, options, isZone(zone) ? zone : 'UTC');
      if (!envelope.ok) return envelope;
      // The engine checks the body against the schema of its kind before anything is sealed.
      const recorded = await session.engine.handlers['entry.record']({ log, draft: { kind, body: body.value, ...envelope.value } as unknown as EntryDraft });
      if (!recorded.ok) return recorded;
      const { entryId, ref, number } = recorded.value;
      return ok({ lines: [`sealed entry ${number}${ref === null ? '' : ` ${ref}`}`, `id ${entryId}`], data: { log, entryId, ref, number } });
    });
  },
};

// `zone` of a contact is a field of its body as well; there it means the contact's zone, and the entry is written in the machine's.
function withoutEnvelope(fields: ReturnType<typeof fieldOptions>): ReturnType<typeof fieldOptions> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(envelopeOptions, name)));
}

async function resolveReferences(session: CliSession, log: LogId, kind: EntryKind, body: Readonly<Record<string, unknown>>): Promise<Result<Readonly<Record<string, unknown>>, Failure>> {
  const resolved: Record<string, unknown> = { ...body };
  for (const field of referenceFields[kind] ?? []) {
    const named = resolved[field];
    if (typeof named !== 'string') continue;
    const found = await findReference(session, log, named);
    if (!found.ok) return found;
    resolved[field] = found.value;
  }
  return ok(resolved);
}
