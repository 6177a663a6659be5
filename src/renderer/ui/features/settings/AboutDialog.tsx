// What this is, which build runs on what, and the self-test run again. Pattern: modal dialog.
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { DefinitionList } from '../../kit/DefinitionList.tsx';
import { Dialog, DialogBody } from '../../kit/Dialog.tsx';
import { showOverlay } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { useAppInfo } from '../../session/VaultSessionContext.tsx';
import { useSelfTest } from '../vault/SelfTestLine.tsx';

export function AboutDialog() {
  const t = useText();
  const info = useAppInfo();
  const gate = useSession((state) => state.gate);
  const { state, tookMs } = useSelfTest();
  const tone = state === 'failed' ? 'danger' : state === 'passed' ? 'ok' : 'neutral';
  return (
    <Dialog title={t('settings.about')} isOpen onClose={() => showOverlay(null)}>
      <DialogBody>
        <p>{t('settings.about.lead')}</p>
        <DefinitionList
          items={[
            { term: t('settings.about.version'), value: info.version, isMono: true },
            { term: t('settings.about.build'), value: info.build, isMono: true },
            { term: t('settings.about.runtime'), value: t('settings.about.runtime.value', { electron: info.electron, chromium: info.chromium }), isMono: true },
            { term: t('settings.about.platform'), value: info.platform, isMono: true },
            { term: t('settings.about.network'), value: t('shell.trust.sockets', { count: gate.openSockets }) },
            { term: t('settings.about.selfTest'), value: <Badge tone={tone}>{t(`settings.selfTest.${state}`, { ms: Math.round(tookMs) })}</Badge> },
            { term: t('settings.about.licence'), value: t('settings.about.licence.value') },
          ]}
        />
      </DialogBody>
    </Dialog>
  );
}
