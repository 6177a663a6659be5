import { useCallback } from 'react';
import type { CreatingKind } from '#domain';
import { useText } from '../i18n/intl.tsx';
import type { FieldSpec } from './fields/field.ts';
import { fieldsByKind } from './fields/fieldsByKind.ts';
import { useFieldText } from './fields/useFieldText.ts';

/** Times of the envelope may be amended too, and are no field of any body. */
const occurred: FieldSpec = { name: 'occurred', type: 'time', label: 'inspector.occurred' };

/** How a value of a field reads that an amendment holds as JSON text; `nothing` for a field that is empty. */
export function useAmendedText(kind: CreatingKind, name: string): (json: string | null) => string {
  const t = useText();
  const text = useFieldText();
  return useCallback((json) => {
    const field = name === 'occurred' ? occurred : fieldsByKind[kind].find((candidate) => candidate.name === name);
    const value = json === null || json === '' ? null : parseJson(json);
    if (value === null) return t('inspector.nothing');
    return (field === undefined ? (typeof value === 'string' ? value : JSON.stringify(value)) : text(field, value)) ?? t('inspector.nothing');
  }, [t, text, kind, name]);
}

/** Values travel as JSON text; what is not JSON is shown as it stands. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
