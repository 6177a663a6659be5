// Header of an open incident: reference, title, severity and marking above; the phases below.
import type { IncidentHeader } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { SeverityBadge, TlpBadge, Badge } from '../kit/Badge.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { leaveIncident } from '../session/actions.ts';
import { ConflictMark } from '../features/conflicts/ConflictMark.tsx';
import { PhaseRow } from './PhaseRow.tsx';
import { TopBar } from './TopBar.tsx';
import styles from './Header.module.css';

export function IncidentHeading({ header }: { readonly header: IncidentHeader }) {
  const t = useText();
  const { body } = header.incident;
  return (
    <header className={styles['header']}>
      <TopBar onlyHere={header.unwitnessed}>
        <IconButton icon="folder" label={t('shell.allIncidents')} keys="$mod+o" onPress={leaveIncident} />
        <span className={styles['ref']}>{body.ref}</span>
        <h1 className={styles['title']} title={body.title}>{body.title}</h1>
        <SeverityBadge severity={header.severity} />
        <TlpBadge tlp={body.tlp} />
        <ConflictMark counts={header.counts} />
        {body.exercise ? <Badge tone="late">{t('shell.exercise')}</Badge> : null}
      </TopBar>
      <PhaseRow header={header} />
    </header>
  );
}
