export * from './bodyfile/bodyfile.ts';
export * from './csv/read.ts';
export * from './csv/timelineCsv.ts';
export * from './csv/write.ts';
export * from './event/event.ts';
export * from './exportTimeline.ts';
export * from './json/timelineJson.ts';
export * from './timesketch/timesketch.ts';
