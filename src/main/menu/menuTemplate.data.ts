/** One line of the menu: a command the window knows, the kill switch, a standard role, or a separator. */
export type MenuLine =
  | { readonly command: string; readonly label: string; readonly keys?: string }
  | { readonly cut: true; readonly label: string; readonly keys: string }
  | { readonly role: 'quit' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'togglefullscreen' | 'resetZoom' | 'zoomIn' | 'zoomOut' | 'minimize'; readonly label?: string }
  | { readonly separator: true };
export interface MenuPart { readonly label: string; readonly lines: readonly MenuLine[] }

const line = { separator: true } as const;

/**
 * The menu as data. A command is only sent to the window, whose command registry decides what it means and whether it
 * applies; its keys are shown here and handled there. The kill switch alone
 * is carried out by main: a window that hangs does not keep it from working.
 */
export const menuParts: readonly MenuPart[] = [
  {
    label: '&File',
    lines: [
      { command: 'incidents.list', label: 'All incidents', keys: 'CmdOrCtrl+O' },
      { command: 'members.join', label: 'Join an incident…' },
      { command: 'sync.import', label: 'Import bundles…' },
      { command: 'go.reports', label: 'Reports and exports' },
      line,
      { command: 'settings.preferences', label: 'Preferences…', keys: 'CmdOrCtrl+,' },
      { command: 'settings.slots', label: 'Passphrases and recovery keys…' },
      line,
      { cut: true, label: 'Cut the network now', keys: 'CmdOrCtrl+Shift+K' },
      { command: 'vault.lock', label: 'Lock', keys: 'CmdOrCtrl+L' },
      { role: 'quit' },
    ],
  },
  {
    label: '&Edit',
    lines: [
      { command: 'entry.undo', label: 'Undo (adds a correcting entry)', keys: 'CmdOrCtrl+Z' },
      { command: 'entry.redo', label: 'Redo', keys: 'CmdOrCtrl+Shift+Z' },
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      line,
      { command: 'palette.open', label: 'Command palette…', keys: 'CmdOrCtrl+K' },
    ],
  },
  {
    label: '&View',
    lines: [
      { command: 'theme.toggle', label: 'Switch theme' },
      { command: 'inspector.toggle', label: 'Show or hide the inspector' },
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
    ],
  },
  {
    label: '&Incident',
    lines: [
      { command: 'go.overview', label: 'Overview' },
      { command: 'go.journal', label: 'Journal' },
      { command: 'go.timeline', label: 'Timeline' },
      { command: 'go.evidence', label: 'Evidence' },
      { command: 'go.actions', label: 'Actions' },
      { command: 'go.decisions', label: 'Decisions' },
      { command: 'go.systems', label: 'Systems' },
      { command: 'go.accounts', label: 'Accounts' },
      { command: 'go.indicators', label: 'Indicators' },
      { command: 'go.members', label: 'Members' },
      { command: 'go.integrity', label: 'Integrity' },
      { command: 'go.sync', label: 'Sync and trust' },
      { command: 'disclosure.open', label: 'Disclose entries…' },
      line,
      { command: 'incident.transition', label: 'Change the state…' },
    ],
  },
  { label: '&Help', lines: [{ command: 'keys.show', label: 'Keys', keys: '?' }, { command: 'app.about', label: 'About Holdfast' }] },
];
