// When it happened and when it was written down: both zones, the words as written, precision, clock error, lateness.
import type { ReactNode } from 'react';
import type { Stamp } from '#domain';
import { formatInstant, useUnits } from '../i18n/format.ts';
import { useText } from '../i18n/intl.tsx';
import { useWord } from '../i18n/words.ts';
import { Badge } from '../kit/Badge.tsx';
import { occurredToText } from '../kit/DateTime.tsx';
import { SectionHeading } from '../kit/Panel.tsx';
import { useSession } from '../session/store.ts';
import { Facts } from './Facts.tsx';

export function When({ stamp }: { readonly stamp: Stamp }): ReactNode {
  const t = useText();
  const word = useWord();
  const { span, clockError } = useUnits();
  const zone = useSession((state) => state.preferences.zone);
  const { occurred, recorded } = stamp;
  const error = occurred.clockErrorMs;
  return (
    <section>
      <SectionHeading>{t('inspector.when')}</SectionHeading>
      <Facts
        facts={[
          { label: t('inspector.occurred'), value: occurredToText(occurred, 'UTC', t, span), isMono: true },
          occurred.at === null || zone === 'UTC' ? null : { label: t('inspector.local'), value: `${occurredToText(occurred, zone, t, span)} ${zone}`, isMono: true },
          occurred.written === '' || isIso(occurred.written) ? null : { label: t('inspector.written'), value: `“${occurred.written}” ${occurred.zone}`, isMono: true },
          { label: t('inspector.precision'), value: `${word('timePrecision', occurred.precision)} · ${word('clockSource', occurred.clockSource)}` },
          error === undefined || error === 0 ? null : { label: t('inspector.clockError'), value: error > 0 ? t('kit.time.clockFast', { span: clockError(error) }) : t('kit.time.clockSlow', { span: clockError(-error) }) },
          { label: t('inspector.recorded'), value: t('inspector.recordedBy', { when: formatInstant(recorded.at, 'UTC'), who: stamp.author.name }) },
          stamp.latenessMs === null ? null : { label: t('inspector.late'), value: <><Badge tone="late">{t('inspector.lateBy', { span: span(stamp.latenessMs) })}</Badge>{stamp.lateReason === null ? ` ${t('inspector.noLateReason')}` : ` ${stamp.lateReason}`}</> },
        ]}
      />
    </section>
  );
}

/** Times that the console wrote itself say nothing more than the absolute reading. */
function isIso(written: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.test(written);
}
