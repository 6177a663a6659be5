/**
 * Chromium hands the state of a page, with the content of its form fields, to the main process, so that it can restore
 * them on a later visit. What a person types must not live there: a field is taken out of that state when it gets the
 * focus, before the first key reaches it.
 */
export function keepFieldsOutOfPageState(target: Pick<Window, 'addEventListener'>): void {
  target.addEventListener('focusin', (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.autocomplete = 'off';
  }, { capture: true });
}
