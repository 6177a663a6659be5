export * from './build/evidenceDocuments.ts';
export * from './build/forensicTimeline.ts';
export * from './build/input.ts';
export * from './build/postIncident.ts';
export * from './html/escape.ts';
export * from './html/renderHtml.ts';
export * from './html/renderRunning.ts';
export * from './tree/blocks.ts';
