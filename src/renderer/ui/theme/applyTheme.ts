import type { Preferences } from '#ipc';

const darkQuery = '(prefers-color-scheme: dark)';

/** The theme that a preference means on this machine now. */
export function resolveTheme(preference: Preferences['theme']): 'dark' | 'light' {
  if (preference !== 'system') return preference;
  return window.matchMedia(darkQuery).matches ? 'dark' : 'light';
}

/** Puts the theme on the document and follows the system while the preference says so; returns the disposer. */
export function applyTheme(preference: Preferences['theme']): () => void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = resolveTheme(preference);
  };
  apply();
  if (preference !== 'system') return () => undefined;
  const media = window.matchMedia(darkQuery);
  media.addEventListener('change', apply);
  return () => media.removeEventListener('change', apply);
}
