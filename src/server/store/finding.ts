/** One thing that was looked at before a start. `failed`: a server must not be started with it, or does not serve it. */
export interface Finding { readonly state: 'ok' | 'note' | 'failed'; readonly text: string }
