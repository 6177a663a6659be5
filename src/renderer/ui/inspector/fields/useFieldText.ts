import { useCallback } from 'react';
import { successorOf, type Authority, type Occurred } from '#domain';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import type { FieldSpec } from './field.ts';
import type { Technique } from './values.ts';

/** Puts the value of a body's field into words; null when there is nothing to say. Unknown shapes are shown as they stand. */
export function useFieldText(): (field: FieldSpec, value: unknown) => string | null {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { clockError } = useUnits();
  const authority = useAuthorityText();
  const technique = useTechniqueText();
  return (field, value) => {
    if (value === undefined || value === null || value === '') return null;
    switch (field.type) {
      case 'line': case 'text': case 'integer': return String(value);
      case 'lines': return (value as readonly string[]).join('\n') || null;
      case 'choice': return word(field.list, String(value));
      case 'choices': return (value as readonly string[]).map((choice) => word(field.list, choice)).join(', ') || null;
      case 'time': return time.occurred(value as Occurred);
      case 'switch': return value === true ? t('inspector.yes') : null;
      case 'technique': return technique(value as Technique);
      case 'clockError': return value === 0 ? null : Number(value) > 0 ? t('kit.time.clockFast', { span: clockError(Number(value)) }) : t('kit.time.clockSlow', { span: clockError(-Number(value)) });
      case 'authority': return authority(value as Authority);
      default: return JSON.stringify(value);
    }
  };
}

/** A technique as it was recorded, the version in which its id means that, and what stands in its place today. */
function useTechniqueText(): (technique: Technique) => string {
  const t = useText();
  return ({ id, name, attackVersion }) => {
    const after = successorOf(id);
    const notes = [
      attackVersion === undefined ? null : t('techniques.recordedAs', { version: attackVersion }),
      after === null ? null : t(after.since === null ? 'techniques.revoked' : 'techniques.revokedSince', { id: after.id, since: after.since ?? '' }),
    ].filter((note) => note !== null);
    return [id, name, notes.length === 0 ? undefined : `(${notes.join('; ')})`].filter(Boolean).join(' ');
  };
}

/** Why an action was allowed, in one line. */
export function useAuthorityText(): (authority: Authority) => string {
  const t = useText();
  return useCallback((authority) => {
    switch (authority.basis) {
      case 'standing': return t('inspector.authority.saidStanding', { reference: authority.reference });
      case 'approval': {
        const said = authority.channel === undefined ? authority.approver : t('inspector.authority.by', { who: authority.approver, channel: authority.channel });
        return authority.secondApprover === undefined ? t('inspector.authority.saidApproval', { who: said }) : t('inspector.authority.saidTwo', { who: said, second: authority.secondApprover });
      }
      case 'override': return t('inspector.authority.saidOverride', { harm: authority.harm });
      case 'not-stated': return t('inspector.authority.not-stated');
      default: return '';
    }
  }, [t]);
}
