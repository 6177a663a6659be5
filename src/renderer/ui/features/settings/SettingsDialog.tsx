// Preferences of this machine and the ways to open this vault. Keys: arrows between the tabs, Escape closes. Pattern: modal dialog with tabs.
import { useText } from '../../i18n/intl.tsx';
import { Dialog, DialogBody } from '../../kit/Dialog.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { showOverlay, showSettings } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { PreferencesForm } from './PreferencesForm.tsx';
import { SlotsPanel } from './SlotsPanel.tsx';

export function SettingsDialog() {
  const t = useText();
  const page = useSession((state) => state.settingsPage);
  return (
    <Dialog title={t('settings.title')} isOpen onClose={() => showOverlay(null)} size="wide">
      <DialogBody>
        <Tabs
          label={t('settings.title')} selected={page} onSelect={(id) => showSettings(id === 'keys' ? 'keys' : 'preferences')}
          items={[
            { id: 'preferences', label: t('settings.preferences'), content: <PreferencesForm /> },
            { id: 'keys', label: t('settings.slots'), content: <SlotsPanel /> },
          ]}
        />
      </DialogBody>
    </Dialog>
  );
}
