// Time stamps by courier: whom to trust, a request to carry away, a reply to bring in, and what the replies prove.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import type { WitnessView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Panel, SectionHeading } from '../../kit/Panel.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useOutlets } from './useOutlets.ts';
import styles from './integrity.module.css';

interface File { readonly name: string; readonly bytes: Uint8Array }

export function StampsPanel({ log, view }: { readonly log: LogId; readonly view: WitnessView }): ReactNode {
  const t = useText();
  const engine = useEngine();
  const desktop = useDesktop();
  const outlets = useOutlets();
  const [authority, setAuthority] = useState<File | null>(null);
  const [reply, setReply] = useState<File | null>(null);
  const pick = async (extensions: readonly string[], take: (file: File) => void): Promise<void> => {
    const file = await desktop.call('file.read', { extensions });
    if (file.ok) take(file.value);
    else outlets.say(file.error.kind);
  };
  const request = async (): Promise<void> => {
    const made = await engine.call('stamp.request', { log });
    if (!made.ok) {
      outlets.say(made.error.kind);
      return;
    }
    if (await outlets.save(made.value.request) !== null) await outlets.save(made.value.statement);
  };
  const addAuthority = (): Promise<void> => pick(['cer', 'crt', 'der', 'pem'], setAuthority);
  const bringReply = (): Promise<void> => pick(['tsr', 'tst', 'der', 'p7s'], setReply);
  const hasAuthority = () => view.authorities.length > 0;
  useScreenCommands([
    { id: 'witness.request', label: 'integrity.stampRequest', group: 'screen', undo: 'none', run: request },
    { id: 'witness.reply', label: 'integrity.stampReply', group: 'screen', undo: 'none', when: hasAuthority, run: bringReply },
    { id: 'witness.authority', label: 'integrity.authorityAdd', group: 'screen', undo: 'none', run: addAuthority },
  ]);
  return (
    <Panel title={t('integrity.stamps')}>
      <p className={styles['lead']}>{t('integrity.stampsLead')}</p>
      <div className={styles['buttons']}>
        <Button onPress={() => void request()}>{t('integrity.stampRequest')}</Button>
        <Button isDisabled={!hasAuthority()} onPress={() => void bringReply()}>{t('integrity.stampReply')}</Button>
        <Button variant="quiet" onPress={() => void addAuthority()}>{t('integrity.authorityAdd')}</Button>
      </div>
      <StampLists view={view} />
      {authority === null ? null : <AuthorityDialog log={log} file={authority} onClose={() => setAuthority(null)} />}
      {reply === null ? null : <ReplyDialog log={log} file={reply} authorities={view.authorities} onClose={() => setReply(null)} />}
    </Panel>
  );
}

function StampLists({ view }: { readonly view: WitnessView }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { span } = useUnits();
  return (
    <div className={styles['statements']}>
      <SectionHeading>{t('integrity.stampsHere')}</SectionHeading>
      {view.stamps.length === 0 ? <p className="muted">{t('integrity.stampsNone')}</p> : (
        <ul className={styles['findings']}>
          {view.stamps.map((stamp) => (
            <li key={stamp.entry} className={styles['finding']}>
              <span className={styles['mark']} data-tone={stamp.holds ? 'ok' : 'danger'} aria-hidden="true">{stamp.holds ? '✓' : '✕'}</span>
              <span>
                <span>{t('integrity.stampSays', { count: stamp.coveredEntries, authority: stamp.authority })}{' '}<Instant at={stamp.generatedAt} />{stamp.accuracyMs === null ? null : ` ± ${span(stamp.accuracyMs)}`}</span>
                {stamp.failure === null ? null : <span className={styles['small']}>{failure(stamp.failure)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {view.requests.filter((request) => !request.answered).map((request) => <p key={request.entry} className="muted">{t('integrity.requestOpen')}{' '}<Instant at={request.at} /></p>)}
      <SectionHeading>{t('integrity.authorities')}</SectionHeading>
      {view.authorities.length === 0 ? <p className="muted">{t('integrity.authoritiesNone')}</p> : (
        <table className={styles['table']} aria-label={t('integrity.authorities')}>
          <tbody>
            {view.authorities.map((authority) => (
              <tr key={authority.id}>
                <th scope="row">{authority.name}<span className={styles['small']}>{authority.subject}</span></th>
                <td>{t('integrity.validUntil')}{' '}<Instant at={authority.validUntil} detail="day" /></td>
                <td><span className={styles['small']} data-mono="" data-selectable="">{authority.sha256}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p><Badge>{t('integrity.line.not-proven')}</Badge>{' '}{t('integrity.stampsCannot')}</p>
    </div>
  );
}

function AuthorityDialog({ log, file, onClose }: { readonly log: LogId; readonly file: File; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [name, setName] = useState(file.name.replace(/\.[^.]*$/, ''));
  const { run, busy, error } = useCall(() => engine.call('authority.add', { log, name: name.trim(), bytes: file.bytes }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  return (
    <FormDialog title={t('integrity.authorityAdd')} isOpen onClose={onClose} submitLabel={t('integrity.authorityTrust')} onSubmit={() => void submit()} canSubmit={name.trim() !== ''} isBusy={busy} error={error === null ? null : failure(error.kind)}>
      <p>{t('integrity.authorityText', { file: file.name })}</p>
      <TextField label={t('integrity.authorityName')} value={name} onChange={setName} isRequired autoFocus />
    </FormDialog>
  );
}

function ReplyDialog({ log, file, authorities, onClose }: { readonly log: LogId; readonly file: File; readonly authorities: WitnessView['authorities']; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [chosen, setChosen] = useState<EntityId | null>(authorities[0]?.id ?? null);
  const { run, busy, error } = useCall((authority: EntityId) => engine.call('stamp.take', { log, bytes: file.bytes, authority }));
  const submit = async (): Promise<void> => {
    const answer = chosen === null ? null : await run(chosen);
    if (answer?.ok !== true) return;
    showToast({ tone: 'ok', title: t('integrity.stampTaken'), text: new Date(answer.value.generatedAt).toISOString() });
    onClose();
  };
  return (
    <FormDialog title={t('integrity.stampReply')} isOpen onClose={onClose} submitLabel={t('integrity.stampCheck')} onSubmit={() => void submit()} canSubmit={chosen !== null} isBusy={busy} error={error === null ? null : failure(error.kind)}>
      <p>{t('integrity.stampReplyText', { file: file.name })}</p>
      <Select label={t('integrity.authority')} value={chosen} onChange={setChosen} choices={authorities.map((authority) => ({ value: authority.id, label: authority.name, note: authority.subject }))} autoFocus />
    </FormDialog>
  );
}
