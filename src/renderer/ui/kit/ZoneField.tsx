// A time zone by its IANA name, offered from what this machine knows. Keys: as a combo box. Pattern: ARIA combobox.
import { useMemo } from 'react';
import { knownZone } from '../i18n/format.ts';
import { useText } from '../i18n/intl.tsx';
import { ComboBox } from './ComboBox.tsx';

export interface ZoneFieldProps { readonly label: string; readonly value: string; readonly onChange: (zone: string) => void; readonly help?: string; readonly isRequired?: boolean }

export function ZoneField({ label, value, onChange, help, isRequired = false }: ZoneFieldProps) {
  const t = useText();
  const choices = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone })), []);
  const isKnown = value === '' || knownZone(value) === value;
  return (
    <ComboBox
      label={label} choices={choices} text={value} onTextChange={onChange} onChoose={(zone) => { if (zone !== null) onChange(zone); }} isRequired={isRequired}
      {...(help === undefined ? {} : { help })} error={isKnown ? null : t('kit.zone.unknown')}
    />
  );
}
