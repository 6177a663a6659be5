import { refLetters, type NumberedKind } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useWord } from '../i18n/words.ts';
import { useQuery } from '../port/useQuery.ts';
import { openIncident, reveal, showScreen } from '../session/actions.ts';
import { useSession } from '../session/store.ts';
import { screenOfKind } from '../inspector/screenOfKind.ts';
import { screens } from '../shell/screens.ts';
import { commandGroups } from './command.ts';
import { useAllCommands, useCommandRegistry } from './CommandsProvider.tsx';
import { matchesWords } from './match.ts';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly note: string | null;
  readonly keys: string | null;
  /** What typing is compared with. */
  readonly search: string;
  readonly run: () => void;
}
export interface PaletteSection { readonly id: string; readonly label: string; readonly items: readonly PaletteItem[] }

// Enough to find what one looks for; a longer list is narrowed by typing on.
const MOST_THINGS = 30;

/** What the palette offers for a text: commands, incidents, and the named things of the open incident. */
export function usePaletteSections(text: string): readonly PaletteSection[] {
  const t = useText();
  const word = useWord();
  const registry = useCommandRegistry();
  useAllCommands();
  const log = useSession((state) => state.log);
  const incidents = useQuery('incidents', {});
  const names = useQuery('capture', log === null ? null : { log });
  const offered = registry.offered().filter((command) => command.id !== 'palette.open');
  const commands = commandGroups.map((group): PaletteSection => ({
    id: `group.${group}`,
    label: t(`commands.group.${group}`),
    items: offered.filter((command) => command.group === group).map((command) => {
      const label = t(command.label, command.labelValues);
      const keywords = command.keywords === undefined ? '' : t(command.keywords);
      return { id: `command ${command.id}`, label, note: null, keys: command.keys?.[0] ?? null, search: `${label} ${keywords}`, run: () => void registry.run(command.id) };
    }),
  }));
  const cases: PaletteSection = {
    id: 'incidents',
    label: t('commands.palette.incidents'),
    items: (incidents.state === 'ready' ? incidents.result : []).filter((card) => card.log !== log).map((card) => ({
      id: `incident ${card.log}`, label: card.title, note: `${card.ref} · ${word('incidentState', card.state)}`, keys: null, search: `${card.ref} ${card.title}`, run: () => openIncident(card.log),
    })),
  };
  const things: PaletteSection = {
    id: 'things',
    label: t('commands.palette.things'),
    items: text.trim() === '' || names.state !== 'ready' ? [] : names.result.refs.filter((ref) => matchesWords(`${ref.ref} ${ref.title}`, text)).slice(0, MOST_THINGS).map((ref) => ({
      id: `thing ${ref.id}`, label: ref.title, note: ref.ref, keys: null, search: `${ref.ref} ${ref.title}`,
      run: () => {
        const screen = screenOfRef(ref.ref);
        if (screen === null) showScreen('journal');
        else reveal(screen, ref.id);
      },
    })),
  };
  return [...commands, cases, things].filter((section) => section.items.some((item) => matchesWords(item.search, text)));
}

/** The screen that shows a thing with this reference, when there is one. */
export function screenOfRef(ref: string): string | null {
  const letters = ref.split('-')[0];
  const kind = (Object.keys(refLetters) as NumberedKind[]).find((candidate) => refLetters[candidate] === letters);
  const screen = kind === undefined ? undefined : screenOfKind(kind);
  return screen !== undefined && screens.some((definition) => definition.id === screen) ? screen : null;
}
