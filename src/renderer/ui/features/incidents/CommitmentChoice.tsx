// Which clocks a new incident is run by: promises of contracts, and packs of rules. Keys: Tab, Space. Pattern: two groups of check boxes.
import { useEffect, useState, type ReactNode } from 'react';
import { clockProfiles, type PackOffer } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { useEngine } from '../../port/ports.tsx';
import type { IncidentDraft } from './incidentDraft.ts';
import styles from './Incidents.module.css';

export interface CommitmentChoiceProps { readonly value: Pick<IncidentDraft, 'profiles' | 'packs'>; readonly onChange: (change: Partial<Pick<IncidentDraft, 'profiles' | 'packs'>>) => void }

export function CommitmentChoice({ value, onChange }: CommitmentChoiceProps): ReactNode {
  const t = useText();
  const engine = useEngine();
  const [offers, setOffers] = useState<readonly PackOffer[]>([]);
  useEffect(() => {
    let isGone = false;
    void engine.call('pack.offers', {}).then((answer) => { if (answer.ok && !isGone) setOffers(answer.value.packs); });
    return () => { isGone = true; };
  }, [engine]);
  return (
    <div className={styles['pair']}>
      <div role="group" aria-label={t('incidents.new.profiles')} className={styles['choices']}>
        <span className={styles['groupName']}>{t('incidents.new.profiles')}</span>
        {clockProfiles.map((profile) => (
          <Checkbox key={profile} isSelected={value.profiles.includes(profile)} onChange={(isOn) => onChange({ profiles: isOn ? [...value.profiles, profile] : value.profiles.filter((each) => each !== profile) })}>{t(`clocks.profile.${profile}`)}</Checkbox>
        ))}
      </div>
      <div role="group" aria-label={t('incidents.new.packs')} className={styles['choices']}>
        <span className={styles['groupName']}>{t('incidents.new.packs')}</span>
        {offers.map(({ id, title, expires }) => (
          <Checkbox key={id} isSelected={value.packs.includes(id)} onChange={(isOn) => onChange({ packs: isOn ? [...value.packs, id] : value.packs.filter((each) => each !== id) })}>{t('incidents.new.pack', { title, expires })}</Checkbox>
        ))}
      </div>
    </div>
  );
}
