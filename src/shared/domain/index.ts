export * from './entries/bodies.ts';
export * from './entries/entry.ts';
export * from './entries/parse.ts';
export * from './entries/time.ts';
export * from './entries/vocabulary.ts';
export * from './view.ts';
export * from './views.ts';
