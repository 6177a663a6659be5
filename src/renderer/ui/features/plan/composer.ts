import type { BodyOf, Entity } from '#domain';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { fieldsByKind } from '../../inspector/fields/fieldsByKind.ts';
import { isLines, isTimeDraft, tidy, type FieldValues } from '../../inspector/fields/values.ts';

type Plan = BodyOf<'plan'>;

/** Fields of the composer: those of the plan, workstreams and triggers as lines, and who approved it when somebody has. */
export const composerFields: readonly FieldSpec[] = [
  ...fieldsByKind.plan.slice(0, 3).map((field): FieldSpec => ({ ...field, required: true })),
  { name: 'workstreams', type: 'lines', label: 'plan.field.workstreams', hint: 'plan.hint.workstreams' },
  ...fieldsByKind.plan.slice(3, 4),
  { name: 'triggers', type: 'lines', label: 'plan.field.triggers', hint: 'plan.hint.triggers' },
  ...fieldsByKind.plan.slice(4),
  { name: 'approvedBy', type: 'line', label: 'plan.field.approvedBy', hint: 'plan.hint.approvedBy' },
  { name: 'approvedAt', type: 'time', label: 'plan.field.approvedAt', hint: 'inspector.hint.now' },
];

/** What the composer begins with: the newest version without its approval, or nothing. */
export function beginningOf(newest: Entity<'plan'> | null): FieldValues {
  const body = newest?.body;
  return {
    situation: body?.situation ?? null, objectives: body?.objectives ?? [], strategy: body?.strategy ?? 'contain-now', workstreams: body?.workstreams.map(workstreamLine) ?? [],
    constraints: body?.constraints ?? [], triggers: body?.triggers.map(({ when, action }) => `${when} => ${action}`) ?? [], resources: body?.resources ?? null,
    communicationsPlan: body?.communicationsPlan ?? null, recoveryCriteria: body?.recoveryCriteria ?? null, approvedBy: null, approvedAt: null,
  };
}

/** Lines of triggers that do not say what follows. */
export function unreadTriggers(values: FieldValues): readonly string[] {
  return linesOf(values, 'triggers').filter((line) => readTrigger(line) === null);
}

/** The plan as it was composed, without its approval; null while something is missing or cannot be read. */
export function planOf(values: FieldValues, version: number): Plan | null {
  const [situation, strategy, objectives] = [textOf(values, 'situation'), textOf(values, 'strategy'), linesOf(values, 'objectives')];
  if (situation === '' || strategy === '' || objectives.length === 0 || unreadTriggers(values).length > 0) return null;
  const optional = Object.fromEntries(['resources', 'communicationsPlan', 'recoveryCriteria'].flatMap((name) => (textOf(values, name) === '' ? [] : [[name, textOf(values, name)]])));
  return {
    version, situation, objectives, strategy: strategy as Plan['strategy'], workstreams: linesOf(values, 'workstreams').map(readWorkstream), constraints: linesOf(values, 'constraints'),
    triggers: linesOf(values, 'triggers').flatMap((line) => readTrigger(line) ?? []), ...optional,
  };
}

/** Who approved it and when, as far as that was written; null without a name. */
export function approvalOf(values: FieldValues): { readonly by: string; readonly at: NonNullable<Plan['approved']>['at'] | null } | null {
  const [by, at] = [textOf(values, 'approvedBy'), values['approvedAt'] ?? null];
  return by === '' ? null : { by, at: isTimeDraft(at) ? at.occurred : null };
}

/** `Containment / Ben / cut VLAN 20; image FS01`: name, lead, tasks. */
export function readWorkstream(line: string): Plan['workstreams'][number] {
  const [name = '', lead = '', ...tasks] = line.split(/\s+\/(?=\s|$)/).map((part) => part.trim());
  return { name, ...(lead === '' ? {} : { lead }), tasks: tasks.join(' / ').split(';').map((task) => task.trim()).filter((task) => task !== '') };
}

function workstreamLine({ name, lead = '', tasks }: Plan['workstreams'][number]): string {
  return tasks.length === 0 && lead === '' ? name : [name, lead, tasks.join('; ')].join(' / ');
}

function readTrigger(line: string): Plan['triggers'][number] | null {
  const [when = '', ...rest] = line.split('=>').map((part) => part.trim());
  const action = rest.join('=>').trim();
  return when === '' || action === '' ? null : { when, action };
}

function linesOf(values: FieldValues, name: string): readonly string[] {
  const value = tidy(values[name] ?? null);
  return isLines(value) ? value : [];
}

function textOf(values: FieldValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}
