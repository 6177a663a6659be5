// How a message went out and who it was that answered: transport, proof, check of identity, the message composed before, the decision that let it go. Keys: Tab to the links.
import type { ReactNode } from 'react';
import type { Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';

export function SendingFacts({ message }: { readonly message: Entity<'communication'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const { transport, proofKind, proof, check, via, override, message: composed } = message.body;
  if ([transport, proofKind, proof, check, via, override, composed].every((value) => value === undefined)) return null;
  return (
    <section>
      <SectionHeading>{t('communications.sending')}</SectionHeading>
      <Facts
        facts={[
          { label: t('messages.transport'), value: transport === undefined ? null : word('transport', transport) },
          { label: t('messages.proofKind'), value: [proofKind === undefined ? undefined : word('proofKind', proofKind), proof].filter(Boolean).join(' · ') },
          { label: t('communications.means'), value: check === undefined ? null : [word('verificationMeans', check.means), check.line, word('checkResult', check.result)].filter((part) => part !== undefined).join(' · ') },
          { label: t('communications.fromMessage'), value: composed === undefined ? null : <LinkButton onPress={() => reveal('messages', composed)}>{t('communications.showMessage')}</LinkButton> },
          { label: t('channels.title'), value: via === undefined ? null : <LinkButton onPress={() => reveal('channels', via)}>{t('communications.showChannel')}</LinkButton> },
          { label: t('communications.override'), value: override === undefined ? null : <LinkButton onPress={() => reveal('decisions', override)}>{t('communications.showDecision')}</LinkButton> },
        ]}
      />
    </section>
  );
}
