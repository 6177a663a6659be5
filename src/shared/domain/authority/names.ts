import type { Entity } from '../view.ts';

// Letters of other scripts that look like Latin ones: a name must not slip past an exclusion by its spelling.
const lookalikes = new Map(Object.entries({
  a: 'аɑα', b: 'в', c: 'сϲ', d: 'ԁ', e: 'еєε', h: 'һ', i: 'іıι', j: 'јϳ', k: 'кκ', m: 'мμ', n: 'нη', o: 'оοσ', p: 'рρ', s: 'ѕ', t: 'тτ', u: 'υ', v: 'ѵν', x: 'хχ', y: 'уү',
}).flatMap(([latin, others]) => [...others].map((letter): readonly [string, string] => [letter, latin])));

/** A name as it is compared: folded, in lower case, without what is not seen (docs/spec/authority.md section 2). */
export function foldName(name: string): string {
  const seen = name.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/[\p{Cf}\p{Cc}\p{Mn}\p{Variation_Selector}]/gu, (mark) => (mark === '\t' || mark === '\n' ? ' ' : ''));
  return [...seen].map((letter) => lookalikes.get(letter) ?? letter).join('').replaceAll(/["'`´’‘“”«»<>]/g, '').replaceAll(/\s+/g, ' ').replaceAll(/ ?([\\@/]) ?/g, '$1').trim();
}

/** Every form in which one written name may stand for the same thing. */
export function formsOf(name: string): ReadonlySet<string> {
  const whole = foldName(name);
  const forms = new Set([whole, whole.replace(/\.$/, '')]);
  const account = whole.split('\\').at(-1) ?? '';
  forms.add(account);
  forms.add(account.split('@')[0] ?? '');
  // The first label of a host name: `fs-01.corp`, `mail.corp.example`. A person is `a.lund`, and an address of numbers has no first label.
  if (/^(?:[a-z][a-z0-9]*[-\d][a-z0-9-]*\.|[a-z][a-z0-9-]*\.[^.\s@\\]+\.)[^\s@\\]+$/.test(whole)) forms.add(whole.split('.')[0] ?? '');
  forms.delete('');
  return forms;
}

/** Names under which an incident lists a system or an account. */
export function namesOf(entity: Entity<'system'> | Entity<'account'>): readonly string[] {
  const own = 'principal' in entity.body ? [entity.body.principal, `${entity.body.realm ?? ''}\\${entity.body.principal}`, `${entity.body.principal}@${entity.body.realm ?? ''}`] : [entity.body.name, ...entity.body.addresses];
  return [...own, entity.ref ?? '', entity.body.owner ?? ''].filter((name) => name !== '');
}

/** Names by which a person would mean this very entity: its owner has others too. */
export function ownNamesOf(entity: Entity<'system'> | Entity<'account'>): readonly string[] {
  return namesOf(entity).filter((name) => name !== entity.body.owner);
}

/** True when two lists of forms share one. */
export function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const form of left) if (right.has(form)) return true;
  return false;
}
