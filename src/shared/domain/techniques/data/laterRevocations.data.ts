import { replacedTechniques } from '../../playbooks/data/replacedTechniques.data.ts';

/** Revocations that are known from a version of ATT&CK later than the table. */
export const laterRevocations: { readonly version: string; readonly ids: Readonly<Record<string, string>> } = { version: '19', ids: replacedTechniques };
