// The roll-call during a call: a name, Enter, the next name. Keys: Enter adds whoever is typed, Tab goes through the fields and the people, Escape closes.
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isVerified, type BridgeView, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { AfterFailure } from '../channels/AfterFailure.tsx';
import { noCheck, toCheck, type CheckDraft } from '../channels/check.ts';
import { CheckFields } from '../channels/CheckFields.tsx';
import { useCodeSheets } from '../channels/useChannels.ts';
import styles from './bridges.module.css';

interface Caller { readonly person: string; readonly organisation: string; readonly role: string; readonly customer: boolean }
const nobody: Caller = { person: '', organisation: '', role: '', customer: false };

export function RollCallDialog({ log, view, onClose }: { readonly log: LogId; readonly view: BridgeView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const sheets = useCodeSheets(log);
  const form = useRef<HTMLFormElement>(null);
  const [caller, setCaller] = useState(nobody);
  const [draft, setDraft] = useState<CheckDraft>(noCheck);
  const [isFailed, setFailed] = useState(false);
  const check = toCheck(draft, sheets);
  const canAdd = caller.person.trim() !== '' && check !== null && !recorder.isBusy;
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canAdd) return;
    const { organisation, role, customer } = caller;
    const sealed = await recorder.record({
      kind: 'attendance', occurred: null,
      body: {
        bridge: view.bridge.id, person: caller.person.trim(), ...(organisation.trim() === '' ? {} : { organisation: organisation.trim() }), ...(role.trim() === '' ? {} : { role: role.trim() }), ...(customer ? { customer } : {}), check, state: 'present',
      },
    });
    if (sealed === null) return;
    // The next one is often of the same organisation.
    setCaller({ ...nobody, organisation, customer });
    setDraft({ ...draft, line: '', result: 'passed' });
    setFailed(check.result === 'failed' && check.means !== 'not-verified');
    form.current?.querySelector('input')?.focus();
  };
  const move = async (person: Entity<'attendance'>): Promise<void> => void (await recorder.record({ kind: 'transition', occurred: null, body: { target: person.id, state: person.state === 'present' ? 'left' : 'present' } }));
  return (
    <Dialog title={t('bridges.rollCallTitle', { bridge: view.bridge.body.label })} isOpen onClose={onClose} size="wide">
      <DialogBody>
        <p>{t('bridges.rollCallText')}</p>
        <form ref={form} className={styles['form']} onSubmit={(event) => void add(event)}>
          <div className={styles['fields']}>
            <TextField label={t('bridges.person')} value={caller.person} onChange={(person) => setCaller({ ...caller, person })} autoFocus maxLength={500} />
            <TextField label={t('inspector.field.organisation')} value={caller.organisation} onChange={(organisation) => setCaller({ ...caller, organisation })} maxLength={500} />
            <TextField label={t('inspector.field.role')} value={caller.role} onChange={(role) => setCaller({ ...caller, role })} maxLength={500} />
          </div>
          <CheckFields log={log} value={draft} onChange={setDraft} />
          <div className={styles['add']}>
            <Checkbox isSelected={caller.customer} onChange={(customer) => setCaller({ ...caller, customer })}>{t('bridges.customer')}</Checkbox>
            <Button type="submit" variant="primary" isDisabled={!canAdd}>{t('bridges.add')}</Button>
          </div>
        </form>
        {isFailed ? <AfterFailure log={log} number="" /> : null}
        {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
        <p role="status">{t('bridges.presentCount', { present: view.present, all: view.people.length, unverified: view.unverified })}</p>
        <ul className={styles['people']} aria-label={t('bridges.rollCall')}>{view.people.map((person) => <Person key={person.id} person={person} onMove={() => void move(person)} />)}</ul>
      </DialogBody>
      <DialogFoot><Button onPress={onClose}>{t('communications.close')}</Button></DialogFoot>
    </Dialog>
  );
}

function Person({ person, onMove }: { readonly person: Entity<'attendance'>; readonly onMove: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const { body } = person;
  const isPresent = person.state === 'present';
  return (
    <li data-left={isPresent ? undefined : ''}>
      <span>{[body.person, body.organisation, body.role].filter(Boolean).join(' · ')}</span>
      <span className={styles['marks']}>
        <Badge tone={isVerified(body.check) ? 'ok' : 'warn'}>{isVerified(body.check) ? word('verificationMeans', body.check.means) : t('bridges.notVerified')}</Badge>
        <Button variant="quiet" onPress={onMove} aria-label={t(isPresent ? 'bridges.leaves' : 'bridges.comesBack', { who: body.person })}>{t(isPresent ? 'bridges.left' : 'bridges.back')}</Button>
      </span>
    </li>
  );
}
